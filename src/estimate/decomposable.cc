// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/decomposable.h"

#include "base/error.h"
#include "estimate/graphs.h"
#include "estimate/parallel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace khronika::estimate {

namespace {

constexpr std::size_t block = 512;
/// e^-80 of the greatest weight: less than what adding up double numbers loses.
constexpr double negligible = 80;

double log_gamma(double x)
{
    int sign = 0;
    return ::lgamma_r(x, &sign); // std::lgamma writes to a global
}

/// For each set of lists, the part of the log likelihood of its marginal table that does not depend on the unseen, and the
/// marginal's count of those on none of the set's lists.
struct Marginals {
    std::vector<double> fixed;
    std::vector<double> base;  ///< observed people on none of the set's lists
    std::vector<double> prior; ///< of each cell of the marginal
};

Marginals make_marginals(const Histories& histories, double prior_cell)
{
    const int lists = histories.list_count();
    const std::size_t sets = std::size_t{1} << lists;
    const std::vector<double> table = histories.table();
    Marginals marginals{std::vector<double>(sets, 0), std::vector<double>(sets, 0), std::vector<double>(sets, 0)};
    for (Pattern set = 0; set < sets; ++set) {
        std::vector<double> sums(sets, 0);
        for (Pattern cell = 0; cell < sets; ++cell) {
            sums[cell & set] += table[cell];
        }
        const double prior = prior_cell * std::exp2(lists - std::popcount(set));
        marginals.prior[set] = prior;
        marginals.base[set] = sums[0];
        marginals.fixed[set] = -log_gamma(prior);
        for (Pattern cell = set; cell != 0; cell = (cell - 1) & set) {
            marginals.fixed[set] += log_gamma(sums[cell] + prior) - log_gamma(prior);
        }
    }
    return marginals;
}

/// Weighs graphs at numbers of unseen people.
class Weights {
public:
    Weights(const Histories& histories, double prior_cell)
        : m_lists(histories.list_count()), m_observed(static_cast<double>(histories.observed())),
          m_marginals(make_marginals(histories, prior_cell)), m_graphs(decomposable_graphs(m_lists))
    {
        for (const Cell& cell : histories.cells) {
            m_coefficient -= log_gamma(static_cast<double>(cell.count) + 1);
        }
    }

    [[nodiscard]] const std::vector<DecomposableGraph>& graphs() const { return m_graphs; }
    [[nodiscard]] std::size_t sets() const { return std::size_t{1} << m_lists; }

    /// log marginal likelihoods of all sets for `count` numbers of unseen from `first`, a row of `block` a set; the row of
    /// the empty set and `common`, which all graphs share.
    void marginals(std::int64_t first, std::int64_t step, std::size_t count, std::vector<double>& rows, std::vector<double>& common) const
    {
        for (std::size_t set = 0; set < sets(); ++set) {
            for (std::size_t i = 0; i < count; ++i) {
                const auto unseen = static_cast<double>(first + static_cast<std::int64_t>(i) * step);
                rows[set * block + i] = m_marginals.fixed[set] + log_gamma(m_marginals.base[set] + unseen + m_marginals.prior[set]);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto unseen = static_cast<double>(first + static_cast<std::int64_t>(i) * step);
            common[i] = m_coefficient + log_gamma(m_observed + unseen + 1) - log_gamma(unseen + 1) - std::log(m_observed + unseen);
        }
    }

    /// log weights of one graph from those rows; the greatest is returned.
    static double weigh(const DecomposableGraph& graph, const std::vector<double>& rows, const std::vector<double>& common,
                        std::size_t count, double* out)
    {
        std::copy_n(common.data(), count, out);
        for (const auto& [set, times] : graph.factors) {
            const double* row = rows.data() + std::size_t{set} * block;
            const auto factor = static_cast<double>(times);
            for (std::size_t i = 0; i < count; ++i) {
                out[i] += factor * row[i];
            }
        }
        double greatest = out[0];
        for (std::size_t i = 1; i < count; ++i) {
            greatest = out[i] > greatest ? out[i] : greatest;
        }
        return greatest;
    }

private:
    int m_lists;
    double m_observed;
    Marginals m_marginals;
    std::vector<DecomposableGraph> m_graphs;
    double m_coefficient = 0;
};

/// The greatest log weight on a grid over `most`, and how far below it the average is at the end.
struct Survey {
    double greatest = 0;
    double end = 0;
};

Survey survey(const Weights& weights, std::int64_t most)
{
    constexpr std::size_t points = 128;
    const std::int64_t step = std::max<std::int64_t>(1, most / static_cast<std::int64_t>(points - 1));
    std::vector<double> rows(weights.sets() * block);
    std::vector<double> common(block);
    std::vector<double> out(block);
    const auto count = static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(points), (most - 1) / step + 1));
    weights.marginals(1, step, count, rows, common);
    Survey found{-INFINITY, -INFINITY};
    for (const DecomposableGraph& graph : weights.graphs()) {
        found.greatest = std::max(found.greatest, Weights::weigh(graph, rows, common, count, out.data()));
        found.end = std::max(found.end, out[count - 1]);
    }
    return found;
}

/// Doubles the reach until nothing of weight lies at its end; the posterior falls like a power, so there is a limit.
std::int64_t reach(const Weights& weights, std::int64_t observed)
{
    const std::int64_t limit = std::max<std::int64_t>(1000, 200 * observed);
    std::int64_t most = std::max<std::int64_t>(1000, 4 * observed);
    while (most < limit && most < 4'000'000) {
        const Survey at = survey(weights, most);
        if (at.end - at.greatest < -16) {
            break;
        }
        most *= 2;
    }
    return most;
}

struct Sums {
    std::vector<double> posterior; ///< by unseen
    std::vector<double> graphs;
};

Sums add_up(const Weights& weights, std::int64_t most, double greatest, unsigned threads)
{
    const auto numbers = static_cast<std::size_t>(most);
    const std::size_t blocks = (numbers + block - 1) / block;
    Sums sums{std::vector<double>(numbers, 0), std::vector<double>(weights.graphs().size(), 0)};
    // One row of graph sums a group of blocks, added in order at the end: so it is the same at any number of threads.
    const std::size_t groups = std::min<std::size_t>(blocks, 16);
    std::vector<std::vector<double>> partial(groups, std::vector<double>(weights.graphs().size(), 0));
    parallel_for(groups, threads, [&](std::size_t group) {
        std::vector<double> rows(weights.sets() * block);
        std::vector<double> common(block);
        std::vector<double> out(block);
        for (std::size_t b = group * blocks / groups; b < (group + 1) * blocks / groups; ++b) {
            const std::size_t first = b * block;
            const std::size_t count = std::min(block, numbers - first);
            weights.marginals(static_cast<std::int64_t>(first) + 1, 1, count, rows, common);
            for (std::size_t g = 0; g < weights.graphs().size(); ++g) {
                if (Weights::weigh(weights.graphs()[g], rows, common, count, out.data()) < greatest - negligible) {
                    continue;
                }
                double sum = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    const double weight = std::exp(out[i] - greatest);
                    sums.posterior[first + i] += weight;
                    sum += weight;
                }
                partial[group][g] += sum;
            }
        }
    });
    for (const std::vector<double>& one : partial) {
        for (std::size_t g = 0; g < one.size(); ++g) {
            sums.graphs[g] += one[g];
        }
    }
    return sums;
}

std::string graph_name(const DecomposableGraph& graph, const std::vector<std::string>& lists)
{
    std::string name;
    for (const Pattern clique : graph.cliques) {
        name += "[" + set_name(clique, lists, " ") + "]";
    }
    return name;
}

void describe_posterior(Decomposable& result, double observed, double level)
{
    double below = 0;
    double mean = 0;
    double mode = 0;
    const std::array<double, 3> wanted{(1 - level) / 2, 0.5, (1 + level) / 2};
    std::array<double, 3> found{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < result.posterior.size(); ++i) {
        mean += result.posterior[i] * (observed + static_cast<double>(i + 1));
        mode = std::max(mode, result.posterior[i]);
        below += result.posterior[i];
        for (; at < wanted.size() && below >= wanted[at]; ++at) {
            found[at] = observed + static_cast<double>(i + 1);
        }
    }
    result.mean = mean;
    result.interval = {found[0], found[2]};
    result.median = found[1];
    result.edge = result.posterior.back() / mode;
}

} // namespace

Decomposable average_decomposable(const Histories& histories, const DecomposableOptions& options)
{
    if (histories.list_count() > max_graph_lists) {
        fail("averaging over decomposable graphs takes at most {} lists, the table has {}: join lists, or leave some out", max_graph_lists,
             histories.list_count());
    }
    Decomposable result;
    result.prior_cell = options.prior_cell > 0 ? options.prior_cell : std::exp2(-histories.list_count());
    const Weights weights(histories, result.prior_cell);
    result.most_unseen = options.most_unseen > 0 ? options.most_unseen : reach(weights, histories.observed());
    result.graphs = weights.graphs().size();
    Sums sums = add_up(weights, result.most_unseen, survey(weights, result.most_unseen).greatest, options.threads);
    double total = 0;
    for (const double weight : sums.posterior) {
        total += weight;
    }
    for (double& weight : sums.posterior) {
        weight /= total;
    }
    result.posterior = std::move(sums.posterior);
    describe_posterior(result, static_cast<double>(histories.observed()), options.level);
    for (std::size_t g = 0; g < sums.graphs.size(); ++g) {
        const double probability = sums.graphs[g] / total;
        if (probability >= 0.001) {
            const DecomposableGraph& graph = weights.graphs()[g];
            result.best.push_back({graph_name(graph, histories.lists), graph.cliques, probability});
        }
    }
    std::ranges::stable_sort(result.best, std::ranges::greater{}, &WeightedGraph::probability);
    return result;
}

} // namespace khronika::estimate
