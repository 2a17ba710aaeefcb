// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/newton.h"

#include <cmath>

namespace khronika::estimate {

namespace {

constexpr int most_steps = 200;
constexpr int most_halvings = 40;

/// Solves the weighted least squares of one step; `fitted` gives the weights.
Eigen::LDLT<Eigen::MatrixXd> information(const Eigen::MatrixXd& design, const Eigen::VectorXd& weighted)
{
    return Eigen::LDLT<Eigen::MatrixXd>(design.transpose() * weighted.asDiagonal() * design);
}

Eigen::VectorXd expectation(const Eigen::MatrixXd& design, const Eigen::VectorXd& coefficients)
{
    return (design * coefficients).array().min(700.0).exp().matrix();
}

} // namespace

double poisson_deviance(const Eigen::VectorXd& counts, const Eigen::VectorXd& fitted, const Eigen::VectorXd& weights)
{
    double sum = 0;
    for (Eigen::Index i = 0; i < counts.size(); ++i) {
        const double ratio = counts[i] > 0 ? counts[i] * std::log(counts[i] / fitted[i]) : 0.0;
        sum += (weights.size() > 0 ? weights[i] : 1.0) * (ratio - (counts[i] - fitted[i]));
    }
    return 2 * sum;
}

PoissonFit fit_poisson(const Eigen::MatrixXd& design, const Eigen::VectorXd& counts, const Eigen::VectorXd& weights)
{
    PoissonFit fit;
    const Eigen::VectorXd prior = weights.size() > 0 ? weights : Eigen::VectorXd::Ones(counts.size());
    fit.fitted = counts.array() + 0.1;
    Eigen::VectorXd logs = fit.fitted.array().log();
    fit.coefficients = Eigen::VectorXd::Zero(design.cols());
    double last = std::numeric_limits<double>::infinity();
    for (int step = 0; step < most_steps && !fit.converged; ++step) {
        const Eigen::VectorXd weighted = prior.cwiseProduct(fit.fitted);
        const Eigen::VectorXd working = logs.array() + (counts - fit.fitted).array() / fit.fitted.array();
        Eigen::VectorXd next = information(design, weighted).solve(design.transpose() * weighted.cwiseProduct(working));
        Eigen::VectorXd fitted = expectation(design, next);
        double deviance = poisson_deviance(counts, fitted, weights);
        for (int half = 0; step > 0 && !(deviance <= last * (1 + 1e-12) + 1e-12) && half < most_halvings; ++half) {
            next = (next + fit.coefficients) / 2;
            fitted = expectation(design, next);
            deviance = poisson_deviance(counts, fitted, weights);
        }
        fit.converged = std::abs(deviance - last) < 1e-13 * (std::abs(deviance) + 0.1);
        last = deviance;
        fit.coefficients = next;
        fit.fitted = fitted.cwiseMax(1e-300);
        logs = (design * next).cwiseMin(700.0).cwiseMax(-690.0);
    }
    fit.deviance = last;
    const Eigen::VectorXd weighted = prior.cwiseProduct(fit.fitted);
    fit.covariance = information(design, weighted).solve(Eigen::MatrixXd::Identity(design.cols(), design.cols()));
    return fit;
}

} // namespace khronika::estimate
