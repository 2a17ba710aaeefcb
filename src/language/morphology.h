// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

enum class PartOfSpeech : std::uint8_t {
    unknown,
    noun,
    adjective,
    short_adjective,
    comparative,
    verb,
    infinitive,
    participle,
    short_participle,
    gerund,
    numeral,
    adverb,
    pronoun,
    predicative,
    preposition,
    conjunction,
    particle,
    interjection
};
enum class Case : std::uint8_t { none, nominative, genitive, dative, accusative, instrumental, locative };
enum class Number : std::uint8_t { none, singular, plural };
enum class Gender : std::uint8_t { none, masculine, feminine, neuter };
enum class Animacy : std::uint8_t { none, animate, inanimate };
enum class Person : std::uint8_t { none, first, second, third };
enum class Tense : std::uint8_t { none, past, present, future };
enum class Voice : std::uint8_t { none, active, passive };

/// The grammar of one reading of a word form.
struct Grammar {
    PartOfSpeech part = PartOfSpeech::unknown;
    Case grammatical_case = Case::none;
    Number number = Number::none;
    Gender gender = Gender::none; ///< none also for plural adjectives and nouns of common gender
    Animacy animacy = Animacy::none;
    Person person = Person::none;
    Tense tense = Tense::none;
    Voice voice = Voice::none;
    bool perfective = false;
    bool is_given_name = false;
    bool is_surname = false;
    bool is_patronymic = false;
    bool is_place = false;
    bool is_organization = false;
    bool is_abbreviation = false;
    bool is_fixed = false; ///< the same in all cases
    bool operator==(const Grammar&) const = default;
};

struct Analysis {
    std::string lemma; ///< folded: lower case, е for ё
    Grammar grammar;
    float score = 0;      ///< 0 to 1; the readings of one word sum to 1
    bool guessed = false; ///< not in the dictionary: read off the ending
};

/// Russian morphology by the OpenCorpora dictionary (data/lang/ru/morphology/README.md). Pure and immutable: safe to
/// share between threads.
class Morphology {
public:
    /// Takes the bytes of data/lang/ru/morphology/dictionary.bin, which must outlive it; nothing is parsed. Throws
    /// Error where they are no such dictionary or are cut short.
    explicit Morphology(std::string_view dictionary);

    /// Every reading of a word in any letter case, likeliest first; е matches ё. A word that is not in the dictionary
    /// is read off its ending; a hyphenated one off its last part. Empty for what is no Cyrillic word.
    [[nodiscard]] std::vector<Analysis> analyse(std::string_view word) const;

    /// True where the dictionary itself holds the word.
    [[nodiscard]] bool knows(std::string_view word) const;

    /// A noun phrase with its head in the nominative, in the number that it has: "Дарьи Лебедевой" → "Дарья
    /// Лебедева", "пресс-службе петербургских судов" → "пресс-служба петербургских судов". Agreeing adjectives and
    /// names in apposition follow the head, dependents stay. Letter case, quotation marks and foreign words are kept.
    /// `expected` is the case that the phrase stands in, where a preposition or verb tells it: "службы" alone may be
    /// one in the genitive or many in the nominative.
    [[nodiscard]] std::string nominative(std::string_view phrase, Case expected = Case::none) const;

private:
    struct Sections;
    std::shared_ptr<const Sections> m_sections;
};

} // namespace khronika::language
