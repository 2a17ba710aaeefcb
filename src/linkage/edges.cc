// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/edges.h"

#include "linkage/parallel.h"

#include <algorithm>
#include <numeric>

namespace khronika::linkage {

Scored score_pairs(const Comparer& comparer, const Blocks& blocks, const Weights& weights, float least, unsigned threads)
{
    std::vector<Comparer::Cache> caches(threads, comparer.cache());
    std::vector<std::vector<Edge>> kept(threads);
    std::vector<std::uint64_t> compared(threads);
    run_tasks(blocks.tasks(), threads, [&](std::size_t task, unsigned worker) {
        std::uint64_t count = 0;
        blocks.for_each_own_pair(
            task, [](std::uint32_t, std::uint32_t) { return true; },
            [&](std::uint32_t a, std::uint32_t b) {
                ++count;
                const float weight = weights.of(comparer.compare(a, b, caches[worker]), a);
                if (weight >= least) {
                    kept[worker].push_back({a, b, weight});
                }
            });
        compared[worker] += count;
    });
    Scored out;
    out.compared = std::accumulate(compared.begin(), compared.end(), std::uint64_t{0});
    for (std::vector<Edge>& part : kept) {
        out.edges.insert(out.edges.end(), part.begin(), part.end());
        part = {};
    }
    std::ranges::sort(out.edges, {}, [](const Edge& e) { return std::uint64_t{e.first} << 32U | e.second; });
    return out;
}

} // namespace khronika::linkage
