// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/cusum.h"

#include "estimate/discrete.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace khronika::estimate {

namespace {

double standardised(double x, double m, Standardised how)
{
    switch (how) {
    case Standardised::raw:
        return x;
    case Standardised::standard:
        return (x - m) / std::sqrt(m);
    case Standardised::rossi:
        return (x - 3 * m + 2 * std::sqrt(x * m)) / (2 * std::sqrt(m));
    case Standardised::anscombe:
        return 1.5 * (std::pow(x, 2.0 / 3) - std::pow(m, 2.0 / 3)) / std::pow(m, 1.0 / 6);
    }
    return x;
}

/// The count at which the sum reaches h from `before`.
double count_at(double before, double m, double k, double h, Standardised how)
{
    const double need = h + k - before;
    switch (how) {
    case Standardised::raw:
        return std::max(0.0, need);
    case Standardised::standard:
        return std::max(0.0, std::ceil(std::sqrt(m) * need + m));
    case Standardised::rossi:
        return std::max(0.0, 2 * need * std::sqrt(m) + 5 * m - 2 * std::sqrt(4 * m * m + 2 * std::pow(m, 1.5) * need));
    case Standardised::anscombe:
        return std::pow(std::max(0.0, 2.0 / 3 * std::pow(m, 1.0 / 6) * need + std::pow(m, 2.0 / 3)), 1.5);
    }
    return 0;
}

double log_ratio(double count, double mean, double ratio, double dispersion)
{
    return count_log_density(count, ratio * mean, dispersion) - count_log_density(count, mean, dispersion);
}

constexpr int states = 120;

} // namespace

std::vector<CusumPoint> cusum(const std::vector<double>& counts, double mean, double k, double h, Standardised how)
{
    std::vector<CusumPoint> points;
    double sum = 0;
    for (const double count : counts) {
        CusumPoint point;
        point.upper = count_at(sum, mean, k, h, how);
        sum = std::max(0.0, sum + standardised(count, mean, how) - k);
        point.sum = sum;
        point.alarm = sum >= h;
        points.push_back(point);
    }
    return points;
}

double run_length(double mean, double ratio, double dispersion, double h)
{
    // States are the sum rounded to multiples of h/states; 0 takes all below.
    Eigen::MatrixXd stay = Eigen::MatrixXd::Identity(states, states);
    const double width = h / (states - 0.5);
    const double most = count_quantile(1 - 1e-12, mean, dispersion);
    for (double count = 0; count <= most; ++count) {
        const double probability = std::exp(count_log_density(count, mean, dispersion));
        const auto step = static_cast<long>(std::lround(log_ratio(count, mean, ratio, dispersion) / width));
        for (long from = 0; from < states; ++from) {
            const long to = std::max(0L, from + step);
            if (to < states) {
                stay(from, to) -= probability;
            }
        }
    }
    return stay.partialPivLu().solve(Eigen::VectorXd::Ones(states))[0];
}

LikelihoodCusum likelihood_cusum(const std::vector<std::optional<double>>& counts, const std::vector<double>& means,
                                 const LikelihoodCusumOptions& options)
{
    LikelihoodCusum found;
    const double mean = std::accumulate(means.begin(), means.end(), 0.0) / static_cast<double>(means.size());
    double low = 0.01;
    double high = 1;
    while (high < 200 && run_length(mean, options.ratio, options.dispersion, high) < options.run_length) {
        low = high;
        high *= 1.5;
    }
    for (int step = 0; step < 25; ++step) {
        const double middle = (low + high) / 2;
        (run_length(mean, options.ratio, options.dispersion, middle) < options.run_length ? low : high) = middle;
    }
    found.h = high;
    found.run_length = run_length(mean, options.ratio, options.dispersion, high);
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i]) {
            sum = std::max(0.0, sum + log_ratio(*counts[i], means[i], options.ratio, options.dispersion));
        }
        found.sums.push_back(sum);
        if (sum >= found.h) {
            found.alarms.push_back(i);
            sum = 0;
        }
    }
    return found;
}

} // namespace khronika::estimate
