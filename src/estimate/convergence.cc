// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/convergence.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace khronika::estimate {

namespace {

using Chains = std::vector<std::vector<double>>;

Chains halves(const Chains& chains)
{
    Chains split;
    for (const std::vector<double>& chain : chains) {
        const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
        split.emplace_back(chain.begin(), chain.begin() + half);
        split.emplace_back(chain.end() - half, chain.end());
    }
    return split;
}

/// Each draw replaced by the normal quantile of its rank among all; ties share their mean rank.
Chains rank_normalised(const Chains& chains)
{
    struct Place {
        double value;
        std::size_t chain;
        std::size_t at;
    };
    std::vector<Place> places;
    for (std::size_t c = 0; c < chains.size(); ++c) {
        for (std::size_t i = 0; i < chains[c].size(); ++i) {
            places.push_back({chains[c][i], c, i});
        }
    }
    std::ranges::sort(places, {}, &Place::value);
    const auto count = static_cast<double>(places.size());
    const boost::math::normal standard;
    Chains normal = chains;
    for (std::size_t first = 0; first < places.size();) {
        std::size_t end = first;
        while (end < places.size() && places[end].value == places[first].value) {
            ++end;
        }
        const double rank = (static_cast<double>(first + 1) + static_cast<double>(end)) / 2;
        const double score = boost::math::quantile(standard, (rank - 0.375) / (count + 0.25));
        for (; first < end; ++first) {
            normal[places[first].chain][places[first].at] = score;
        }
    }
    return normal;
}

double mean_of(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values, double mean)
{
    double sum = 0;
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return sum / static_cast<double>(values.size() - 1);
}

struct Spread {
    double within = 0;
    double pooled = 0; ///< var+ of the paper
};

Spread spread_of(const Chains& chains)
{
    std::vector<double> means;
    Spread spread;
    for (const std::vector<double>& chain : chains) {
        means.push_back(mean_of(chain));
        spread.within += variance_of(chain, means.back()) / static_cast<double>(chains.size());
    }
    const auto length = static_cast<double>(chains.front().size());
    spread.pooled = spread.within * (length - 1) / length + variance_of(means, mean_of(means));
    return spread;
}

double r_hat(const Chains& chains)
{
    const Spread spread = spread_of(chains);
    return spread.within > 0 ? std::sqrt(spread.pooled / spread.within) : std::numeric_limits<double>::infinity();
}

double autocovariance(const std::vector<double>& chain, double mean, std::size_t lag)
{
    double sum = 0;
    for (std::size_t i = lag; i < chain.size(); ++i) {
        sum += (chain[i] - mean) * (chain[i - lag] - mean);
    }
    return sum / static_cast<double>(chain.size());
}

double size_of_split(const Chains& chains)
{
    const Spread spread = spread_of(chains);
    if (!(spread.pooled > 0)) {
        return 0;
    }
    std::vector<double> means;
    for (const std::vector<double>& chain : chains) {
        means.push_back(mean_of(chain));
    }
    const auto length = chains.front().size();
    const auto correlation = [&](std::size_t lag) {
        double covariance = 0;
        for (std::size_t c = 0; c < chains.size(); ++c) {
            covariance += autocovariance(chains[c], means[c], lag) / static_cast<double>(chains.size());
        }
        const auto n = static_cast<double>(length);
        return 1 - (spread.within - covariance * n / (n - 1)) / spread.pooled;
    };
    // Geyer: sums of neighbouring correlations are positive and fall; they are taken as long as they are.
    double sum = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t lag = 0; lag + 1 < length; lag += 2) {
        const double pair = (lag == 0 ? 1.0 : correlation(lag)) + correlation(lag + 1);
        if (pair <= 0) {
            break;
        }
        least = std::min(least, pair);
        sum += least;
    }
    const double draws = static_cast<double>(chains.size()) * static_cast<double>(length);
    const double time = std::max(2 * sum - 1, 1 / std::log10(draws));
    return draws / time;
}

/// The chains of 1 where a draw is at most the pooled quantile, else 0.
Chains below(const Chains& chains, double probability)
{
    std::vector<double> all;
    for (const std::vector<double>& chain : chains) {
        all.insert(all.end(), chain.begin(), chain.end());
    }
    std::ranges::sort(all);
    const double bar = all[static_cast<std::size_t>(probability * static_cast<double>(all.size() - 1))];
    Chains marks = chains;
    for (std::vector<double>& chain : marks) {
        for (double& value : chain) {
            value = value <= bar ? 1.0 : 0.0;
        }
    }
    return marks;
}

Chains folded(const Chains& chains)
{
    std::vector<double> all;
    for (const std::vector<double>& chain : chains) {
        all.insert(all.end(), chain.begin(), chain.end());
    }
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::ranges::nth_element(all, middle);
    Chains apart = chains;
    for (std::vector<double>& chain : apart) {
        for (double& value : chain) {
            value = std::abs(value - *middle);
        }
    }
    return apart;
}

} // namespace

double effective_size(const std::vector<std::vector<double>>& chains)
{
    return size_of_split(halves(chains));
}

Convergence check_convergence(const std::vector<std::vector<double>>& chains)
{
    const Chains split = halves(chains);
    const Chains normal = rank_normalised(split);
    Convergence convergence;
    convergence.r_hat = std::max(r_hat(normal), r_hat(rank_normalised(folded(split))));
    convergence.bulk_ess = size_of_split(normal);
    convergence.tail_ess = std::min(size_of_split(below(split, 0.05)), size_of_split(below(split, 0.95)));
    return convergence;
}

} // namespace khronika::estimate
