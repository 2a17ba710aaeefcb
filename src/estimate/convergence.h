// SPDX-License-Identifier: GPL-3.0-or-later
// Whether chains of draws tell the same, and how much they tell: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021
// (Bayesian Analysis 16, 667).
#pragma once

#include <vector>

namespace khronika::estimate {

struct Convergence {
    double r_hat = 0;    ///< the greater of the rank-normalised split R-hat and that of the folded draws; 1 where chains agree
    double bulk_ess = 0; ///< effective number of draws for the middle
    double tail_ess = 0; ///< the smaller of those for the 5% and 95% quantiles
};

/// `chains` of one length, four draws or more each. Chains that never move have no effective draws: r_hat infinite, ess 0.
[[nodiscard]] Convergence check_convergence(const std::vector<std::vector<double>>& chains);

/// Effective sample size by Geyer's initial monotone sequence over split chains.
[[nodiscard]] double effective_size(const std::vector<std::vector<double>>& chains);

} // namespace khronika::estimate
