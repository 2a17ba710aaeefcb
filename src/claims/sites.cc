// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/sites.h"

#include "claims/ru_nouns.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;

namespace {

std::optional<Counted> site_at(const Document& document, TokenIndex i, const Trigger& trigger)
{
    const auto& sentence = document.sentences[trigger.sentence];
    const Match* unit = unit_at(document, i);
    const bool vehicle = unit != nullptr && unit->entry->kind == "vehicle" && trigger.act() == "attack";
    if (unit == nullptr || (unit->entry->kind != "place" && !vehicle) || !unit->entry->get("area").empty() ||
        !singular_where(document, i) || document.folded(i + 1) == "за") {
        return std::nullopt;
    }
    TokenIndex first = i;
    while (first > sentence.first && i - first < 3 && document.number_of[first - 1] == none &&
           !document.is(first - 1, Class::preposition) && !document.punctuation(first - 1) && !document.is(first - 1, Class::act)) {
        --first;
    }
    const std::string_view before = first > sentence.first ? document.folded(first - 1) : std::string_view{};
    const bool into = before == "в" || before == "во" || before == "на" || before == "по";
    const bool object = first > sentence.first && trigger.tokens.contains(first - 1) && !trigger.noun;
    if ((!into && !object) || (trigger.act() == "attack" && before != "по" && !accusative_noun(document, i))) {
        return std::nullopt;
    }
    Counted out;
    out.tokens = {into ? first - 1 : first, unit->last};
    out.noun = {i, unit->last};
    out.unit = vehicle ? Unit::vehicle : Unit::place;
    out.bounds = CountBounds::exactly(1);
    return out;
}

} // namespace

std::optional<Counted> site_of(const Document& document, const Attributions& speech, const Trigger& trigger)
{
    constexpr TokenIndex reach = 7;
    const auto& sentence = document.sentences[trigger.sentence];
    const bool upon = trigger.act() == "attack" && !trigger.noun;
    if (document.english() || trigger.ongoing || (trigger.act() != "raid" && trigger.act() != "search" && !upon)) {
        return std::nullopt;
    }
    const TokenIndex from = trigger.tokens.first - std::min(trigger.tokens.first - sentence.first, reach);
    const TokenIndex to = std::min(sentence.last, trigger.tokens.last + reach);
    std::optional<Counted> out;
    for (TokenIndex i = from; i <= to; ++i) {
        const bool aside = i > 0 && i < sentence.last && (speech.speech(i - 1) || speech.speech(i + 1));
        const bool divided = (document.token(i).text == "," && !aside) || document.divides(i);
        const Match* unit = unit_at(document, i);
        const bool many =
            unit != nullptr && unit->entry->kind == "place" && unit->entry->get("area").empty() && !singular_where(document, i);
        if (many && !out) {
            return std::nullopt;
        }
        if (divided && i < trigger.tokens.first) {
            out.reset();
        } else if (divided && i > trigger.tokens.last) {
            break;
        }
        if (!out) {
            out = site_at(document, i, trigger);
        }
    }
    return out;
}

} // namespace khronika::claims
