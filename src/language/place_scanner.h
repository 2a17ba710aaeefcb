// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/place_tokens.h"
#include "language/place_words.h"

namespace khronika::language {

/// One way to read the words from a token on as a place.
struct PlaceReading {
    std::size_t tokens = 0; ///< how many words; 0: no reading
    Span span;
    std::uint32_t place = no_place;
    std::uint32_t within = no_place;
    PlaceKind kind = PlaceKind::city;
    NameForm form = NameForm::name;
    std::string nominative;
    std::string_view weakness; ///< as NameEntry
    std::string_view rows;     ///< all bearers of the name
    std::uint64_t population = 0;
    bool by_hand = false;
    bool headed = false; ///< a head word or a marker stands beside: it is a place

    [[nodiscard]] explicit operator bool() const { return tokens > 0; }
};

/// Reads the places of one text. Holds references: a local of one call.
class PlaceScanner {
public:
    PlaceScanner(const PlaceTable& table, const PlaceWords& words, std::string_view text);

    [[nodiscard]] std::vector<PlaceMention> mentions();
    /// Every row that the whole text may name, the likeliest first.
    [[nodiscard]] std::vector<std::uint32_t> candidates();

private:
    // place_names.cc: names of the tables
    [[nodiscard]] PlaceReading name_at(std::size_t i, std::size_t exactly, std::optional<PlaceKind> wanted);
    void consider(std::size_t i, const NameEntry& entry, std::size_t exactly, std::optional<PlaceKind> wanted, PlaceReading& best);
    [[nodiscard]] const std::vector<NameEntry>& entries_at(std::size_t i);
    [[nodiscard]] std::size_t words_of_name(std::size_t i, std::string_view name) const;
    [[nodiscard]] std::uint32_t choose(std::string_view rows, std::optional<PlaceKind> wanted) const;
    [[nodiscard]] PlaceReading adjective_at(std::size_t i) const;
    [[nodiscard]] PlaceReading part_at(std::size_t i);

    // place_heads.cc: patterns of a head word and a name beside it
    [[nodiscard]] PlaceReading headed_at(std::size_t i);
    [[nodiscard]] const HeadWord* english_head(std::size_t i, std::size_t& words) const;
    [[nodiscard]] PlaceReading english_head_after(std::size_t i);
    [[nodiscard]] PlaceReading english_head_before(std::size_t i);
    [[nodiscard]] PlaceReading russian_head_after(std::size_t i);
    [[nodiscard]] PlaceReading russian_head_before(std::size_t i);
    [[nodiscard]] PlaceReading quoted_name(std::size_t i, const HeadWord& head);
    [[nodiscard]] PlaceReading bare_name_after(std::size_t i, const HeadWord& head);
    [[nodiscard]] std::string head_nominative(std::size_t i, const HeadWord& head) const;
    [[nodiscard]] std::string adjective_nominative(std::size_t i, ru::HeadGender gender) const;
    [[nodiscard]] std::uint32_t place_after(std::size_t i);
    [[nodiscard]] std::uint32_t lookup_nominative(std::string_view name, PlaceKind kind) const;

    // place_evidence.cc: is it a place at all
    [[nodiscard]] bool is_person(const PlaceReading& reading, std::size_t i) const;
    [[nodiscard]] bool after_unknown_name(const PlaceReading& reading, std::size_t i) const;
    [[nodiscard]] bool has_evidence(const PlaceReading& reading, std::size_t i);
    [[nodiscard]] bool in_list(const PlaceReading& reading, std::size_t i);
    [[nodiscard]] bool is_part_of_body(const PlaceReading& reading, std::size_t i) const;
    /// Drops the reading, or keeps it and says whether it is weak.
    [[nodiscard]] bool accept(const PlaceReading& reading, std::size_t i, bool& weak);

    [[nodiscard]] bool adjacent(std::size_t i) const { return i < m_tokens.size() && m_tokens[i].gap == PlaceGap::space; }
    [[nodiscard]] std::uint32_t classes(std::size_t i) const { return m_words.classes(m_tokens.folded(i)); }
    [[nodiscard]] std::string as_written(std::size_t from, std::size_t to) const;
    [[nodiscard]] Span span_of(std::size_t from, std::size_t to) const { return {m_tokens[from].begin, m_tokens[to - 1].end}; }
    [[nodiscard]] PlaceMention mention(PlaceReading reading, bool weak) const;
    void narrow_by_next(std::vector<PlaceMention>& mentions, const std::vector<std::string_view>& rows) const;

    std::size_t m_last_end = npos; ///< the token after the last place that was accepted without doubt
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    const PlaceTable& m_table;
    const PlaceWords& m_words;
    PlaceTokens m_tokens;
    std::vector<std::string> m_stems; ///< scratch
    std::vector<NameEntry> m_entries; ///< scratch
};

} // namespace khronika::language
