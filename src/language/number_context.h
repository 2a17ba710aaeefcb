// SPDX-License-Identifier: GPL-3.0-or-later
// What stands beside a number and tells that it is no count: codes, names, comparisons, ages, shares. A part of find_numbers().
#pragma once

#include "language/numbers.h"

#include <string_view>

namespace khronika::language {

/// What is passed must outlive it.
class NumberContext {
public:
    NumberContext(const Tokens& tokens, const Matches& matches, std::string_view language)
        : m_tokens(tokens), m_matches(matches), m_language(language)
    {
    }

    /// The match of `cls` whose last token is `last`; null where there is none.
    [[nodiscard]] const Match* ending_at(std::size_t last, Class cls) const;
    /// "Act 1959/63", "03-8000 8000", "RM50,000": digits of what is written together with letters or other digits.
    [[nodiscard]] bool within_code(std::size_t i) const;
    /// "Radial Road 10", "Point Zero", "Barangay 118": a number that ends a name of several words, or is written as one.
    [[nodiscard]] bool part_of_name(std::size_t last, std::size_t i) const;
    /// "five more than in March": the difference, not the figure.
    [[nodiscard]] bool compared(std::size_t last) const;
    /// True where a counted noun follows within three words.
    [[nodiscard]] bool counted_soon(std::size_t next) const;
    /// "The mother of two": her children are no count.
    [[nodiscard]] bool of_one(const NumberMention& out) const;
    /// "one in forty", "165th of 180 countries".
    [[nodiscard]] bool ratio(const NumberMention& out) const;
    /// "two and a half years".
    [[nodiscard]] bool and_a_half(const NumberMention& out) const;
    /// "nine day laborers": the word of time describes the counted.
    [[nodiscard]] bool describes(std::size_t k) const;
    /// "39 were under 18".
    [[nodiscard]] bool age_limit(const NumberMention& out) const;
    /// "Ivan Petrov, 34, died", "a boy of 14": a bare number beside a name or a singular person.
    [[nodiscard]] bool age(const NumberMention& out) const;

private:
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < m_tokens.size() && m_tokens[i].text == text; }

    const Tokens& m_tokens;
    const Matches& m_matches;
    std::string_view m_language;
};

} // namespace khronika::language
