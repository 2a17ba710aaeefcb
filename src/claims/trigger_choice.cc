// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/trigger_choice.h"

#include <algorithm>
#include <utility>

namespace khronika::claims {

namespace {

/// Acts of one family describe one happening in different words: the longest words win.
int family(std::string_view act)
{
    if (act == "deportation" || act == "deportation_order" || act == "entry_ban" || act == "displacement") {
        return 1;
    }
    if (act == "detention" || act == "sentence" || act == "prosecution" || act == "raid" || act == "search" || act == "disappearance") {
        return 2;
    }
    if (act == "killing" || act == "injury" || act == "attack" || act == "ill_treatment") {
        return 3;
    }
    return 0;
}

} // namespace

std::vector<Trigger> without_inner(std::vector<Trigger> all)
{
    std::vector<Trigger> out;
    for (const Trigger& trigger : all) {
        const bool inner = std::any_of(all.begin(), all.end(), [&](const Trigger& other) {
            if (&other == &trigger || other.sentence != trigger.sentence) {
                return false;
            }
            const bool kin = family(other.act()) != 0 && family(other.act()) == family(trigger.act());
            // "исполнено постановление о выдворении": the paper is within the act's own words.
            const bool paper = trigger.noun && trigger.act() == "prosecution" && other.match->words > 2 && family(other.act()) == 1 &&
                               other.tokens.contains(trigger.tokens.first);
            // "увезли в военкомат прямо из отдела полиции".
            const bool enlisted = trigger.act() == "detention" && other.act() == "conscription" &&
                                  trigger.tokens.first == other.tokens.first && other.tokens.last > other.tokens.first;
            if (paper || enlisted) {
                return true;
            }
            // "увезли в военкомат" is no detention besides, though "left 12 dead and 30 injured" are two acts.
            const bool verb_alone = trigger.tokens.first == trigger.tokens.last && other.tokens.first == trigger.tokens.first &&
                                    other.tokens.last > trigger.tokens.last && trigger.match->entry->kind == "verb" &&
                                    trigger.act() != "sentence";
            const bool tolls =
                (other.act() == "killing" || other.act() == "injury") && (trigger.act() == "killing" || trigger.act() == "injury");
            const bool casualties = tolls && other.act() != trigger.act() && kin && trigger.tokens.first != trigger.tokens.last &&
                                    other.tokens.first == trigger.tokens.first && other.tokens.last != trigger.tokens.last;
            // "an air raid" is no raid.
            const bool compound =
                trigger.noun && other.noun && other.tokens.last == trigger.tokens.last && other.tokens.first < trigger.tokens.first;
            const bool related = (other.act() == trigger.act() || kin || verb_alone || compound) && !casualties;
            if (!related || other.tokens.first > trigger.tokens.last || trigger.tokens.first > other.tokens.last) {
                return false;
            }
            // Words count before length: "ordered to leave" is more than "leave ... city".
            const auto longer = std::pair(other.match->words, other.tokens.last - other.tokens.first);
            const auto length = std::pair(trigger.match->words, trigger.tokens.last - trigger.tokens.first);
            return longer > length || (longer == length && &other < &trigger);
        });
        if (!inner) {
            out.push_back(trigger);
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const Trigger& a, const Trigger& b) { return a.tokens.first < b.tokens.first; });
    return out;
}

} // namespace khronika::claims
