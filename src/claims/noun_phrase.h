// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "claims/document.h"

#include <string>

namespace khronika::claims {

/// The noun phrase that begins at `from` and ends before `limit`: its adjectives, the head, genitives and quoted names.
[[nodiscard]] TokenRange phrase_right(const Document& document, TokenIndex from, TokenIndex limit);
/// The noun phrase that ends at `to` and begins no earlier than `limit`.
[[nodiscard]] TokenRange phrase_left(const Document& document, TokenIndex to, TokenIndex limit);
/// The name in a phrase as one would list a speaker: titles are taken off a person's name, a quoted name stands for its
/// organisation, Russian comes in the nominative.
[[nodiscard]] std::string speaker_name(const Document& document, TokenRange phrase);
/// True where the phrase can speak: it holds a role, an organisation, a capital name or a quoted one.
[[nodiscard]] bool can_speak(const Document& document, TokenRange phrase);
/// True where the phrase is a role without a name ("the lawyer"), which may stand for somebody named before.
[[nodiscard]] bool bare_role(const Document& document, TokenRange phrase);

} // namespace khronika::claims
