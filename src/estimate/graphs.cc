// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/graphs.h"

#include "estimate/model_terms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>

namespace khronika::estimate {

namespace {

using Neighbours = std::array<Pattern, max_lists>;

/// Maximum cardinality search (Tarjan and Yannakakis 1984): a graph is decomposable where each list's neighbours among those
/// before it are all neighbours of each other. Its likelihood is then the product over lists of the marginal of the list
/// with those neighbours over the marginal of those neighbours.
std::optional<DecomposableGraph> decompose(int lists, const Neighbours& neighbours)
{
    Pattern done = 0;
    std::map<Pattern, int> factors;
    std::vector<Pattern> families;
    for (int step = 0; step < lists; ++step) {
        int next = -1;
        for (int j = 0; j < lists; ++j) {
            const bool left = (done >> j & 1) == 0;
            if (left && (next < 0 || std::popcount(neighbours[static_cast<std::size_t>(j)] & done) >
                                         std::popcount(neighbours[static_cast<std::size_t>(next)] & done))) {
                next = j;
            }
        }
        const Pattern before = neighbours[static_cast<std::size_t>(next)] & done;
        for (int j = 0; j < lists; ++j) {
            const Pattern self = Pattern{1} << j;
            if ((before & self) != 0 && ((before & ~self) & ~neighbours[static_cast<std::size_t>(j)]) != 0) {
                return std::nullopt;
            }
        }
        const Pattern family = before | Pattern{1} << next;
        ++factors[family];
        --factors[before];
        families.push_back(family);
        done |= Pattern{1} << next;
    }
    DecomposableGraph graph;
    for (const Pattern family : families) {
        if (std::ranges::none_of(families, [family](Pattern other) { return other != family && (other & family) == family; })) {
            graph.cliques.push_back(family);
        }
    }
    std::ranges::sort(graph.cliques);
    std::ranges::copy_if(factors, std::back_inserter(graph.factors), [](const auto& factor) { return factor.second != 0; });
    return graph;
}

} // namespace

std::vector<DecomposableGraph> decomposable_graphs(int lists)
{
    std::vector<DecomposableGraph> graphs;
    const std::vector<Pattern> pairs = pairs_of(lists);
    for (std::uint32_t edges = 0; edges < (std::uint32_t{1} << pairs.size()); ++edges) {
        Neighbours neighbours{};
        for (std::size_t e = 0; e < pairs.size(); ++e) {
            if ((edges >> e & 1) != 0) {
                const int low = std::countr_zero(pairs[e]);
                const int high = std::bit_width(pairs[e]) - 1;
                neighbours[static_cast<std::size_t>(low)] |= Pattern{1} << high;
                neighbours[static_cast<std::size_t>(high)] |= Pattern{1} << low;
            }
        }
        if (auto graph = decompose(lists, neighbours)) {
            graphs.push_back(std::move(*graph));
        }
    }
    return graphs;
}

} // namespace khronika::estimate
