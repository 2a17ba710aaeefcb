// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

enum class TokenKind : std::uint8_t { word, number, punctuation, newline };

struct Token {
    Span span;
    std::string_view text;   ///< as written; points into the text
    std::string_view folded; ///< utf8::fold of it
    TokenKind kind = TokenKind::word;
    bool capital = false;      ///< begins with an upper-case letter
    bool all_capitals = false; ///< two letters or more, all upper case
    bool space_before = false;
};

/// The tokens of a text. Moves keep the views valid, copies are not made.
class Tokens {
public:
    /// `text` must outlive the tokens. Words keep inner hyphens and apostrophes ("пресс-служба", "don't"), but an English
    /// possessive 's is a token of its own; numbers keep inner separators ("2,080", "18.8", "29.03.2024").
    [[nodiscard]] static Tokens of(std::string_view text);

    [[nodiscard]] const std::vector<Token>& list() const { return m_list; }
    [[nodiscard]] std::size_t size() const { return m_list.size(); }
    [[nodiscard]] const Token& operator[](std::size_t index) const { return m_list[index]; }
    [[nodiscard]] std::string_view text() const { return m_text; }

private:
    std::string_view m_text;
    std::unique_ptr<std::string> m_folded;
    std::vector<Token> m_list;
};

} // namespace khronika::language
