// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/fits.h"

#include "claims/roles.h"

#include <algorithm>

namespace khronika::claims {

bool instances_of(const Document& document, const Counted& counted, const Trigger& trigger)
{
    constexpr TokenIndex reach = 3;
    const bool inside = !counted.noun.empty() && trigger.tokens.contains(counted.noun.first);
    const bool follows = !counted.noun.empty() && trigger.tokens.first > counted.noun.last &&
                         trigger.tokens.first - counted.noun.last <= reach &&
                         (!document.english() || document.folded(counted.noun.last + 1) == "of");
    return inside || (follows && trigger.noun);
}

namespace {

/// Those who act, as those to whom it is done: "arrested 12 militants", "five officers were detained".
bool agent_suffers(const Document& document, const Counted& counted, const Trigger& trigger)
{
    const std::string_view act = trigger.act();
    const bool acting = !document.english() && !trigger.noun && !subject_suffers(document, trigger) &&
                        trigger.match->entry->kind == "verb" && counted.tokens.first < trigger.tokens.first;
    if (act == "killing" || act == "injury" || act == "attack") {
        return !acting;
    }
    const bool before = counted.tokens.last < trigger.tokens.first;
    if (subject_suffers(document, trigger)) {
        return before || !document.english();
    }
    const bool of = trigger.noun && document.english() && document.folded(trigger.tokens.last + 1) == "of";
    return !before && (!trigger.noun || of) && act != "raid" && act != "search";
}

/// "трое мужчин избили", "двое подростков напали": the collective in the nominative before a verb in the active names who acts.
bool collective_subject(const Document& document, const Counted& counted, const Trigger& trigger)
{
    static constexpr std::string_view words[] = {"двое", "трое", "четверо", "пятеро", "шестеро", "семеро", "восьмеро"};
    const std::string_view act = trigger.act();
    if (document.english() || counted.number == none || counted.tokens.first >= trigger.tokens.first || trigger.noun ||
        (act != "attack" && act != "ill_treatment" && act != "robbery")) {
        return false;
    }
    const std::string_view word = document.folded(document.numbers[counted.number].digits);
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

} // namespace

bool fits(const Document& document, const Counted& counted, const Trigger& trigger)
{
    const std::string_view act = trigger.act();
    if (act == "statement") {
        return false;
    }
    if (!counted.unit) {
        const bool sum = counted.noun.empty() && counted.bounds.max.value_or(counted.bounds.min.value_or(0)) >= 1000;
        return counted.thing ? act == "robbery" || act == "attack" || act == "raid" : (act != "robbery" && act != "sentence") || !sum;
    }
    const bool times = !counted.noun.empty() && document.folded(counted.noun.first).starts_with("раз");
    if (times) {
        return act != "killing" && act != "injury" && !trigger.noun;
    }
    switch (*counted.unit) {
    case Unit::case_:
        return act == "prosecution" || act == "sentence" || act == "deportation_order" || act == "conscription" || act == "entry_ban" ||
               act == "citizenship_loss" || instances_of(document, counted, trigger);
    case Unit::complaint:
        return act == "complaint";
    case Unit::vehicle:
        return act == "deportation" || act == "robbery" || act == "attack" || act == "displacement" || act == "raid" || act == "entry_ban";
    case Unit::place:
        return act != "complaint" && act != "displacement" && act != "killing" && act != "injury" && act != "deportation_order" &&
               act != "sentence" && act != "disappearance" && act != "citizenship_loss";
    case Unit::person:
        return (!counted.agent && !collective_subject(document, counted, trigger)) || agent_suffers(document, counted, trigger);
    default:
        return true;
    }
}

} // namespace khronika::claims
