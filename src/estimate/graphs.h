// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/histories.h"

#include <utility>
#include <vector>

namespace khronika::estimate {

struct DecomposableGraph {
    std::vector<Pattern> cliques; ///< by rising pattern
    /// Sets of lists and how often their marginal stands in the likelihood: cliques 1, separators minus as often as they
    /// part cliques. The empty set parts unconnected cliques.
    std::vector<std::pair<Pattern, int>> factors;
};

/// All decomposable (chordal) graphs of `lists` lists, the complete graph among them: 2, 8, 61, 822, 18,154 for 2 to 6.
[[nodiscard]] std::vector<DecomposableGraph> decomposable_graphs(int lists);

} // namespace khronika::estimate
