// SPDX-License-Identifier: GPL-3.0-or-later
// What persons decided, as the join keeps to it: must-link, cannot-link, and edges of the lineage graph.
#pragma once

#include "model/decision.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace khronika::events {

/// All by the claims' ids.
struct Decisions {
    std::vector<std::vector<std::string>> together; ///< each: claims of one event
    /// Each: no claim of the first is of one event with any of the second.
    std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> apart;
    std::vector<std::pair<std::string, std::string>> cut;   ///< claim and the claim that it does not depend on
    std::vector<std::pair<std::string, std::string>> added; ///< claim and the claim that it depends on
    std::vector<std::string> lost;                          ///< claims that a decision names and that are no longer there, in words
    [[nodiscard]] bool empty() const { return together.empty() && apart.empty() && cut.empty() && added.empty(); }
};

/// What `decisions`, in the order in which they were made, come to for these claims. A merge first takes back the splits
/// between its claims; where it took one back, that is all it does. Of two that contradict each other the later stands.
[[nodiscard]] Decisions decisions_for(std::span<const Decision> decisions, std::span<const Claim> claims);

} // namespace khronika::events
