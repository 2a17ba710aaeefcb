// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/farrington.h"

#include <optional>
#include <vector>

namespace khronika::estimate {

/// A past period that a point is judged by.
struct BasePoint {
    double time = 0;
    double count = 0;
    int season = 1; ///< 1 ... seasons; the point that is judged is of the last
};

struct Base {
    std::vector<BasePoint> points;
    double now = 0; ///< time of the point that is judged, on the same clock
};

/// The base of the point `at`; absent where a reference period lies before the series.
[[nodiscard]] std::optional<Base> farrington_base(const CountSeries& series, std::size_t at, const FarringtonOptions& options);

} // namespace khronika::estimate
