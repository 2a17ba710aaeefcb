// SPDX-License-Identifier: GPL-3.0-or-later
// Hierarchical log-linear models of lists, as the sets of lists that interact.
#pragma once

#include "estimate/histories.h"

#include <string>
#include <vector>

namespace khronika::estimate {

/// The interactions of a model: each a set of two or more lists, sorted, closed downwards (with [A B C] also [A B], [A C] and
/// [B C]). All lists have their own effect besides; the interaction of all lists at once is never in a model, because
/// nothing then ties the unseen cell to the seen ones.
using Interactions = std::vector<Pattern>;

/// Adds what a hierarchical model must hold besides, and sorts: fewer lists first, then by pattern.
[[nodiscard]] Interactions closed(const Interactions& interactions);

/// Every hierarchical model of 2 to 5 lists: 1, 8, 113 and 6,893 of them.
[[nodiscard]] std::vector<Interactions> hierarchical_models(int lists);

/// All pairs of `lists` lists in the order (1,2), (1,3), ... (2,3), ...
[[nodiscard]] std::vector<Pattern> pairs_of(int lists);

/// "[A B][C]": the largest sets of which the others are part.
[[nodiscard]] std::string model_name(const Interactions& interactions, const std::vector<std::string>& lists);

/// "A, B" for the set of lists.
[[nodiscard]] std::string set_name(Pattern set, const std::vector<std::string>& lists, const char* between);

/// Reads "[A B C][D E]". Throws Error where it names no list of `lists`, or all lists at once.
[[nodiscard]] Interactions parse_model(std::string_view text, const std::vector<std::string>& lists);

} // namespace khronika::estimate
