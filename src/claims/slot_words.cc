// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/slot_words.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;
using language::NameForm;
using language::PlaceKind;

int away(const Document& document, TokenRange from, const Trigger& trigger)
{
    if (from.last < trigger.tokens.first) {
        return distance(document, from.last, trigger.tokens.first);
    }
    if (from.first > trigger.tokens.last) {
        return distance(document, trigger.tokens.last, from.first);
    }
    return 0;
}

Trigger anchored(const Document& document, const Trigger& trigger, const Binding& binding)
{
    Trigger out = trigger;
    if (!document.english() || !binding.count || binding.count->number == none || binding.count->tokens.first <= trigger.tokens.last) {
        return out;
    }
    for (TokenIndex i = trigger.tokens.last + 1; i < binding.count->tokens.first; ++i) {
        if (document.token(i).text == "," || divides(document.token(i).text)) {
            out.tokens = binding.count->tokens;
            break;
        }
    }
    return out;
}

bool person_noun(const Document& document, TokenIndex i)
{
    const Match* unit = document.begins(i, Class::unit);
    if (unit != nullptr && unit->entry->kind == "person") {
        return true;
    }
    return i < document.place_of.size() && document.place_of[i] != none &&
           document.places[document.place_of[i]].mention.form == NameForm::demonym;
}

bool adjective_like(const Document& document, TokenIndex i)
{
    const auto& token = document.token(i);
    if (token.kind != language::TokenKind::word || document.is(i, Class::preposition) || document.is(i, Class::conjunction) ||
        document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) || document.is(i, Class::relative_pronoun) ||
        document.is(i, Class::act) || document.is(i, Class::speech)) {
        return false;
    }
    if (document.number_of[i] != none || document.date_of[i] != none || document.is(i, Class::adverb) || document.is(i, Class::pronoun) ||
        document.is(i, Class::carried)) {
        return false;
    }
    if (document.is(i, Class::determiner)) {
        return false;
    }
    if (!document.english()) {
        static constexpr std::string_view endings[] = {"ый",  "ий",  "ой",  "ая",  "яя", "ое", "ее",  "ые",  "ие", "ых", "их",
                                                       "ого", "его", "ому", "ему", "ым", "им", "ыми", "ими", "ую", "юю", "ей"};
        return std::any_of(std::begin(endings), std::end(endings), [&](std::string_view e) { return token.folded.ends_with(e); });
    }
    return !token.folded.ends_with("ly") && !document.is(i, Class::carried);
}

TokenRange own_segment(const Document& document, const Binding& binding, const Trigger& trigger, const Scope& scope)
{
    if (!binding.count || binding.count->single || binding.inherited) {
        return {};
    }
    const auto ends = [&](TokenIndex i) {
        const std::string_view text = document.token(i).text;
        return text == "," || text == ";" || text == "(" || text == ")" || trigger.tokens.contains(i);
    };
    TokenRange out = binding.count->tokens;
    const bool enclosed = out.first > scope.sentence.first && document.token(out.first - 1).text == "(" && out.last < scope.sentence.last &&
                          document.token(out.last + 1).text == ")";
    if (enclosed) {
        --out.first;
        ++out.last;
    }
    while (out.first > scope.sentence.first && !ends(out.first - 1)) {
        --out.first;
    }
    while (!enclosed && out.last < scope.sentence.last && !ends(out.last + 1)) {
        ++out.last;
    }
    const bool beside = (out.first > scope.sentence.first && trigger.tokens.contains(out.first - 1)) ||
                        (out.last < scope.sentence.last && trigger.tokens.contains(out.last + 1)) ||
                        (trigger.tokens.first <= out.last && out.first <= trigger.tokens.last);
    return beside ? TokenRange{} : out;
}

TokenRange noun_phrase(const Document& document, TokenRange noun, const Scope& scope)
{
    constexpr TokenIndex most_adjectives = 3;
    TokenRange out = noun;
    while (out.first > scope.sentence.first && noun.first - out.first < most_adjectives && adjective_like(document, out.first - 1)) {
        --out.first;
    }
    const std::string_view next = document.folded(out.last + 1);
    if (document.english() && (next == "of" || next == "from") && out.last + 2 <= scope.sentence.last &&
        document.place_of[out.last + 2] != none) {
        out.last = document.places[document.place_of[out.last + 2]].tokens.last;
    } else if (!document.english() && out.last + 1 <= scope.sentence.last && document.place_of[out.last + 1] != none &&
               document.places[document.place_of[out.last + 1]].mention.form == NameForm::name && !document.punctuation(out.last + 1)) {
        out.last = document.places[document.place_of[out.last + 1]].tokens.last;
    }
    return out;
}

bool reached_by_preposition(const Document& document, TokenIndex i, const Scope& scope)
{
    for (TokenIndex back = 1; back <= 3 && i >= scope.sentence.first + back; ++back) {
        const TokenIndex k = i - back;
        if (document.folded(k) == "by") {
            return false;
        }
        if (document.is(k, Class::preposition)) {
            return true;
        }
        if (!document.is(k, Class::determiner) && !adjective_like(document, k) && document.folded(k) != "'s") {
            return false;
        }
    }
    return false;
}

bool of_an_army(const Document& document, const Place& place)
{
    static constexpr std::string_view stems[] = {"войск", "арми",   "военн", "вооружен",  "сил",  "ракет",   "дрон", "беспилотник",
                                                 "бпла",  "снаряд", "авиа",  "артиллери", "удар", "обстрел", "атак", "боевик"};
    if (place.mention.form != NameForm::adjective || place.mention.kind != PlaceKind::country || document.english()) {
        return false;
    }
    const std::string_view next = document.folded(place.tokens.last + 1);
    return std::any_of(std::begin(stems), std::end(stems), [&](std::string_view stem) { return next.starts_with(stem); });
}

bool linked(const Document& document, const Place& place)
{
    static constexpr std::string_view words[] = {"backed", "led", "born", "run", "based", "made", "funded", "trained", "supplied"};
    return document.folded(place.tokens.last + 1) == "-" &&
           std::find(std::begin(words), std::end(words), document.folded(place.tokens.last + 2)) != std::end(words);
}

bool acting_country(const Document& document, TokenIndex i, const Trigger& trigger, const Scope& scope)
{
    const std::uint32_t p = document.place_of[i];
    if (p == none || document.places[p].tokens.first != i) {
        return false;
    }
    const Place& place = document.places[p];
    const bool country = place.mention.kind == PlaceKind::country && place.mention.form == NameForm::name && !place.mention.weak;
    const bool before = place.tokens.last < trigger.tokens.first && !trigger.passive && !trigger.noun;
    const bool near = before && distance(document, place.tokens.last, trigger.tokens.first) <= 4;
    const bool subject = i == scope.sentence.first || (!document.is(i - 1, Class::preposition) && !document.is(i - 1, Class::background) &&
                                                       document.begins(i - 1, Class::unit) == nullptr);
    return country && near && subject && !linked(document, place) && document.folded(place.tokens.last + 1) != "'s" &&
           (document.english() || i == scope.sentence.first);
}

} // namespace khronika::claims
