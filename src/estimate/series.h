// SPDX-License-Identifier: GPL-3.0-or-later
// A series of counts: one a period of equal length, gaps known as such.
#pragma once

#include "base/date.h"

#include <optional>
#include <vector>

namespace khronika::estimate {

struct CountSeries {
    std::vector<std::optional<double>> counts; ///< absent where nothing was published for the period
    std::vector<Date> dates;                   ///< the periods' first days, as many; empty: periods are numbered only
    int a_year = 52;                           ///< periods a year: 12, 52 or 365
};

} // namespace khronika::estimate
