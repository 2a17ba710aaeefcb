// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linkage/model.h"

namespace khronika::linkage {

struct LearnOptions {
    std::uint64_t seed = 1;
    unsigned threads = 1;
    bool within_lists = true;
    std::uint64_t random_pairs = 1'000'000;  ///< for u
    std::uint64_t blocked_pairs = 1'500'000; ///< for m, of all rules together
};

/// Learns without examples. u: exact agreement from the frequencies of values, the other levels from random pairs. m and the
/// prior: expectation maximisation (Dempster, Laird & Rubin 1977; Winkler 2000) over the counts of patterns of levels among the
/// pairs of all rules together, each pair once; pairs that no rule makes count as not of one person. What the true pairs add to u
/// is taken out of it in each round, so that u cannot drift towards them. Each m has pseudo-counts of usual rates of errors;
/// pairs of names are drawn towards independence by the same. What looks like another mixture than persons is a warning.
[[nodiscard]] Model learn(const Comparer& comparer, const Blocks& blocks, std::vector<Rule> rules, const LearnOptions& options);

} // namespace khronika::linkage
