// SPDX-License-Identifier: GPL-3.0-or-later
// Poisson log-linear models of capture histories (Fienberg 1972; Cormack 1989): the seen cells are independent Poisson
// counts, and the model's expectation of the unseen cell is what was never counted.
#pragma once

#include "estimate/existence.h"

#include <optional>
#include <string>

namespace khronika::estimate {

struct LogLinearFit {
    Interactions interactions;
    double total = 0;     ///< observed + unseen
    double unseen = 0;    ///< expectation of the cell of those on no list
    double log_error = 0; ///< standard error of log(unseen)
    double deviance = 0;
    int degrees = 0;    ///< of freedom: cells less parameters
    int parameters = 0; ///< those at minus infinity included, as Chan, Silverman and Vincent count
    double log_likelihood = 0;
    double aic = 0;                 ///< -2 log likelihood + 2 parameters
    double bic = 0;                 ///< -2 log likelihood + log(observed people) parameters
    std::vector<Pattern> vanishing; ///< empty cells of expectation 0
    std::vector<double> fitted;     ///< expectation by pattern, the unseen cell first
};

struct Interval {
    double low = 0;
    double high = 0;
};

/// The maximum of the likelihood; absent where the unseen cell has none (see check_existence).
[[nodiscard]] std::optional<LogLinearFit> fit_log_linear(const Histories& histories, const Interactions& interactions);

/// A model of pairs as Chan, Silverman and Vincent (2021) fit it: pairs that nobody is on both of have parameter minus
/// infinity. Call where sparse_pairs_estimable().
[[nodiscard]] LogLinearFit fit_sparse_pairs(const Histories& histories, const std::vector<Pattern>& pairs);

/// observed + unseen exp(+-z log_error): the interval of SparseMSE. `level` in (0, 1).
[[nodiscard]] Interval wald_interval(const Histories& histories, const LogLinearFit& fit, double level);

/// Totals at which the profile likelihood has fallen by half the chi-squared quantile of 1 degree (Cormack 1992): the
/// unseen cell is given each value in turn as if it had been seen, and the multinomial likelihood is maximised over the
/// rest. `high` is infinite where the likelihood never falls so far.
[[nodiscard]] Interval profile_interval(const Histories& histories, const LogLinearFit& fit, double level);

} // namespace khronika::estimate
