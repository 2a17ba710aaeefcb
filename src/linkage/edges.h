// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linkage/model.h"

#include <cstdint>
#include <vector>

namespace khronika::linkage {

/// A compared pair, first < second, and its evidence in bits (log2 of the odds).
struct Edge {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    float weight = 0;
    bool operator==(const Edge&) const = default;
};

struct Scored {
    std::vector<Edge> edges;    ///< those from `least` bits, by first and second
    std::uint64_t compared = 0; ///< how many pairs were compared, each once
};

/// Compares and weighs the pairs of all rules, and keeps those that have at least `least` bits: memory grows with what is kept,
/// not with what is compared.
[[nodiscard]] Scored score_pairs(const Comparer& comparer, const Blocks& blocks, const Weights& weights, float least, unsigned threads);

} // namespace khronika::linkage
