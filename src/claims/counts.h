// SPDX-License-Identifier: GPL-3.0-or-later
// What of a sentence may bear a claim's count: numbers with the nouns that they count, and single persons and things.
#pragma once

#include "claims/document.h"
#include "claims/speakers.h"
#include "model/claim.h"

#include <bitset>
#include <optional>
#include <vector>

namespace khronika::claims {

/// The cases that the words of a Russian noun phrase can stand in together, by language::Case.
using Cases = std::bitset<8>;

/// A number that may bear a count, with the noun that it counts; or one person, or one thing.
struct Counted {
    std::uint32_t number = none; ///< index into Document::numbers; none for "a mosque"
    TokenRange tokens;           ///< modifier, number and noun
    TokenRange noun;             ///< empty where the number stands alone
    std::optional<Unit> unit;
    bool agent = false;   ///< counts those who act
    bool thing = false;   ///< the noun is in no table, and names a thing
    bool single = false;  ///< one person: a name, a pronoun or a noun in the singular
    bool pronoun = false; ///< "he", "его"
    bool part = false;    ///< "15 of them", "из них 19": a part of a whole named before
    bool leads = false;   ///< of a part: its words stand before the number and end a clause ("из них 19")
    Cases cases;          ///< of a single person in Russian
    CountBounds bounds;
    bool approximate = false;
    Rate per = Rate::none;
};

/// The numbers and single things of one sentence, in its order. Of "not 30 but 28" the second alone.
[[nodiscard]] std::vector<Counted> counts_of(const Document& document, const Attributions& speech, std::uint32_t sentence);

/// "Eleven of the victims are students": nothing but what the counted are.
[[nodiscard]] bool describes_part(const Document& document, const Counted& counted);

/// The single persons of one sentence, in its order.
[[nodiscard]] std::vector<Counted> persons_of(const Document& document, const Attributions& speech, std::uint32_t sentence);

/// The match of a counted noun that begins at `i`; null where there is none.
[[nodiscard]] const language::Match* unit_at(const Document& document, TokenIndex i);

/// True where no noun phrase goes on at `i`.
[[nodiscard]] bool phrase_ends(const Document& document, TokenIndex i);

} // namespace khronika::claims
