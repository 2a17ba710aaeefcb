// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/counts.h"

#include "claims/ru_nouns.h"

#include <algorithm>
#include <array>

namespace khronika::claims {

using language::Case;
using language::Class;
using language::Match;
using language::Number;
using language::PartOfSpeech;

namespace {

class Finder {
public:
    Finder(const Document& document, const Attributions& speech, std::uint32_t sentence)
        : m_document(document), m_speech(speech), m_sentence(document.sentences[sentence]), m_title_case(title_case())
    {
    }

    std::vector<Counted> run() const
    {
        std::vector<Counted> out;
        for (TokenIndex i = m_sentence.first; i <= m_sentence.last; ++i) {
            if (m_document.number_of[i] != none && !age_word(i)) {
                continue;
            }
            auto one = named(i);
            if (!one) {
                one = pronoun(i);
            }
            if (!one) {
                one = m_document.english() ? english_noun(i) : russian_noun(i);
            }
            if (one) {
                i = one->tokens.last;
                one->unit = Unit::person;
                one->single = true;
                one->bounds = CountBounds::exactly(1);
                one->agent = m_document.is(one->noun.last, Class::agent);
                out.push_back(*one);
            }
        }
        return out;
    }

private:
    /// "Police Throw Migrants Out": a headline all in capitals names nobody by them.
    [[nodiscard]] bool title_case() const
    {
        int capitals = 0;
        int words = 0;
        for (TokenIndex i = m_sentence.first; m_sentence.heading && i <= m_sentence.last; ++i) {
            const bool word = m_document.token(i).kind == language::TokenKind::word && !m_document.is(i, Class::preposition);
            words += word ? 1 : 0;
            capitals += word && m_document.token(i).capital ? 1 : 0;
        }
        return words > 3 && capitals * 4 > words * 3;
    }

    [[nodiscard]] TokenIndex limit() const { return m_sentence.last + 1; }

    /// "16-year-old", "29-летний": a number by its form, an adjective by its sense.
    [[nodiscard]] bool age_word(TokenIndex i) const
    {
        const std::string_view word = m_document.folded(i);
        return word.find("-year-old") != std::string_view::npos || word.find("-летн") != std::string_view::npos;
    }

    [[nodiscard]] bool name_word(TokenIndex k) const
    {
        const auto& token = m_document.token(k);
        return token.kind == language::TokenKind::word && token.capital && !token.all_capitals && m_document.date_of[k] == none &&
               !m_speech.speech(k) && !m_document.is(k, Class::organisation) && !m_document.is(k, Class::agent) &&
               !m_document.is(k, Class::act) && !m_document.is(k, Class::unit) && !m_document.is(k, Class::month) &&
               !m_document.is(k, Class::weekday) && !(m_document.is(k, Class::stop) && k == m_sentence.first) &&
               (m_document.place_of[k] == none || m_document.places[m_document.place_of[k]].mention.weak);
    }

    /// "Tran Van Luc": a word of the tables within a name.
    [[nodiscard]] bool middle_name(TokenIndex k) const
    {
        const auto& token = m_document.token(k);
        return m_document.english() && token.capital && !token.all_capitals && m_document.is(k, Class::unit) && k + 1 < limit() &&
               name_word(k + 1);
    }

    /// A person's name: two or more capitalised words that are no place, no body and no speaker.
    [[nodiscard]] std::optional<Counted> named(TokenIndex i) const
    {
        const bool goes_on = i > m_sentence.first && name_word(i - 1) && !m_document.is(i - 1, Class::role);
        if (m_title_case || !name_word(i) || goes_on || m_document.is(i, Class::role)) {
            return std::nullopt;
        }
        const std::uint32_t quotation = m_document.quotation_of[i];
        if (quotation != none && m_document.quotations[quotation].length() < 4) {
            return std::nullopt;
        }
        TokenIndex last = i;
        while (last + 1 < limit() && (name_word(last + 1) || middle_name(last + 1))) {
            ++last;
        }
        const bool followed = last + 1 < limit() && (m_document.is(last + 1, Class::organisation) || m_document.folded(last + 1) == "of" ||
                                                     m_document.is(last + 1, Class::unit));
        if ((last == i && !surname_alone(i)) || last - i > 3 || followed) {
            return std::nullopt;
        }
        Counted out;
        out.tokens = out.noun = {i, last};
        out.cases = cases(out.noun);
        // "37 сторонников Садыра Жапарова": the name is the many's, not theirs.
        const Match* owner = !m_document.english() && i > m_sentence.first ? unit_at(m_document, i - 1) : nullptr;
        if (owner != nullptr && owner->entry->kind == "person" && quantified(i - 1) && (cases({i - 1, i - 1}) & out.cases).none()) {
            return std::nullopt;
        }
        return out;
    }

    /// "arrested Navalny", "Kavala was sentenced": one name where the one who suffers stands.
    [[nodiscard]] bool surname_alone(TokenIndex i) const
    {
        if (m_document.is(i, Class::stop) || m_document.is(i, Class::determiner) || m_document.place_of[i] != none) {
            return false;
        }
        const auto verb = [&](TokenIndex k) {
            for (const Match& match : m_document.matches.beginning_at(k)) {
                if (match.entry->cls == Class::act && match.entry->kind == "verb" && match.form != language::Form::noun) {
                    return true;
                }
            }
            return false;
        };
        if (m_document.english()) {
            const bool object = i > m_sentence.first && verb(i - 1) && i + 1 < limit() && !m_document.token(i + 1).capital;
            const bool alone = i + 2 < limit() &&
                               (m_document.is(i + 1, Class::auxiliary_be) || m_document.is(i + 1, Class::auxiliary_have)) &&
                               (i > m_sentence.first || m_document.matches.classes(i).none());
            return object || alone;
        }
        const bool known = m_document.languages->morphology() != nullptr && surname(i);
        return known && ((i > m_sentence.first && verb(i - 1)) || (i + 1 < limit() && verb(i + 1)));
    }

    [[nodiscard]] bool surname(TokenIndex i) const
    {
        const auto& readings = m_document.readings(i);
        return std::any_of(readings.begin(), readings.end(), [](const auto& reading) { return reading.grammar.is_surname; });
    }

    /// "he was charged": a pronoun for one person.
    [[nodiscard]] std::optional<Counted> pronoun(TokenIndex i) const
    {
        struct Word {
            std::string_view text;
            Case grammatical_case;
        };
        static constexpr Word words[] = {{"i", Case::nominative},   {"he", Case::nominative}, {"she", Case::nominative},
                                         {"him", Case::accusative}, {"me", Case::accusative}, {"меня", Case::accusative},
                                         {"его", Case::accusative}, {"ее", Case::accusative}, {"он", Case::nominative},
                                         {"она", Case::nominative}, {"ему", Case::dative},    {"ей", Case::dative},
                                         {"него", Case::genitive},  {"нее", Case::genitive}};
        const auto* found =
            std::find_if(std::begin(words), std::end(words), [&](const Word& word) { return word.text == m_document.folded(i); });
        if (found == std::end(words) || m_speech.speech(i)) {
            return std::nullopt;
        }
        Counted out;
        out.tokens = out.noun = {i, i};
        out.pronoun = true;
        out.cases.set(static_cast<std::size_t>(found->grammatical_case));
        return out;
    }

    /// "the journalist", "a young man", "his brother", "a 16-year-old boy".
    [[nodiscard]] std::optional<Counted> english_noun(TokenIndex i) const
    {
        static constexpr std::string_view openings[] = {"a", "an", "the", "his", "her", "my", "another", "this", "whose", "our", "their"};
        constexpr TokenIndex reach = 5;
        if (std::find(std::begin(openings), std::end(openings), m_document.folded(i)) == std::end(openings)) {
            return std::nullopt;
        }
        for (TokenIndex k = i + 1; k < limit() && k <= i + reach && !phrase_ends(m_document, k); ++k) {
            if ((m_document.number_of[k] != none && !age_word(k)) || m_document.date_of[k] != none) {
                return std::nullopt;
            }
            const Match* unit = unit_at(m_document, k);
            const bool person = unit != nullptr && unit->entry->kind == "person";
            if (!person && !m_document.is(k, Class::role)) {
                if (unit != nullptr) {
                    return std::nullopt;
                }
                continue;
            }
            const TokenIndex last = unit != nullptr ? unit->last : k;
            const bool titled = person && last + 1 < limit() && name_word(last + 1) && !m_title_case && !plural(m_document.folded(last));
            if (titled && !m_speech.speech(last + 1)) {
                TokenIndex end = last + 1;
                while (end + 1 < limit() && (name_word(end + 1) || middle_name(end + 1))) {
                    ++end;
                }
                Counted out;
                out.tokens = {i, end};
                out.noun = {last + 1, end};
                return out;
            }
            const bool more = last + 1 < limit() && (unit_at(m_document, last + 1) != nullptr || m_document.is(last + 1, Class::role) ||
                                                     m_document.is(last + 1, Class::organisation) || name_word(last + 1));
            if (more) {
                continue;
            }
            if (plural(m_document.folded(last)) || m_speech.speech(last)) {
                return std::nullopt;
            }
            Counted out;
            out.tokens = {i, last};
            out.noun = {k, last};
            return out;
        }
        return std::nullopt;
    }

    [[nodiscard]] static bool plural(std::string_view word)
    {
        static constexpr std::string_view irregular[] = {"people", "men",    "women",    "children", "police", "policemen", "gunmen",
                                                         "troops", "family", "military", "public",   "media",  "servicemen"};
        return (word.ends_with('s') && !word.ends_with("ss")) ||
               std::find(std::begin(irregular), std::end(irregular), word) != std::end(irregular);
    }

    /// "журналист", "нападавшего", "61-летнюю пенсионерку": an animate noun in the singular.
    [[nodiscard]] std::optional<Counted> russian_noun(TokenIndex i) const
    {
        const auto& token = m_document.token(i);
        const Match* unit = unit_at(m_document, i);
        const bool listed = (unit != nullptr && unit->entry->kind == "person" && unit->last == i) || m_document.is(i, Class::role) ||
                            (m_document.is(i, Class::agent) && !m_document.is(i, Class::organisation));
        if (token.kind != language::TokenKind::word || token.all_capitals || m_document.number_of[i] != none || m_speech.speech(i)) {
            return std::nullopt;
        }
        const bool person =
            listed || (unit == nullptr && !token.capital && !m_document.is(i, Class::stop) && !m_document.is(i, Class::organisation) &&
                       !m_document.is(i, Class::speech) && !m_document.is(i, Class::act) && animate_noun(m_document, i));
        if (!person || quantified(i)) {
            return std::nullopt;
        }
        const bool named_after = i + 1 < limit() && name_word(i + 1) && named(i + 1);
        const bool noun_after =
            i + 1 < limit() && unit_at(m_document, i + 1) != nullptr && unit_at(m_document, i + 1)->entry->kind == "person";
        if (named_after || noun_after || m_document.date_of[i] != none) {
            return std::nullopt;
        }
        Counted out;
        out.noun = {i, i};
        out.cases = cases(out.noun, unit == nullptr && !m_document.is(i, Class::agent));
        if (out.cases.none()) {
            return std::nullopt;
        }
        out.tokens = {i, i};
        return out;
    }

    /// "несколько журналистов", "12 журналистов": counted or measured otherwise.
    [[nodiscard]] bool quantified(TokenIndex i) const
    {
        for (TokenIndex back = 1; back <= 3 && i >= m_sentence.first + back; ++back) {
            const TokenIndex k = i - back;
            if (m_document.number_of[k] != none && !age_word(k)) {
                return true;
            }
            if (m_document.is(k, Class::determiner) && back == 1) {
                return m_document.folded(k) == "несколько" || m_document.folded(i) == "человек";
            }
            if (!m_document.folded(k).ends_with("х") && !m_document.folded(k).ends_with("ого")) {
                return false;
            }
        }
        return false;
    }

    /// The cases in which all words of a phrase can stand together in the singular, as animate nouns.
    [[nodiscard]] Cases cases(TokenRange range, bool nouns_only = false) const
    {
        constexpr float least = 0.1F;
        Cases out;
        const language::Morphology* morphology = m_document.languages->morphology();
        if (m_document.english() || morphology == nullptr) {
            return out;
        }
        out.set();
        for (TokenIndex i = range.first; i <= range.last; ++i) {
            Cases own;
            for (const auto& reading : m_document.readings(i)) {
                const auto& grammar = reading.grammar;
                const bool noun = grammar.part == PartOfSpeech::noun && grammar.animacy != language::Animacy::inanimate;
                const bool as_noun = !nouns_only && (grammar.part == PartOfSpeech::adjective || grammar.part == PartOfSpeech::participle);
                const bool surname = grammar.is_surname && !m_document.token(i).capital;
                if (reading.score >= least && !surname && (noun || as_noun) && grammar.number == Number::singular &&
                    grammar.gender != language::Gender::neuter) {
                    own.set(static_cast<std::size_t>(grammar.grammatical_case));
                }
            }
            const Cases both = out & own;
            out = both.any() || range.first == range.last ? both : out;
        }
        return out;
    }

    const Document& m_document;
    const Attributions& m_speech;
    const language::Sentence& m_sentence;
    bool m_title_case;
};

} // namespace

std::vector<Counted> persons_of(const Document& document, const Attributions& speech, std::uint32_t sentence)
{
    return Finder(document, speech, sentence).run();
}

} // namespace khronika::claims
