// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/farrington.h"

#include "estimate/discrete.h"
#include "estimate/farrington_base.h"
#include "estimate/newton.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace khronika::estimate {

namespace {

/// A fitted base and what it says of the point.
struct Fitted {
    double eta = 0;   ///< log of the expected count
    double error = 0; ///< standard error of eta
    double dispersion = 1;
    double trend_p = 1;
};

class BaseModel {
public:
    BaseModel(const Base& base, bool trend, int seasons)
    {
        const auto rows = static_cast<Eigen::Index>(base.points.size());
        std::vector<int> levels;
        for (int s = 1; s <= seasons; ++s) {
            if (std::ranges::any_of(base.points, [s](const BasePoint& point) { return point.season == s; })) {
                levels.push_back(s);
            }
        }
        const Eigen::Index columns = 1 + (trend ? 1 : 0) + std::max<Eigen::Index>(static_cast<Eigen::Index>(levels.size()) - 1, 0);
        m_design = Eigen::MatrixXd::Zero(rows, columns);
        m_counts.resize(rows);
        m_now = Eigen::RowVectorXd::Zero(columns);
        // Times are taken from their middle and in years of base, so that the equations are well conditioned.
        double middle = 0;
        for (const BasePoint& point : base.points) {
            middle += point.time / static_cast<double>(rows);
        }
        for (Eigen::Index i = 0; i < rows; ++i) {
            const BasePoint& point = base.points[static_cast<std::size_t>(i)];
            m_counts[i] = point.count;
            fill(m_design.row(i), trend, (point.time - middle) / 100, point.season, levels);
        }
        Eigen::MatrixXd now = Eigen::MatrixXd::Zero(1, columns);
        fill(now.row(0), trend, (base.now - middle) / 100, seasons, levels);
        m_now = now.row(0);
        m_trend = trend;
    }

    [[nodiscard]] std::optional<Fitted> fit(const FarringtonOptions& options) const
    {
        const auto freedom = static_cast<double>(m_design.rows() - m_design.cols());
        if (freedom <= 0) {
            return std::nullopt;
        }
        PoissonFit first = fit_poisson(m_design, m_counts, {});
        if (!first.converged) {
            return std::nullopt;
        }
        Eigen::VectorXd weights = Eigen::VectorXd::Ones(m_counts.size());
        double phi = std::max(pearson(first, weights) / freedom, 1.0);
        double scale = pearson(first, weights) / freedom;
        if (options.reweight) {
            weights = reweighted(first, phi, options.weights_from);
            first = fit_poisson(m_design, m_counts, weights);
            if (!first.converged) {
                return std::nullopt;
            }
            phi = std::max(pearson(first, weights) / freedom, 1.0);
            // The package's standard error: after reweighting it takes the weights alone, not weights times expectations.
            scale = relative(first, weights) / freedom;
        }
        Fitted fitted;
        fitted.eta = m_now * first.coefficients;
        fitted.error = std::sqrt(scale * (m_now * first.covariance * m_now.transpose())(0, 0));
        fitted.dispersion = phi;
        if (m_trend) {
            const double t = first.coefficients[1] / std::sqrt(scale * first.covariance(1, 1));
            fitted.trend_p =
                std::isfinite(t) ? 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom), std::abs(t))) : 1;
        }
        return fitted;
    }

    [[nodiscard]] double greatest() const { return m_counts.maxCoeff(); }

private:
    template <typename Row>
    static void fill(Row row, bool trend, double time, int season, const std::vector<int>& levels)
    {
        row[0] = 1;
        if (trend) {
            row[1] = time;
        }
        for (std::size_t l = 1; l < levels.size(); ++l) {
            row[(trend ? 1 : 0) + static_cast<Eigen::Index>(l)] = levels[l] == season ? 1 : 0;
        }
    }

    [[nodiscard]] double pearson(const PoissonFit& fit, const Eigen::VectorXd& weights) const
    {
        return (weights.array() * (m_counts - fit.fitted).array().square() / fit.fitted.array()).sum();
    }

    [[nodiscard]] double relative(const PoissonFit& fit, const Eigen::VectorXd& weights) const
    {
        return (weights.array() * ((m_counts - fit.fitted).array() / fit.fitted.array()).square()).sum();
    }

    /// Anscombe residuals above the bar weigh as their inverse square, so that past upticks do not hide new ones.
    [[nodiscard]] Eigen::VectorXd reweighted(const PoissonFit& fit, double phi, double bar) const
    {
        const Eigen::Index rows = m_counts.size();
        Eigen::VectorXd residuals(rows);
        double sum = 0;
        for (Eigen::Index i = 0; i < rows; ++i) {
            const double mu = fit.fitted[i];
            const double hat = mu * (m_design.row(i) * fit.covariance * m_design.row(i).transpose())(0, 0);
            const double raw = 1.5 * (std::pow(m_counts[i], 2.0 / 3) * std::pow(mu, -1.0 / 6) - std::sqrt(mu));
            residuals[i] = raw / std::sqrt(phi * std::max(1 - hat, 1e-12));
            sum += residuals[i] > bar ? 1 / (residuals[i] * residuals[i]) : 1.0;
        }
        const double gamma = static_cast<double>(rows) / sum;
        Eigen::VectorXd weights(rows);
        for (Eigen::Index i = 0; i < rows; ++i) {
            weights[i] = residuals[i] > bar ? gamma / (residuals[i] * residuals[i]) : gamma;
        }
        return weights;
    }

    Eigen::MatrixXd m_design;
    Eigen::VectorXd m_counts;
    Eigen::RowVectorXd m_now;
    bool m_trend = false;
};

/// With a trend where it is significant and leads to no more than was ever counted; else without.
std::optional<Fitted> fit_base(const Base& base, const FarringtonOptions& options, bool& trend)
{
    trend = false;
    if (options.trend) {
        const BaseModel with(base, true, options.seasons);
        const std::optional<Fitted> fitted = with.fit(options);
        if (fitted && options.years >= 3 && fitted->trend_p < options.trend_p && std::exp(fitted->eta) <= with.greatest()) {
            trend = true;
            return fitted;
        }
    }
    return BaseModel(base, false, options.seasons).fit(options);
}

void bound_two_thirds(FarringtonPoint& point, const Fitted& fitted, double count, double alpha)
{
    const boost::math::normal standard;
    const double mean = std::exp(fitted.eta);
    const double error = fitted.error * mean;
    const double tau = fitted.dispersion + error * error / mean;
    const double spread = std::sqrt(4.0 / 9 * std::cbrt(mean) * tau);
    const double middle = std::pow(mean, 2.0 / 3);
    point.upper = std::pow(middle + boost::math::quantile(standard, 1 - alpha) * spread, 1.5);
    point.p = boost::math::cdf(boost::math::complement(standard, (std::pow(count, 2.0 / 3) - middle) / spread));
}

FarringtonPoint judge(const CountSeries& series, std::size_t at, const FarringtonOptions& options)
{
    FarringtonPoint point;
    point.at = at;
    if (!series.counts[at]) {
        point.reason = "nothing was published for this period";
        return point;
    }
    const std::optional<Base> base = farrington_base(series, at, options);
    if (!base || base->points.size() < 3) {
        point.reason = "the series does not reach back far enough";
        return point;
    }
    const std::optional<Fitted> fitted = fit_base(*base, options, point.trend);
    if (!fitted) {
        point.reason = "the model of past counts did not converge";
        return point;
    }
    double cases = 0;
    for (std::size_t i = at + 1 - std::min(at + 1, static_cast<std::size_t>(options.least_periods)); i <= at; ++i) {
        cases += series.counts[i].value_or(0);
    }
    if (cases < options.least_cases) {
        point.reason = "too few cases to judge";
        return point;
    }
    const double count = *series.counts[at];
    point.expected = std::exp(fitted->eta);
    point.dispersion = fitted->dispersion;
    if (options.threshold == Threshold::two_thirds) {
        bound_two_thirds(point, *fitted, count, options.alpha);
    } else {
        point.upper = count_quantile(1 - options.alpha, *point.expected, fitted->dispersion);
        point.p = count_tail(count, *point.expected, fitted->dispersion);
    }
    point.alarm = count > *point.upper && count != 0;
    return point;
}

} // namespace

FarringtonOptions noufaily_options(double alpha)
{
    FarringtonOptions options;
    options.seasons = 10;
    options.left_out = 26;
    options.trend_p = 1;
    options.alpha = alpha;
    options.threshold = Threshold::negative_binomial;
    return options;
}

std::size_t first_judged(const CountSeries& series, const FarringtonOptions& options)
{
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
        if (farrington_base(series, i, options)) {
            return i;
        }
    }
    return series.counts.size();
}

std::vector<FarringtonPoint> farrington(const CountSeries& series, std::size_t first, std::size_t last, const FarringtonOptions& options)
{
    std::vector<FarringtonPoint> points;
    for (std::size_t at = first; at <= last && at < series.counts.size(); ++at) {
        points.push_back(judge(series, at, options));
    }
    return points;
}

} // namespace khronika::estimate
