// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace khronika::estimate {

/// What "the largest since" may say of a period.
struct LargestSince {
    std::optional<std::size_t> equalled; ///< the last period before with as many or more; absent: none in the whole series
    std::size_t reach = 0;               ///< periods looked back over: to `equalled`, or to the beginning of the series
    std::size_t missing = 0;             ///< of these without a count: any of them may have been larger
};

/// Absent where the period itself has no count.
[[nodiscard]] std::optional<LargestSince> largest_since(const std::vector<std::optional<double>>& counts, std::size_t at);

/// Which of many p-values are found at a false discovery rate of `rate` (Benjamini and Hochberg 1995). Absent ones are no
/// tests.
[[nodiscard]] std::vector<bool> discoveries(const std::vector<std::optional<double>>& p, double rate);

} // namespace khronika::estimate
