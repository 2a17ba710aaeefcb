// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/bootstrap.h"

#include "estimate/parallel.h"
#include "estimate/random.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace khronika::estimate {

namespace {

constexpr double no_bound = std::numeric_limits<double>::infinity();

/// The stepwise total of a table as a draw gave it: lists that the draw left empty say nothing, and fall out.
double total_of(Histories drawn, double threshold)
{
    for (int j = drawn.list_count() - 1; j >= 0; --j) {
        if (drawn.on_all(Pattern{1} << j) == 0) {
            drawn = without_list(drawn, j);
        }
    }
    if (drawn.list_count() < 2 || !sparse_pairs_estimable(drawn, {})) {
        return no_bound;
    }
    const double total = stepwise_pairs(drawn, threshold).total;
    return std::isfinite(total) ? total : no_bound;
}

Histories resampled(const Histories& histories, Random& random)
{
    Histories drawn{histories.lists, {}};
    std::int64_t left = histories.observed();
    double weight = static_cast<double>(left);
    for (const Cell& cell : histories.cells) {
        const auto count = static_cast<double>(cell.count);
        const std::int64_t taken = random.binomial(left, std::min(1.0, count / weight));
        weight -= count;
        left -= taken;
        if (taken > 0) {
            drawn.cells.push_back({cell.pattern, taken});
        }
    }
    return drawn;
}

/// a of Efron 1987, from the estimates with one person of each history left out. Histories with whom the estimate has no
/// bound do not move it.
double acceleration(const Histories& histories, double threshold, unsigned threads)
{
    std::vector<double> without(histories.cells.size());
    parallel_for(without.size(), threads, [&](std::size_t i) {
        std::vector<Cell> cells = histories.cells;
        --cells[i].count;
        without[i] = total_of(make_histories(histories.lists, cells), threshold);
    });
    double people = 0;
    double mean = 0;
    for (std::size_t i = 0; i < without.size(); ++i) {
        const auto count = static_cast<double>(histories.cells[i].count);
        people += std::isfinite(without[i]) ? count : 0.0;
        mean += std::isfinite(without[i]) ? count * without[i] : 0.0;
    }
    mean /= std::max(people, 1.0);
    double squares = 0;
    double cubes = 0;
    for (std::size_t i = 0; i < without.size(); ++i) {
        const double apart = std::isfinite(without[i]) ? mean - without[i] : 0.0;
        const auto count = static_cast<double>(histories.cells[i].count);
        squares += count * apart * apart;
        cubes += count * apart * apart * apart;
    }
    return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0.0;
}

/// The quantile of sorted values, linear between neighbours; infinite where it falls among the unbounded.
double quantile(const std::vector<double>& sorted, double probability)
{
    const double place = std::clamp(probability, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[above] - sorted[below]);
}

} // namespace

Bootstrap bootstrap_stepwise(const Histories& histories, const BootstrapOptions& options)
{
    Bootstrap bootstrap;
    bootstrap.replicates = options.replicates;
    bootstrap.totals.resize(static_cast<std::size_t>(options.replicates));
    parallel_for(bootstrap.totals.size(), options.threads, [&](std::size_t i) {
        Random random(options.seed, i);
        bootstrap.totals[i] = total_of(resampled(histories, random), options.threshold);
    });
    std::ranges::sort(bootstrap.totals);
    bootstrap.unbounded = static_cast<int>(std::ranges::count(bootstrap.totals, no_bound));
    const double estimate = total_of(histories, options.threshold);
    const auto below = std::ranges::lower_bound(bootstrap.totals, estimate) - bootstrap.totals.begin();
    const auto upto = std::ranges::upper_bound(bootstrap.totals, estimate) - bootstrap.totals.begin();
    const auto count = static_cast<double>(bootstrap.totals.size());
    const double share = std::clamp(static_cast<double>(below + upto) / (2 * count), 0.5 / count, 1 - 0.5 / count);
    const boost::math::normal standard;
    bootstrap.bias_correction = boost::math::quantile(standard, share);
    bootstrap.acceleration = acceleration(histories, options.threshold, options.threads);
    const auto end = [&](double probability) {
        const double z = bootstrap.bias_correction + boost::math::quantile(standard, probability);
        const double moved = bootstrap.bias_correction + z / (1 - bootstrap.acceleration * z);
        return quantile(bootstrap.totals, boost::math::cdf(standard, moved));
    };
    bootstrap.interval = {end((1 - options.level) / 2), end((1 + options.level) / 2)};
    return bootstrap;
}

} // namespace khronika::estimate
