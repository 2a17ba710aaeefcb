// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/histories.h"

#include <optional>

namespace khronika::estimate {

struct Chao {
    double total = 0; ///< n + f1^2 / (2 f2)
    double low = 0;   ///< 95%, log-normal
    double high = 0;
    std::int64_t once = 0;  ///< f1: people on exactly one list
    std::int64_t twice = 0; ///< f2: people on exactly two
};

/// Chao's estimator of 1987 (Biometrics 43, 783) with its log-normal interval. It is a lower bound where people differ in
/// how easily lists catch them AND the lists are independent of each other; where lists send people to each other too
/// rarely (negative dependence), it can stand far above the truth. Absent where nobody is on exactly two lists.
[[nodiscard]] std::optional<Chao> chao_lower_bound(const Histories& histories);

} // namespace khronika::estimate
