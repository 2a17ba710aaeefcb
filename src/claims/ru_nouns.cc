// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/ru_nouns.h"

#include <algorithm>

namespace khronika::claims {

using language::Analysis;
using language::Animacy;
using language::Case;
using language::PartOfSpeech;

namespace {

const std::vector<Analysis>& readings(const Document& document, TokenIndex i)
{
    static const std::vector<Analysis> nothing;
    const bool russian = document.language == "ru" && document.token(i).kind == language::TokenKind::word;
    return russian ? document.readings(i) : nothing;
}

/// The animacy of the likeliest reading where that is a noun the dictionary holds.
Animacy animacy(const Document& document, TokenIndex i)
{
    if (document.token(i).capital && document.sentences[document.sentence_of[i]].first != i) {
        return Animacy::none;
    }
    const auto& all = readings(document, i);
    if (all.empty()) {
        return Animacy::none;
    }
    const auto& best = all.front();
    const bool name = best.grammar.is_given_name || best.grammar.is_surname || best.grammar.is_patronymic || best.grammar.is_place;
    return best.guessed || name || best.grammar.part != PartOfSpeech::noun ? Animacy::none : best.grammar.animacy;
}

} // namespace

bool animate_noun(const Document& document, TokenIndex i)
{
    return animacy(document, i) == Animacy::animate;
}

bool inanimate_noun(const Document& document, TokenIndex i)
{
    return animacy(document, i) == Animacy::inanimate;
}

bool counted_form(const Document& document, TokenIndex i, std::int64_t number)
{
    constexpr std::int64_t ten = 10;
    const auto& all = readings(document, i);
    return std::any_of(all.begin(), all.end(), [&](const Analysis& reading) {
        const auto& grammar = reading.grammar;
        return grammar.part == PartOfSpeech::noun &&
               (grammar.grammatical_case == Case::genitive || number % ten == 1 || grammar.number == language::Number::plural);
    });
}

bool accusative_noun(const Document& document, TokenIndex i)
{
    const auto& all = readings(document, i);
    return std::any_of(all.begin(), all.end(), [](const Analysis& reading) {
        return reading.grammar.part == PartOfSpeech::noun && reading.grammar.grammatical_case == Case::accusative;
    });
}

bool singular_where(const Document& document, TokenIndex i)
{
    const auto& all = readings(document, i);
    return std::any_of(all.begin(), all.end(), [](const Analysis& reading) {
        const auto& grammar = reading.grammar;
        return grammar.part == PartOfSpeech::noun && grammar.number == language::Number::singular &&
               (grammar.grammatical_case == Case::accusative || grammar.grammatical_case == Case::locative ||
                grammar.grammatical_case == Case::dative);
    });
}

} // namespace khronika::claims
