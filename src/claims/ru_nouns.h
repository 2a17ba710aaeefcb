// SPDX-License-Identifier: GPL-3.0-or-later
// What the Russian dictionary says of a noun that no table has.
#pragma once

#include "claims/document.h"

namespace khronika::claims {

/// True for a word that is, in its likeliest reading, a living being: "сварщиков", "вдову". False outside Russian, for names and
/// for words that the dictionary does not hold.
[[nodiscard]] bool animate_noun(const Document& document, TokenIndex i);

/// True for a noun that names a thing: "ребра", "фургонов".
[[nodiscard]] bool inanimate_noun(const Document& document, TokenIndex i);

/// True where a noun may follow a number: "двух пекарей", "21 пекарь", not "четверых пекарь".
[[nodiscard]] bool counted_form(const Document& document, TokenIndex i, std::int64_t number);

/// True for a noun that stands in the singular in the accusative or locative: "рынок", "на рынке".
[[nodiscard]] bool singular_where(const Document& document, TokenIndex i);

/// True for a noun that can only be an accusative, or a nominative: "в рынок", not "на рынке".
[[nodiscard]] bool accusative_noun(const Document& document, TokenIndex i);

} // namespace khronika::claims
