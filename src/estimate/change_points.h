// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace khronika::estimate {

struct ChangePoint {
    std::size_t at = 0;   ///< index of the first period of the new level
    std::size_t low = 0;  ///< 95% credible: the change came here at the earliest,
    std::size_t high = 0; ///< here at the latest
    double before = 0;    ///< mean level
    double after = 0;
};

/// Changes of the level of a series of counts by PELT (Killick, Fearnhead and Eckley 2012, JASA 107, 1590): the best division
/// under a Poisson likelihood whose deviance is divided by `dispersion`, each change costing `penalty` (0: 3 log n, which
/// lets a series without change show one in few of a hundred). The interval of each change is the posterior of its place
/// between its neighbours, both levels integrated over a Gamma prior of one period's weight. Gaps are passed over.
[[nodiscard]] std::vector<ChangePoint> change_points(const std::vector<std::optional<double>>& counts, double dispersion, double penalty);

} // namespace khronika::estimate
