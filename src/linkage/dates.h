// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linkage/levels.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace khronika::linkage {

/// A date of which the day, or day and month, may be unknown (0). Days and months that no calendar has (31 April, month 15) are
/// kept as written: they are errors of a record, and to be compared.
struct PartialDate {
    std::uint16_t year = 0; ///< 1 to 9999
    std::uint8_t month = 0; ///< to 99, or 0
    std::uint8_t day = 0;   ///< to 99, or 0
    bool operator==(const PartialDate&) const = default;
    [[nodiscard]] std::uint32_t packed() const { return std::uint32_t{year} * 10'000 + month * 100U + day; }
    [[nodiscard]] std::string iso() const;
};

/// Reads YYYY-MM-DD, YYYYMMDD, DD.MM.YYYY, DD/MM/YYYY, YYYY-MM, MM.YYYY and YYYY, with one or two digits for day and month; where
/// of a date that ends with the year the second part is above 12 and the first is not, the second is the day. Absent for anything else.
[[nodiscard]] std::optional<PartialDate> partial_date(std::string_view text);

/// A level of date_level; both dates are there.
[[nodiscard]] Level compare_dates(const PartialDate& a, const PartialDate& b);

} // namespace khronika::linkage
