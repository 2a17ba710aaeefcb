// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/loglinear.h"

#include "estimate/design.h"
#include "estimate/newton.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace khronika::estimate {

namespace {

double poisson_log_likelihood(const Eigen::VectorXd& counts, const Eigen::VectorXd& fitted)
{
    double sum = 0;
    for (Eigen::Index i = 0; i < counts.size(); ++i) {
        sum += (counts[i] > 0 ? counts[i] * std::log(fitted[i]) : 0.0) - fitted[i] - std::lgamma(counts[i] + 1);
    }
    return sum;
}

/// Columns that the cells of `design` tell apart, first come first kept; others belong to parameters at minus infinity.
Design independent_columns(const Design& design)
{
    Design kept = design;
    kept.terms.clear();
    std::vector<Eigen::Index> columns;
    Eigen::MatrixXd basis(design.matrix.rows(), 0);
    for (Eigen::Index j = 0; j < design.matrix.cols(); ++j) {
        const Eigen::VectorXd column = design.matrix.col(j);
        const Eigen::VectorXd first = column - basis * (basis.transpose() * column);
        const Eigen::VectorXd rest = first - basis * (basis.transpose() * first);
        if (rest.norm() > 1e-8 * std::max(1.0, column.norm())) {
            basis.conservativeResize(Eigen::NoChange, basis.cols() + 1);
            basis.rightCols(1) = rest / rest.norm();
            columns.push_back(j);
            kept.terms.push_back(design.terms[static_cast<std::size_t>(j)]);
        }
    }
    kept.matrix = design.matrix(Eigen::all, columns);
    return kept;
}

LogLinearFit fit_design(const Histories& histories, const Design& design, int parameters)
{
    const PoissonFit poisson = fit_poisson(design.matrix, design.counts, {});
    LogLinearFit fit;
    const auto observed = static_cast<double>(histories.observed());
    fit.unseen = std::exp(poisson.coefficients[0]);
    fit.total = observed + fit.unseen;
    fit.log_error = std::sqrt(poisson.covariance(0, 0));
    fit.deviance = poisson.deviance;
    fit.parameters = parameters;
    fit.degrees = static_cast<int>(design.cells.size()) - static_cast<int>(design.matrix.cols());
    fit.log_likelihood = poisson_log_likelihood(design.counts, poisson.fitted);
    fit.aic = -2 * fit.log_likelihood + 2 * parameters;
    fit.bic = -2 * fit.log_likelihood + std::log(observed) * parameters;
    fit.fitted.assign(std::size_t{1} << histories.lists.size(), 0.0);
    fit.fitted[0] = fit.unseen;
    for (std::size_t i = 0; i < design.cells.size(); ++i) {
        fit.fitted[design.cells[i]] = poisson.fitted[static_cast<Eigen::Index>(i)];
    }
    return fit;
}

/// The profile: the multinomial log likelihood of `total` people, the unseen cell being total - observed.
class Profile {
public:
    Profile(const Histories& histories, const LogLinearFit& fit) : m_observed(static_cast<double>(histories.observed()))
    {
        const Design design = independent_columns(make_design(histories, fit.interactions, fit.vanishing));
        m_matrix.resize(design.matrix.rows() + 1, design.matrix.cols());
        m_matrix.row(0) = Eigen::RowVectorXd::Unit(design.matrix.cols(), 0);
        m_matrix.bottomRows(design.matrix.rows()) = design.matrix;
        m_counts.resize(m_matrix.rows());
        m_counts.tail(design.counts.size()) = design.counts;
    }

    double operator()(double total)
    {
        m_counts[0] = std::max(total - m_observed, 0.0);
        const PoissonFit fit = fit_poisson(m_matrix, m_counts, {});
        double sum = std::lgamma(total + 1);
        for (Eigen::Index i = 0; i < m_counts.size(); ++i) {
            sum += (m_counts[i] > 0 ? m_counts[i] * std::log(fit.fitted[i] / total) : 0.0) - std::lgamma(m_counts[i] + 1);
        }
        return sum;
    }

private:
    double m_observed;
    Eigen::MatrixXd m_matrix;
    Eigen::VectorXd m_counts;
};

/// The greatest of the profile between `low` and `high`, by golden section: it has one peak.
double peak(Profile& profile, double low, double high)
{
    const double golden = (std::sqrt(5.0) - 1) / 2;
    double a = high - golden * (high - low);
    double b = low + golden * (high - low);
    double at_a = profile(a);
    double at_b = profile(b);
    while (high - low > 1e-7 * high) {
        if (at_a >= at_b) {
            high = b;
            b = a;
            at_b = at_a;
            a = high - golden * (high - low);
            at_a = profile(a);
        } else {
            low = a;
            a = b;
            at_a = at_b;
            b = low + golden * (high - low);
            at_b = profile(b);
        }
    }
    return (low + high) / 2;
}

/// Where the profile crosses `level` between `inside`, above it, and `outside`, below it.
double crossing(Profile& profile, double inside, double outside, double level)
{
    while (std::abs(outside - inside) > 1e-9 * std::abs(outside)) {
        const double middle = (inside + outside) / 2;
        (profile(middle) >= level ? inside : outside) = middle;
    }
    return (inside + outside) / 2;
}

} // namespace

std::optional<LogLinearFit> fit_log_linear(const Histories& histories, const Interactions& interactions)
{
    const Existence existence = check_existence(histories, interactions);
    if (!existence.unseen_estimable) {
        return std::nullopt;
    }
    Design design = make_design(histories, interactions, existence.vanishing);
    const auto parameters = static_cast<int>(design.matrix.cols());
    if (!existence.finite) {
        design = independent_columns(design);
    }
    LogLinearFit fit = fit_design(histories, design, parameters);
    fit.interactions = interactions;
    fit.vanishing = existence.vanishing;
    return fit;
}

LogLinearFit fit_sparse_pairs(const Histories& histories, const std::vector<Pattern>& pairs)
{
    const SplitPairs split = split_pairs(histories, pairs);
    const std::vector<Pattern> removed = cells_of(histories.list_count(), split.empty);
    const Design design = make_design(histories, split.held, removed);
    LogLinearFit fit = fit_design(histories, design, static_cast<int>(design.matrix.cols() + static_cast<long>(split.empty.size())));
    fit.interactions = closed(pairs);
    fit.vanishing = removed;
    return fit;
}

Interval wald_interval(const Histories& histories, const LogLinearFit& fit, double level)
{
    const double z = boost::math::quantile(boost::math::normal(), (1 + level) / 2);
    const auto observed = static_cast<double>(histories.observed());
    return {observed + fit.unseen * std::exp(-z * fit.log_error), observed + fit.unseen * std::exp(z * fit.log_error)};
}

Interval profile_interval(const Histories& histories, const LogLinearFit& fit, double level)
{
    Profile profile(histories, fit);
    const auto observed = static_cast<double>(histories.observed());
    const double top = peak(profile, observed, fit.total + 1);
    const double bar = profile(top) - boost::math::quantile(boost::math::chi_squared(1), level) / 2;
    Interval interval;
    interval.low = profile(observed) >= bar ? observed : crossing(profile, top, observed, bar);
    double outside = fit.total + std::max(1.0, fit.unseen);
    while (outside < 1e15 && profile(outside) >= bar) {
        outside = observed + 2 * (outside - observed);
    }
    interval.high = outside < 1e15 ? crossing(profile, top, outside, bar) : std::numeric_limits<double>::infinity();
    return interval;
}

} // namespace khronika::estimate
