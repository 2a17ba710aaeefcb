// SPDX-License-Identifier: GPL-3.0-or-later
// Which number counts which act.
#pragma once

#include "claims/document.h"
#include "claims/speakers.h"
#include "claims/triggers.h"
#include "model/claim.h"

#include <optional>
#include <vector>

namespace khronika::claims {

/// A number that may bear a count, with the noun that it counts.
struct Counted {
    std::uint32_t number = none; ///< index into Document::numbers; none for "a mosque"
    TokenRange tokens;           ///< modifier, number and noun
    TokenRange noun;             ///< empty where the number stands alone
    std::optional<Unit> unit;
    bool agent = false; ///< counts those who act
    bool named = false; ///< a person's name, or a pronoun for one
    bool pronoun = false;
    CountBounds bounds;
    bool approximate = false;
    Rate per = Rate::none;
};

/// One act with at most one count: what a claim is made of.
struct Binding {
    std::uint32_t trigger = 0;
    std::optional<Counted> count;
    bool inherited = false; ///< the act stands in an earlier sentence
};

/// The counts of one sentence, in its order.
[[nodiscard]] std::vector<Counted> counts_of(const Document& document, const Attributions& speech, std::uint32_t sentence);

/// Binds the counts of a sentence to its triggers (indices into `triggers` from `first` to before `limit`); triggers without a
/// count come back without one. `inherited` are the triggers of the last sentence that bound a count, for lists and ellipses.
[[nodiscard]] std::vector<Binding> bind(const Document& document, const Attributions& speech, std::uint32_t sentence,
                                        const std::vector<Trigger>& triggers, std::uint32_t first, std::uint32_t limit,
                                        const std::vector<std::uint32_t>& inherited);

/// The cost of what lies between two tokens: one a word, more for commas, most for what divides clauses.
[[nodiscard]] int distance(const Document& document, TokenIndex from, TokenIndex to);

} // namespace khronika::claims
