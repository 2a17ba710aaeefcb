// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/change_points.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace khronika::estimate {

namespace {

/// The periods that have a count, and their running sums.
struct Sums {
    std::vector<std::size_t> index;
    std::vector<double> sum{0};

    explicit Sums(const std::vector<std::optional<double>>& counts)
    {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i]) {
                index.push_back(i);
                sum.push_back(sum.back() + *counts[i]);
            }
        }
    }

    [[nodiscard]] std::size_t size() const { return index.size(); }
    [[nodiscard]] double total(std::size_t begin, std::size_t end) const { return sum[end] - sum[begin]; }
    [[nodiscard]] double mean(std::size_t begin, std::size_t end) const { return total(begin, end) / static_cast<double>(end - begin); }

    /// -2 log likelihood of one level over [begin, end), without what all divisions share.
    [[nodiscard]] double cost(std::size_t begin, std::size_t end) const
    {
        const double events = total(begin, end);
        return events > 0 ? 2 * events * (1 - std::log(events / static_cast<double>(end - begin))) : 0.0;
    }
};

/// Ends of the best division's segments, by PELT.
std::vector<std::size_t> divide(const Sums& sums, double dispersion, double penalty)
{
    const std::size_t n = sums.size();
    std::vector<double> best(n + 1, 0);
    std::vector<std::size_t> last(n + 1, 0);
    best[0] = -penalty;
    std::vector<std::size_t> candidates{0};
    for (std::size_t end = 1; end <= n; ++end) {
        best[end] = std::numeric_limits<double>::infinity();
        std::vector<double> reached;
        for (const std::size_t begin : candidates) {
            reached.push_back(best[begin] + sums.cost(begin, end) / dispersion);
            if (reached.back() + penalty < best[end]) {
                best[end] = reached.back() + penalty;
                last[end] = begin;
            }
        }
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (reached[i] <= best[end]) {
                kept.push_back(candidates[i]);
            }
        }
        kept.push_back(end);
        candidates = std::move(kept);
    }
    std::vector<std::size_t> ends;
    for (std::size_t end = n; end > 0; end = last[end]) {
        ends.push_back(end);
    }
    std::ranges::reverse(ends);
    return ends;
}

/// log marginal likelihood of one level over [begin, end), a Gamma prior of one period at `prior` integrated out.
double marginal(const Sums& sums, std::size_t begin, std::size_t end, double prior, double dispersion)
{
    const double events = sums.total(begin, end) / dispersion;
    const double periods = static_cast<double>(end - begin) / dispersion;
    return boost::math::lgamma(events + prior) - (events + prior) * std::log(periods + 1);
}

ChangePoint locate(const Sums& sums, std::size_t begin, std::size_t at, std::size_t end, double dispersion)
{
    const double prior = std::max(sums.mean(begin, end), 1e-3);
    std::vector<double> weight(end - begin, 0);
    double greatest = -std::numeric_limits<double>::infinity();
    for (std::size_t t = begin + 1; t < end; ++t) {
        weight[t - begin] = marginal(sums, begin, t, prior, dispersion) + marginal(sums, t, end, prior, dispersion);
        greatest = std::max(greatest, weight[t - begin]);
    }
    double whole = 0;
    for (std::size_t t = begin + 1; t < end; ++t) {
        weight[t - begin] = std::exp(weight[t - begin] - greatest);
        whole += weight[t - begin];
    }
    ChangePoint found{sums.index[at], sums.index[at], sums.index[at], sums.mean(begin, at), sums.mean(at, end)};
    double below = 0;
    bool begun = false;
    for (std::size_t t = begin + 1; t < end; ++t) {
        below += weight[t - begin] / whole;
        if (!begun && below >= 0.025) {
            found.low = sums.index[t];
            begun = true;
        }
        if (below >= 0.975) {
            found.high = sums.index[t];
            break;
        }
    }
    found.low = std::min(found.low, found.at);
    found.high = std::max(found.high, found.at);
    return found;
}

} // namespace

std::vector<ChangePoint> change_points(const std::vector<std::optional<double>>& counts, double dispersion, double penalty)
{
    const Sums sums(counts);
    std::vector<ChangePoint> found;
    if (sums.size() < 2) {
        return found;
    }
    const double price = penalty > 0 ? penalty : 3 * std::log(static_cast<double>(sums.size()));
    const std::vector<std::size_t> ends = divide(sums, std::max(dispersion, 1e-9), price);
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        found.push_back(locate(sums, i == 0 ? 0 : ends[i - 1], ends[i], ends[i + 1], std::max(dispersion, 1e-9)));
    }
    return found;
}

} // namespace khronika::estimate
