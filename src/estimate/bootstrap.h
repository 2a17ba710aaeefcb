// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/selection.h"

#include <cstdint>

namespace khronika::estimate {

struct BootstrapOptions {
    int replicates = 1000;
    double threshold = 0.02; ///< of the stepwise selection, which each replicate repeats
    double level = 0.95;
    std::uint64_t seed = 1;
    unsigned threads = 0; ///< 0: as many as the machine has; the result does not depend on it
};

struct Bootstrap {
    Interval interval;
    double bias_correction = 0; ///< z0
    double acceleration = 0;    ///< a
    int replicates = 0;
    int unbounded = 0;          ///< replicates without a finite estimate; they count as above all others
    std::vector<double> totals; ///< of the replicates, rising; infinite at the end
};

/// Bias-corrected and accelerated interval (Efron 1987) of the stepwise estimate. A replicate draws as many people from the
/// observed histories, and selects its model anew; the acceleration is of the jackknife over people.
[[nodiscard]] Bootstrap bootstrap_stepwise(const Histories& histories, const BootstrapOptions& options);

} // namespace khronika::estimate
