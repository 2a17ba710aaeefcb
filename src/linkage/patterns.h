// SPDX-License-Identifier: GPL-3.0-or-later
// Counts of patterns of levels: what expectation maximisation needs to know of millions of pairs.
#pragma once

#include "linkage/blocking.h"
#include "linkage/learn.h"

#include <cstdint>
#include <vector>

namespace khronika::linkage {

struct Pattern {
    Levels levels{};
    double pairs = 0;
};

/// A pattern as one number: 7 bits for names compared as one, 4 for the others.
[[nodiscard]] std::uint64_t packed(const Levels& levels, const std::vector<Comparison>& comparisons);

/// The patterns of random pairs of different records; of all pairs where there are no more than asked for.
[[nodiscard]] std::vector<Pattern> random_patterns(const Comparer& comparer, const LearnOptions& options);

/// The patterns of each pair once over all rules, by the rule that owns it; a sample where there are more than asked for, with
/// `pairs` scaled up.
[[nodiscard]] std::vector<Pattern> blocked_patterns(const Comparer& comparer, const Blocks& blocks, const LearnOptions& options);

} // namespace khronika::linkage
