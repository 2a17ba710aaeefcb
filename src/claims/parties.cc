// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/slots.h"

#include "claims/slot_words.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;

namespace {

bool acts_upon_subject(std::string_view act)
{
    return act == "killing" || act == "injury" || act == "displacement" || act == "disappearance" || act == "complaint";
}

/// Who takes part in a protest or carries out an attack is a person of any kind, where no agent stands by.
std::optional<TokenRange> acting_persons(const Document& document, const Trigger& trigger, const Scope& scope)
{
    constexpr int furthest = 8;
    if (trigger.passive || (trigger.act() != "protest" && trigger.act() != "attack")) {
        return std::nullopt;
    }
    std::optional<TokenRange> best;
    int least = furthest;
    for (TokenIndex i = scope.sentence.first; i <= scope.sentence.last; ++i) {
        const Match* unit = document.begins(i, Class::unit);
        const bool before = i < trigger.tokens.first;
        if (!person_noun(document, i) || trigger.tokens.contains(i) || (document.english() && !before)) {
            continue;
        }
        const TokenRange noun{i, unit != nullptr ? unit->last : i};
        const int cost = away(document, noun, trigger);
        if (cost < least) {
            least = cost;
            best = noun_phrase(document, noun, scope);
        }
    }
    return best;
}

} // namespace

std::optional<TokenRange> victims_of(const Document& document, const Attributions& attributions, const Trigger& trigger,
                                     const Binding& binding, const Scope& scope)
{
    constexpr int furthest = 24;
    if (binding.count && binding.count->unit == Unit::person && !binding.count->noun.empty() && !binding.inherited) {
        return noun_phrase(document, binding.count->noun, scope);
    }
    if (trigger.act() == "protest" || trigger.act() == "statement") {
        return std::nullopt;
    }
    std::optional<TokenRange> best;
    int least = furthest;
    for (TokenIndex i = scope.sentence.first; i <= scope.sentence.last; ++i) {
        if (!person_noun(document, i) || document.is(i, Class::agent) || attributions.speech(i)) {
            continue;
        }
        const Match* unit = document.begins(i, Class::unit);
        const TokenRange noun{i, unit != nullptr ? std::max<TokenIndex>(unit->last, i) : i};
        if (unit != nullptr && trigger.tokens.contains(i) && !trigger.attributive) {
            continue;
        }
        int cost = away(document, noun, trigger);
        const bool before = noun.last < trigger.tokens.first;
        if (!trigger.noun && document.english()) {
            const bool expected_before = trigger.passive || acts_upon_subject(trigger.act());
            cost += expected_before != before ? 8 : 0;
        }
        if (!scope.clause.contains(i)) {
            cost += 6;
        }
        if (cost < least) {
            least = cost;
            best = noun_phrase(document, noun, scope);
        }
    }
    return best;
}

std::optional<TokenRange> actors_of(const Document& document, const Attributions& attributions, const Trigger& trigger,
                                    const Binding& binding, const Scope& scope)
{
    constexpr int furthest = 26;
    std::optional<TokenRange> best;
    int least = furthest;
    for (TokenIndex i = scope.sentence.first; i <= scope.sentence.last; ++i) {
        const Match* agent = document.begins(i, Class::agent);
        const bool acting = agent == nullptr && acting_country(document, i, trigger, scope);
        if ((agent == nullptr && !acting) || trigger.tokens.contains(i) || attributions.speech(i)) {
            continue;
        }
        const TokenRange noun{i, acting ? document.places[document.place_of[i]].tokens.last : agent->last};
        const bool country = agent != nullptr && document.place_of[i] != none;
        if ((binding.count && binding.count->tokens.contains(i)) || reached_by_preposition(document, i, scope) ||
            (country && document.folded(noun.last + 1) == "'s")) {
            continue;
        }
        int cost = away(document, noun, trigger);
        const bool before = noun.last < trigger.tokens.first;
        const bool by = i > 0 && (document.folded(i - 1) == "by" || (i > 1 && document.folded(i - 2) == "by") ||
                                  (i > 2 && document.folded(i - 3) == "by"));
        if (document.english()) {
            cost += trigger.passive ? (by ? -4 : 16) : (before ? 0 : 8);
        }
        if (!scope.clause.contains(i)) {
            cost += 6;
        }
        if (cost < least) {
            least = cost;
            best = noun_phrase(document, noun, scope);
        }
    }
    return best ? best : acting_persons(document, trigger, scope);
}

} // namespace khronika::claims
