// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Dense>

namespace khronika::estimate {

struct PoissonFit {
    Eigen::VectorXd coefficients;
    Eigen::VectorXd fitted;
    Eigen::MatrixXd covariance; ///< inverse of X'WX
    double deviance = 0;
    bool converged = false;
};

/// Poisson regression with log link by iterated weighted least squares, steps halved where the deviance would rise.
/// `weights` are prior weights, empty for all 1. Ends when the deviance changes by less than 1e-13 of itself, or after 200 steps.
[[nodiscard]] PoissonFit fit_poisson(const Eigen::MatrixXd& design, const Eigen::VectorXd& counts, const Eigen::VectorXd& weights);

/// 2 sum w (y log(y/m) - (y - m)).
[[nodiscard]] double poisson_deviance(const Eigen::VectorXd& counts, const Eigen::VectorXd& fitted, const Eigen::VectorXd& weights);

} // namespace khronika::estimate
