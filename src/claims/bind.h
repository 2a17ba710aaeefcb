// SPDX-License-Identifier: GPL-3.0-or-later
// Which number counts which act.
#pragma once

#include "claims/counts.h"
#include "claims/document.h"
#include "claims/speakers.h"
#include "claims/triggers.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::claims {

/// One act with at most one count: what a claim is made of.
struct Binding {
    std::uint32_t trigger = 0;
    std::optional<Counted> count;
    bool inherited = false; ///< the act stands in an earlier sentence or clause
    std::string rule = {};  ///< how the count was bound, for Claim::reasons
};

/// Binds the counts of a sentence to its triggers (indices into `triggers` from `first` to before `limit`); triggers without a
/// count come back without one. `inherited` are the triggers of the last sentence that bound a count, for lists and ellipses;
/// `answer` tells that they are a question's and that the sentence answers it.
[[nodiscard]] std::vector<Binding> bind(const Document& document, const Attributions& speech, std::uint32_t sentence,
                                        const std::vector<Trigger>& triggers, std::uint32_t first, std::uint32_t limit,
                                        const std::vector<std::uint32_t>& inherited, bool answer = false);

/// The cost of what lies between two tokens: one a word, more for commas, most for what divides clauses.
[[nodiscard]] int distance(const Document& document, TokenIndex from, TokenIndex to);

} // namespace khronika::claims
