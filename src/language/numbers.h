// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/count.h"
#include "language/lexicon.h"
#include "language/token.h"

#include <cstdint>
#include <vector>

namespace khronika::language {

/// What a number in a text is. Only `count` may bear a claim's count.
enum class NumberKind : std::uint8_t { count, percent, money, duration, age, year, numbered, time, decimal, ordinal, share, enumerator };

struct NumberMention {
    std::uint32_t first = 0;  ///< first token, with its modifier ("more than 400")
    std::uint32_t last = 0;   ///< last token of the number itself
    std::uint32_t digits = 0; ///< first token of the number itself
    NumberKind kind = NumberKind::count;
    CountBounds bounds; ///< as claims/GUIDE.md has counts in words
    bool approximate = false;
    bool bare_one = false; ///< "one", "один": a count only with a counted noun
};

/// The numbers of a text in its order, none overlapping another. Tokens for which `taken` is true (dates) are passed over.
[[nodiscard]] std::vector<NumberMention> find_numbers(const Tokens& tokens, const Matches& matches, std::string_view language,
                                                      const std::vector<bool>& taken);

} // namespace khronika::language
