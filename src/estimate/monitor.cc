// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/monitor.h"

#include <algorithm>
#include <cmath>

namespace khronika::estimate {

namespace {

/// Mean of the squared differences of neighbours, halved, over the mean: a dispersion that changes of level hardly touch.
double dispersion_of(const std::vector<std::optional<double>>& counts)
{
    double squares = 0;
    double sum = 0;
    double pairs = 0;
    for (std::size_t i = 1; i < counts.size(); ++i) {
        if (counts[i] && counts[i - 1]) {
            const double apart = *counts[i] - *counts[i - 1];
            squares += apart * apart / 2;
            sum += (*counts[i] + *counts[i - 1]) / 2;
            pairs += 1;
        }
    }
    return pairs > 0 && sum > 0 ? std::max(1.0, squares / sum) : 1.0;
}

void sum_up(MonitoredSeries& one, const LikelihoodCusumOptions& options)
{
    std::vector<std::optional<double>> counts;
    std::vector<double> means;
    double dispersion = 0;
    double judged = 0;
    for (const FarringtonPoint& point : one.points) {
        if (counts.empty() && !point.expected) {
            continue;
        }
        if (counts.empty()) {
            one.cusum_first = point.at;
        }
        counts.push_back(point.expected ? one.named.series.counts[point.at] : std::nullopt);
        means.push_back(point.expected ? std::max(*point.expected, 1e-3) : means.back());
        dispersion += point.expected ? point.dispersion : 0;
        judged += point.expected ? 1 : 0;
    }
    if (judged > 0) {
        LikelihoodCusumOptions with = options;
        with.dispersion = dispersion / judged;
        one.cusum = likelihood_cusum(counts, means, with);
    }
}

} // namespace

FarringtonOptions for_period(FarringtonOptions options, int periods_a_year)
{
    if (periods_a_year == 12) {
        options.half_window = 1;
        options.seasons = 4;
    } else if (periods_a_year == 365) {
        options.half_window = 10;
    }
    options.left_out = periods_a_year / 2;
    return options;
}

std::vector<MonitoredSeries> monitor_series(const std::vector<NamedSeries>& series, const MonitorOptions& options)
{
    std::vector<MonitoredSeries> all;
    std::vector<std::optional<double>> latest_p;
    for (const NamedSeries& named : series) {
        MonitoredSeries one{named, {}, 0, {}, 0, {}, 1, {}, {}, false};
        const auto& counts = named.series.counts;
        const FarringtonOptions how = for_period(options.farrington, named.series.a_year);
        std::size_t first = first_judged(named.series, how);
        if (options.last > 0 && counts.size() > options.last) {
            first = std::max(first, counts.size() - options.last);
        }
        one.points = farrington(named.series, first, counts.size() - 1, how);
        one.judged = static_cast<std::size_t>(
            std::ranges::count_if(one.points, [](const FarringtonPoint& point) { return point.upper.has_value(); }));
        sum_up(one, options.cusum);
        one.dispersion = dispersion_of(counts);
        one.changes = change_points(counts, one.dispersion, 0);
        for (std::size_t i = counts.size(); i-- > 0;) {
            if (counts[i]) {
                one.latest = i;
                one.largest = largest_since(counts, i);
                break;
            }
        }
        const auto point = std::ranges::find(one.points, one.latest.value_or(counts.size()), &FarringtonPoint::at);
        latest_p.push_back(point != one.points.end() ? point->p : std::nullopt);
        all.push_back(std::move(one));
    }
    const std::vector<bool> found = discoveries(latest_p, options.discovery_rate);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].discovery = found[i];
    }
    return all;
}

} // namespace khronika::estimate
