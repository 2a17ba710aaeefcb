// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/loglinear.h"
#include "estimate/model_terms.h"

#include <string>
#include <vector>

namespace khronika::estimate {

/// More lists have too many decomposable graphs to average over: 18,154 for six, 617,675 for seven.
inline constexpr int max_graph_lists = 6;

struct DecomposableOptions {
    double prior_cell = 0;        ///< Dirichlet count of each cell; 0 stands for 1 / 2^lists
    std::int64_t most_unseen = 0; ///< the greatest number of unseen people that is weighed; 0: chosen so that the rest is below 1e-6
    double level = 0.95;
    unsigned threads = 0; ///< 0: as many as the machine has; the result does not depend on it
};

struct WeightedGraph {
    std::string name; ///< its cliques, "[A B][C]"
    std::vector<Pattern> cliques;
    double probability = 0;
};

struct Decomposable {
    double prior_cell = 0;
    std::int64_t most_unseen = 0;
    double mean = 0;
    double median = 0;
    Interval interval;
    /// Posterior probability of exactly `most_unseen` people, relative to the mode's: near 0 where the reach is wide enough.
    double edge = 0;
    std::size_t graphs = 0;          ///< averaged over
    std::vector<WeightedGraph> best; ///< by falling probability; those of 0.001 and more
    std::vector<double> posterior;   ///< of 1, 2, ... most_unseen unseen people
};

/// Bayesian averaging over all decomposable graphs of lists (Madigan and York 1997, Biometrika 84, 19): hyper-Dirichlet prior
/// of `prior_cell` in each cell, all graphs alike, and 1/N for the total. Nothing is drawn: sums over every graph and every
/// number of unseen people from 1: that the lists hold everybody is not weighed, as in the dga package. Throws Error for more than
/// max_graph_lists lists.
[[nodiscard]] Decomposable average_decomposable(const Histories& histories, const DecomposableOptions& options);

} // namespace khronika::estimate
