// SPDX-License-Identifier: GPL-3.0-or-later
// A number as it is written, in digits or in words, before it is asked what it counts. A part of find_numbers().
#pragma once

#include "language/numbers.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace khronika::language {

struct NumberValue {
    double number = 0;
    bool decimal = false;
    std::size_t last = 0;  ///< the token that ends it
    bool grouped = false;  ///< "22 219", "22.219"
    bool word_one = false; ///< the word "one" alone
    bool letters = false;  ///< "5th", "3-й": no count
    bool round = false;    ///< "три сотни"
};

/// What is passed must outlive it; `taken` marks the tokens of dates.
class NumberReader {
public:
    NumberReader(const Tokens& tokens, const Matches& matches, std::string_view language, const std::vector<bool>& taken)
        : m_tokens(tokens), m_matches(matches), m_language(language), m_taken(taken)
    {
    }

    [[nodiscard]] bool is_number_token(std::size_t i) const
    {
        return i < m_tokens.size() && m_tokens[i].kind == TokenKind::number && !m_taken[i];
    }
    /// The number that begins at token `i`, with its multiplier: "1,5 тыс.", "two hundred and six", "22 219".
    [[nodiscard]] std::optional<NumberValue> plain(std::size_t i) const;

private:
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < m_tokens.size() && m_tokens[i].text == text; }
    [[nodiscard]] std::optional<NumberValue> digits(std::size_t i) const;
    /// "100дөн", "20ga": a number may take the ending of a case; with that of an ordinal it is none.
    [[nodiscard]] bool case_suffix(std::string_view ending) const;
    [[nodiscard]] static std::size_t following_digits(std::string_view text, std::size_t at);
    [[nodiscard]] static bool more_groups(std::string_view text, std::size_t at);
    /// "22 219": further groups of three digits set apart by a space.
    void join_groups(NumberValue& value, std::size_t first_length) const;
    [[nodiscard]] std::optional<NumberValue> words(std::size_t i) const;
    void multiply(NumberValue& value) const;
    /// "три сотни", "два десятка": a fuzzy word after a number multiplies it.
    void multiply_round(NumberValue& value) const;

    const Tokens& m_tokens;
    const Matches& m_matches;
    std::string_view m_language;
    const std::vector<bool>& m_taken;
};

} // namespace khronika::language
