// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/date.h"

#include <optional>

namespace khronika::events {

/// When a claim says that its act took place, with what is known where it does not say.
struct Period {
    std::optional<DateRange> stated;
    std::optional<Date> published; ///< of the item: no act of a claim in it is later, planned ones apart
    bool operator==(const Period&) const = default;
};

/// The number of days, both ends included.
[[nodiscard]] int length(const DateRange& range);

/// The smallest range that holds both.
[[nodiscard]] DateRange hull(const DateRange& a, const DateRange& b);

/// True where one stated period holds the other and is at most twice as long: one week as two outlets date it, but not
/// a week and its half-year.
[[nodiscard]] bool same_period(const DateRange& a, const DateRange& b);

/// True where one stated period holds the other and is at most ten days long: a day that a text names for what another
/// tells of the working week. Enough where the counts are one number.
[[nodiscard]] bool within_one_week(const DateRange& a, const DateRange& b);

/// True where the two may speak of one time: same_period() of stated ones; a stated one that ended within `days` before
/// the other's publication; two publications at most `days` apart. False where nothing is known of one.
[[nodiscard]] bool may_be_one(const Period& a, const Period& b, int days);

} // namespace khronika::events
