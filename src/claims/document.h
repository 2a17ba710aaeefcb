// SPDX-License-Identifier: GPL-3.0-or-later
// A text with all that is read off it before claims are sought: tokens, words, sentences, quotations, dates, numbers, places.
#pragma once

#include "language/language.h"
#include "model/claim.h"
#include "model/text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace khronika::claims {

using TokenIndex = std::uint32_t;
inline constexpr TokenIndex none = 0xFFFFFFFF;

/// Tokens `first` to `last`, both included.
struct TokenRange {
    TokenIndex first = none;
    TokenIndex last = 0;
    [[nodiscard]] bool empty() const { return first == none || first > last; }
    [[nodiscard]] bool contains(TokenIndex token) const { return !empty() && first <= token && token <= last; }
    bool operator==(const TokenRange&) const = default;
};

/// True for the marks that divide clauses from one another.
[[nodiscard]] constexpr bool divides(std::string_view text)
{
    return text == ";" || text == ":" || text == "—" || text == "–";
}

/// A run between quotation marks; the marks are tokens `open` and `close`.
struct Quotation {
    TokenIndex open = 0;
    TokenIndex close = 0;
    std::uint32_t paragraph = 0;
    [[nodiscard]] TokenIndex length() const { return close - open - 1; }
};

/// A place with the tokens that name it.
struct Place {
    language::PlaceMention mention;
    TokenRange tokens;
};

/// The dictionary's readings of words, each word of a text looked up once however many rules ask. For one thread.
class WordReadings {
public:
    /// Readings of a word that outlives this; empty where `morphology` is null.
    [[nodiscard]] const std::vector<language::Analysis>& of(const language::Morphology* morphology, std::string_view word) const;

private:
    mutable std::unordered_map<std::string_view, std::vector<language::Analysis>> m_known;
};

struct Document {
    const Text* text = nullptr;
    const language::Lexicon* lexicon = nullptr;
    const language::Languages* languages = nullptr;
    std::string language;
    std::optional<Date> published;
    language::Tokens tokens;
    language::Matches matches{{}, 0};
    std::vector<language::Sentence> sentences;
    std::vector<language::DateMention> dates;
    std::vector<language::NumberMention> numbers;
    std::vector<Place> places;
    std::vector<Quotation> quotations;
    std::vector<language::PlaceMention> title_places; ///< of a title that stands outside the text
    TokenRange dateline;                              ///< "RAMALLAH, Sept 1 —"; empty where the text has none
    std::vector<std::uint32_t> sentence_of;           ///< by token
    std::vector<std::uint32_t> quotation_of;          ///< by token; none outside quotations
    std::vector<std::uint32_t> date_of;               ///< by token; none where no date
    std::vector<std::uint32_t> number_of;             ///< by token; none where no number
    std::vector<std::uint32_t> place_of;              ///< by token; none where no place
    WordReadings word_readings;

    /// The first date, or place, that begins at or after a token: the lists are in the text's order.
    [[nodiscard]] std::uint32_t first_date(TokenIndex from) const;
    [[nodiscard]] std::uint32_t first_place(TokenIndex from) const;
    [[nodiscard]] const language::Token& token(TokenIndex i) const { return tokens[i]; }
    [[nodiscard]] std::string_view folded(TokenIndex i) const { return i < tokens.size() ? tokens[i].folded : std::string_view{}; }
    [[nodiscard]] bool is(TokenIndex i, language::Class cls) const { return matches.covers(i, cls); }
    [[nodiscard]] const language::Match* begins(TokenIndex i, language::Class cls) const
    {
        return i < tokens.size() ? matches.find(i, cls) : nullptr;
    }
    [[nodiscard]] bool punctuation(TokenIndex i) const
    {
        return i >= tokens.size() || tokens[i].kind == language::TokenKind::punctuation || tokens[i].kind == language::TokenKind::newline;
    }
    [[nodiscard]] bool quote_mark(TokenIndex i) const;
    /// True where a mark divides clauses; the colon of "23:40" divides nothing.
    [[nodiscard]] bool divides(TokenIndex i) const;
    [[nodiscard]] Span span(TokenRange range) const { return {tokens[range.first].span.begin, tokens[range.last].span.end}; }
    [[nodiscard]] std::string_view words(TokenRange range) const { return at(tokens.text(), span(range)); }
    /// The words with where they stand, as a claim holds them.
    [[nodiscard]] Words quoted(TokenRange range) const { return {std::string(words(range)), span(range)}; }
    /// Readings by the Russian dictionary of a token, likeliest first; empty where no dictionary is loaded.
    [[nodiscard]] const std::vector<language::Analysis>& readings(TokenIndex i) const
    {
        return word_readings.of(languages->morphology(), tokens[i].text);
    }
    [[nodiscard]] bool english() const { return language == "en"; }
};

/// Reads `text`, which must outlive the document. Absent where no lexicon knows its language.
[[nodiscard]] std::optional<Document> analyse(const Text& text, const language::Languages& languages);

} // namespace khronika::claims
