// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/word_readings.h"

namespace khronika::language {

/// A Russian noun phrase in some case, to be listed in the nominative. A local of one call.
class NounPhrase {
public:
    NounPhrase(const Dictionary& dictionary, std::string_view phrase);

    [[nodiscard]] std::string nominative(Case expected);

private:
    struct Word {
        std::string before;                ///< space and punctuation before it
        std::string written;               ///< UTF-8
        std::string bytes;                 ///< lower-case windows-1251; empty where it is no Russian word
        std::vector<WordReading> readings; ///< likeliest first
        bool capital = false;
        bool abbreviation = false; ///< two capitals or more at its start
        bool quoted = false;       ///< a quotation mark opened before it and after the phrase began
    };
    /// What a head and its adjectives agree in.
    struct Agreement {
        Case grammatical_case = Case::none;
        Number number = Number::none;
        Gender gender = Gender::none;
        double score = 0;
    };

    void split(std::string_view phrase);
    void add_word(std::string_view before, std::string_view word, std::size_t quotes);
    [[nodiscard]] bool is_like_adjective(const WordReading& reading) const;
    [[nodiscard]] std::size_t head_index() const;
    [[nodiscard]] double apposition_weight(std::size_t head, Case grammatical_case) const;
    [[nodiscard]] Agreement agreement(std::size_t head, Case expected) const;
    [[nodiscard]] const WordReading* fitting(const Word& word, const Agreement& agreement, bool noun) const;
    [[nodiscard]] double fit(const Word& word, const Agreement& agreement, bool noun) const;
    void put_nominative(Word& word, const WordReading& reading, Gender gender) const;
    void rewrite(Word& word, std::string_view nominative) const;
    [[nodiscard]] bool is_given_name(const Word& word) const;
    [[nodiscard]] bool is_unknown_surname(const Word& word) const;
    [[nodiscard]] std::size_t name_end(std::size_t begin) const;
    void decline_person(std::size_t begin, std::size_t end, Case expected);
    [[nodiscard]] double person_score(std::size_t begin, std::size_t end, std::size_t given, const WordReading& reading) const;
    [[nodiscard]] static bool strip_abbreviation(Word& word);
    [[nodiscard]] std::string joined() const;

    const Dictionary& m_dictionary;
    std::vector<Word> m_words;
    std::string m_tail;
};

} // namespace khronika::language
