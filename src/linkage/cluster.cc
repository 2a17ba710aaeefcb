// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/cluster.h"

#include "base/error.h"
#include "linkage/parallel.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace khronika::linkage {

namespace {

// One pair cannot outweigh many others: beyond these bounds it is only certain.
constexpr float most_for = 12;
constexpr float most_against = 12;
constexpr float forbidden = -1e9F;
constexpr float decided = 1e9F;
/// Above this many records a component's uncompared pairs are not compared anew.
constexpr std::size_t most_compared_anew = 1'000;

class Sets {
public:
    explicit Sets(std::size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), 0U); }
    std::uint32_t find(std::uint32_t x)
    {
        while (m_parent[x] != x) {
            x = m_parent[x] = m_parent[m_parent[x]];
        }
        return x;
    }
    void join(std::uint32_t a, std::uint32_t b)
    {
        a = find(a);
        b = find(b);
        m_parent[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_parent;
};

float bounded(float weight)
{
    return std::clamp(weight, -most_against, most_for);
}

/// One component: groups of records and the sum of evidence between each two.
class Groups {
public:
    Groups(std::span<const std::uint32_t> records, const Comparer& comparer, const Weights& weights, std::span<const Edge> edges,
           const ClusterOptions& options, Comparer::Cache& cache)
        : m_records(records), m_size(records.size()), m_sum(m_size * m_size), m_members(m_size, 1), m_group(m_size), m_alive(m_size, true)
    {
        std::iota(m_group.begin(), m_group.end(), 0U);
        const std::vector<std::uint32_t>& list = comparer.table().list;
        const bool anew = m_size <= most_compared_anew;
        for (std::size_t i = 0; i < m_size; ++i) {
            for (std::size_t j = i + 1; j < m_size; ++j) {
                const std::uint32_t a = m_records[i];
                const std::uint32_t b = m_records[j];
                const bool same_list = list[a] == list[b];
                float evidence = -most_against;
                if (same_list && options.one_a_list) {
                    evidence = forbidden;
                } else if (anew && (!same_list || options.within_lists)) {
                    evidence = bounded(weights.of(comparer.compare(a, b, cache), a) - options.threshold);
                }
                set(i, j, evidence);
            }
        }
        if (!anew) {
            for (const Edge& edge : edges) {
                set_pair(edge.first, edge.second, bounded(edge.weight - options.threshold));
            }
        }
    }

    /// Takes a decision of people; pairs of which not both records are here are passed over.
    void set_pair(std::uint32_t a, std::uint32_t b, float evidence)
    {
        const auto i = std::ranges::lower_bound(m_records, a);
        const auto j = std::ranges::lower_bound(m_records, b);
        if (i == m_records.end() || j == m_records.end() || *i != a || *j != b) {
            return;
        }
        const auto x = static_cast<std::size_t>(i - m_records.begin());
        const auto y = static_cast<std::size_t>(j - m_records.begin());
        if (at(x, y) > forbidden || evidence >= decided) {
            set(x, y, evidence);
        }
    }

    void must(std::uint32_t a, std::uint32_t b)
    {
        const auto i = static_cast<std::uint32_t>(std::ranges::lower_bound(m_records, a) - m_records.begin());
        const auto j = static_cast<std::uint32_t>(std::ranges::lower_bound(m_records, b) - m_records.begin());
        const std::uint32_t x = root(i);
        const std::uint32_t y = root(j);
        if (x != y) {
            merge(std::min(x, y), std::max(x, y));
        }
    }

    void merge_all()
    {
        std::vector<std::size_t> nearest(m_size);
        for (std::size_t i = 0; i < m_size; ++i) {
            nearest[i] = nearest_of(i);
        }
        while (true) {
            std::size_t best = m_size;
            double best_mean = 0;
            for (std::size_t i = 0; i < m_size; ++i) {
                if (m_alive[i] && nearest[i] < m_size && mean(i, nearest[i]) > best_mean) {
                    best_mean = mean(i, nearest[i]);
                    best = i;
                }
            }
            if (best == m_size) {
                return;
            }
            const std::size_t other = nearest[best];
            merge(best, other);
            for (std::size_t i = 0; i < m_size; ++i) {
                if (m_alive[i] && (i == best || i < best || nearest[i] == other || nearest[i] == best)) {
                    nearest[i] = nearest_of(i);
                }
            }
        }
    }

    [[nodiscard]] std::uint32_t root(std::uint32_t i) const
    {
        while (m_group[i] != i) {
            i = m_group[i];
        }
        return i;
    }

private:
    [[nodiscard]] double at(std::size_t i, std::size_t j) const { return m_sum[i * m_size + j]; }
    void set(std::size_t i, std::size_t j, double evidence) { m_sum[i * m_size + j] = m_sum[j * m_size + i] = evidence; }
    [[nodiscard]] double mean(std::size_t i, std::size_t j) const { return at(i, j) / (m_members[i] * m_members[j]); }

    /// Of the groups behind `i`, so that each two are looked at once.
    [[nodiscard]] std::size_t nearest_of(std::size_t i) const
    {
        std::size_t out = m_size;
        double best_mean = -std::numeric_limits<double>::infinity();
        for (std::size_t j = i + 1; j < m_size; ++j) {
            if (m_alive[j] && mean(i, j) > best_mean) {
                best_mean = mean(i, j);
                out = j;
            }
        }
        return out;
    }

    void merge(std::size_t into, std::size_t from)
    {
        for (std::size_t k = 0; k < m_size; ++k) {
            if (m_alive[k] && k != into && k != from) {
                set(into, k, std::max(at(into, k) + at(from, k), double{forbidden}));
            }
        }
        m_members[into] += m_members[from];
        m_alive[from] = false;
        m_group[from] = static_cast<std::uint32_t>(into);
    }

    std::span<const std::uint32_t> m_records;
    std::size_t m_size;
    std::vector<double> m_sum;
    std::vector<double> m_members;
    std::vector<std::uint32_t> m_group;
    std::vector<bool> m_alive;
};

} // namespace

std::vector<std::vector<std::uint32_t>> components(std::size_t records, std::span<const Edge> edges, float least,
                                                   const ClusterOptions& options)
{
    Sets sets(records);
    for (const Edge& edge : edges) {
        if (edge.weight > least) {
            sets.join(edge.first, edge.second);
        }
    }
    for (const auto& [a, b] : options.must_link) {
        sets.join(a, b);
    }
    std::vector<std::uint32_t> size(records);
    for (std::uint32_t r = 0; r < records; ++r) {
        ++size[sets.find(r)];
    }
    std::vector<std::vector<std::uint32_t>> out;
    std::vector<std::uint32_t> number(records);
    for (std::uint32_t r = 0; r < records; ++r) {
        const std::uint32_t root = sets.find(r);
        if (size[root] < 2) {
            continue;
        }
        if (root == r) { // the root is the least, and met first
            number[r] = static_cast<std::uint32_t>(out.size());
            out.emplace_back();
        }
        out[number[root]].push_back(r);
    }
    return out;
}

std::vector<std::uint32_t> cluster(const Comparer& comparer, const Weights& weights, std::span<const Edge> edges,
                                   const ClusterOptions& options)
{
    Sets sure(comparer.records());
    for (const auto& [a, b] : options.must_link) {
        sure.join(a, b);
    }
    for (const auto& [a, b] : options.cannot_link) {
        if (sure.find(a) == sure.find(b)) {
            fail("decisions contradict each other: two records are both one person and not one person, by other pairs between them");
        }
    }
    std::vector<std::uint32_t> out(comparer.records());
    std::iota(out.begin(), out.end(), 0U);
    const auto parts = components(comparer.records(), edges, options.threshold, options);
    std::vector<std::uint32_t> part_of(comparer.records(), std::numeric_limits<std::uint32_t>::max());
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
        for (const std::uint32_t r : parts[p]) {
            part_of[r] = p;
        }
    }
    std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> must;
    std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> cannot;
    for (const auto& pair : options.must_link) {
        must[part_of[pair.first]].push_back(pair);
    }
    for (const auto& pair : options.cannot_link) {
        cannot[part_of[pair.first]].push_back(pair);
    }
    std::vector<Comparer::Cache> caches(options.threads, comparer.cache());
    run_tasks(parts.size(), options.threads, [&](std::size_t p, unsigned worker) {
        const auto& part = parts[p];
        std::vector<Edge> own;
        if (part.size() > most_compared_anew) {
            std::ranges::copy_if(edges, std::back_inserter(own),
                                 [&](const Edge& e) { return part_of[e.first] == p && part_of[e.second] == p; });
        }
        Groups groups(part, comparer, weights, own, options, caches[worker]);
        if (const auto found = cannot.find(static_cast<std::uint32_t>(p)); found != cannot.end()) {
            for (const auto& [a, b] : found->second) {
                groups.set_pair(a, b, forbidden);
            }
        }
        if (const auto found = must.find(static_cast<std::uint32_t>(p)); found != must.end()) {
            for (const auto& [a, b] : found->second) {
                groups.must(a, b);
            }
        }
        groups.merge_all();
        for (std::uint32_t i = 0; i < part.size(); ++i) {
            out[part[i]] = part[groups.root(i)];
        }
    });
    return out;
}

} // namespace khronika::linkage
