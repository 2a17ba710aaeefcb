// SPDX-License-Identifier: GPL-3.0-or-later
// What the rules of the slots have in common: how far words stand from an act, and what kind of words they are.
#pragma once

#include "claims/bind.h"
#include "claims/document.h"
#include "claims/slots.h"
#include "claims/triggers.h"

namespace khronika::claims {

/// The cost of the way from a token to the trigger, in either direction.
[[nodiscard]] int away(const Document& document, TokenRange from, const Trigger& trigger);
/// Where the claim's own date and place are sought from: its count where that stands in a clause after the act's words ("were sent
/// back in June, bringing the total since January to 21,870"), else the act's words.
[[nodiscard]] Trigger anchored(const Document& document, const Trigger& trigger, const Binding& binding);
[[nodiscard]] bool person_noun(const Document& document, TokenIndex i);
[[nodiscard]] bool adjective_like(const Document& document, TokenIndex i);
/// The words around a count between commas, where the act stands elsewhere in its sentence: "..., в 2022 году — 80", "(в Оше 12)".
/// Empty where the count stands beside its act.
[[nodiscard]] TokenRange own_segment(const Document& document, const Binding& binding, const Trigger& trigger, const Scope& scope);

/// The noun at `noun` with its adjectives, and "of ..." or a genitive after it.
[[nodiscard]] TokenRange noun_phrase(const Document& document, TokenRange noun, const Scope& scope);
/// "sent to the courts", "в суды поступило": a body that something goes to does not act there; by a body it does.
[[nodiscard]] bool reached_by_preposition(const Document& document, TokenIndex i, const Scope& scope);
/// "Российские войска", "израильские удары": the adjective says whose they are, not where.
[[nodiscard]] bool of_an_army(const Document& document, const Place& place);
/// "Rwanda-backed rebels", "US-led forces": whose they are.
[[nodiscard]] bool linked(const Document& document, const Place& place);
/// "Mauritania sent back 1,200 people": a country acts where it is the subject of its clause.
[[nodiscard]] bool acting_country(const Document& document, TokenIndex i, const Trigger& trigger, const Scope& scope);
} // namespace khronika::claims
