// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/patterns.h"

#include "linkage/parallel.h"

#include <algorithm>
#include <unordered_map>

namespace khronika::linkage {

namespace {

struct NumberHash {
    std::size_t operator()(std::uint64_t x) const { return mixed(x); }
};
using Counts = std::unordered_map<std::uint64_t, std::uint64_t, NumberHash>;

unsigned bits_of(const Comparison& comparison)
{
    return comparison.joint ? 7 : 4;
}

Levels unpacked(std::uint64_t pattern, const std::vector<Comparison>& comparisons)
{
    Levels out{};
    for (std::size_t i = comparisons.size(); i-- > 0;) {
        const unsigned bits = bits_of(comparisons[i]);
        out[i] = static_cast<Level>(pattern & ((1U << bits) - 1));
        pattern >>= bits;
    }
    return out;
}

/// Adds whole numbers of pairs, so that the order of adding cannot show; sorted by pattern.
std::vector<Pattern> merged(const std::vector<Counts>& parts, const std::vector<Comparison>& comparisons, double scale)
{
    Counts all;
    for (const Counts& part : parts) {
        for (const auto& [pattern, pairs] : part) {
            all[pattern] += pairs;
        }
    }
    std::vector<std::pair<std::uint64_t, std::uint64_t>> sorted(all.begin(), all.end());
    std::ranges::sort(sorted);
    std::vector<Pattern> out;
    for (const auto& [pattern, pairs] : sorted) {
        out.push_back({unpacked(pattern, comparisons), static_cast<double>(pairs) * scale});
    }
    return out;
}

std::uint64_t pair_hash(std::uint32_t a, std::uint32_t b, std::uint64_t seed)
{
    return mixed((std::uint64_t{a} << 32U | b) ^ seed);
}

} // namespace

std::uint64_t packed(const Levels& levels, const std::vector<Comparison>& comparisons)
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
        out = out << bits_of(comparisons[i]) | levels[i];
    }
    return out;
}

std::vector<Pattern> random_patterns(const Comparer& comparer, const LearnOptions& options)
{
    const std::uint64_t n = comparer.records();
    const bool all = n * (n - std::min<std::uint64_t>(n, 1)) / 2 <= options.random_pairs;
    constexpr std::size_t tasks = 64;
    std::vector<Counts> counts(options.threads);
    std::vector<Comparer::Cache> caches(options.threads, comparer.cache());
    run_tasks(n < 2 ? 0 : tasks, options.threads, [&](std::size_t task, unsigned worker) {
        const auto take = [&](std::uint64_t a, std::uint64_t b) {
            const Levels levels = comparer.compare(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), caches[worker]);
            ++counts[worker][packed(levels, comparer.comparisons())];
        };
        if (all) {
            for (std::uint64_t a = task; a < n; a += tasks) {
                for (std::uint64_t b = a + 1; b < n; ++b) {
                    take(a, b);
                }
            }
            return;
        }
        for (std::uint64_t i = task; i < options.random_pairs; i += tasks) {
            const std::uint64_t draw = mixed(options.seed + 2 * i);
            const std::uint64_t a = draw % n;
            const std::uint64_t b = (a + 1 + mixed(draw) % (n - 1)) % n;
            take(a, b);
        }
    });
    return merged(counts, comparer.comparisons(), 1);
}

std::vector<Pattern> blocked_patterns(const Comparer& comparer, const Blocks& blocks, const LearnOptions& options)
{
    const std::uint64_t step = std::max<std::uint64_t>((blocks.pairs() + options.blocked_pairs - 1) / options.blocked_pairs, 1);
    std::vector<Counts> counts(options.threads);
    std::vector<Comparer::Cache> caches(options.threads, comparer.cache());
    run_tasks(blocks.tasks(), options.threads, [&](std::size_t task, unsigned worker) {
        blocks.for_each_own_pair(
            task, [&](std::uint32_t a, std::uint32_t b) { return step == 1 || pair_hash(a, b, options.seed) % step == 0; },
            [&](std::uint32_t a, std::uint32_t b) {
                ++counts[worker][packed(comparer.compare(a, b, caches[worker]), comparer.comparisons())];
            });
    });
    return merged(counts, comparer.comparisons(), static_cast<double>(step));
}

} // namespace khronika::linkage
