// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

/// What stands between a word and the one before it.
enum class PlaceGap : std::uint8_t {
    start,
    space,
    dot,   ///< "St. Petersburg", "г. Омск"
    comma, ///< "Moscow, Idaho"
    quote, ///< аэропорт «Пулково»
    other
};

struct PlaceToken {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t folded_at = 0;
    std::uint32_t folded_size = 0;
    PlaceGap gap = PlaceGap::start;
    bool capital = false;        ///< begins with an upper-case letter
    bool all_caps = false;       ///< has no lower-case letter, and two letters or more
    bool sentence_start = false; ///< after a full stop, a line break, a bullet or an opening quote
    bool hyphen = false;
};

/// The words of a text as names of places need them: "Санкт-Петербург" and "Côte d'Ivoire's" are not torn apart, "U.S."
/// is one word, a possessive 's is left out.
class PlaceTokens {
public:
    explicit PlaceTokens(std::string_view text);

    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] std::size_t size() const { return m_tokens.size(); }
    [[nodiscard]] const PlaceToken& operator[](std::size_t i) const { return m_tokens[i]; }
    [[nodiscard]] std::string_view folded(std::size_t i) const
    {
        return std::string_view(m_folded).substr(m_tokens[i].folded_at, m_tokens[i].folded_size);
    }
    [[nodiscard]] std::string_view written(std::size_t i) const
    {
        return m_text.substr(m_tokens[i].begin, m_tokens[i].end - m_tokens[i].begin);
    }

private:
    [[nodiscard]] std::size_t word_end(std::size_t begin) const;
    [[nodiscard]] std::size_t acronym_end(std::size_t begin, std::size_t end) const;
    void add(std::size_t begin, std::size_t end, std::size_t previous_end);
    void fold_into(PlaceToken& token);

    std::string_view m_text;
    std::vector<PlaceToken> m_tokens;
    std::string m_folded;
};

} // namespace khronika::language
