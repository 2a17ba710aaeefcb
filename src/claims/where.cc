// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/slots.h"

#include "claims/slot_words.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;
using language::NameForm;
using language::PlaceKind;

namespace {

bool locative(const Document& document, TokenIndex first)
{
    static constexpr std::string_view words[] = {"in",   "at", "from", "across", "throughout", "inside", "within", "on",
                                                 "into", "в",  "во",   "на",     "из",         "по",     "с"};
    for (TokenIndex back = 1; back <= 3 && first >= back; ++back) {
        const TokenIndex k = first - back;
        if (std::find(std::begin(words), std::end(words), document.folded(k)) != std::end(words)) {
            return true;
        }
        const bool passes = document.is(k, Class::determiner) || adjective_like(document, k);
        if (!passes || document.punctuation(k)) {
            return false;
        }
    }
    return false;
}

/// "citizens of Tajikistan", "граждан Таджикистана", "Tajik citizens": where somebody comes from is not where it happened.
bool origin_of_persons(const Document& document, const Place& place)
{
    const TokenIndex before = place.tokens.first == 0 ? 0 : place.tokens.first - 1;
    const TokenIndex after = place.tokens.last + 1;
    if (place.mention.form == NameForm::adjective) {
        for (TokenIndex i = after; i < after + 3 && i < document.tokens.size(); ++i) {
            if (person_noun(document, i)) {
                return !document.is(i, Class::agent);
            }
            if (document.is(i, Class::agent) || document.is(i, Class::organisation) || !adjective_like(document, i)) {
                return false;
            }
        }
        return false;
    }
    const std::string_view code = document.folded(before);
    const bool law = place.tokens.first > 0 &&
                     ((document.token(before).all_capitals && document.place_of[before] == none && !document.is(before, Class::agent)) ||
                      code == "коап" || code == "кодекса" || code == "конституции");
    if (law) {
        return true;
    }
    if (document.english() && place.mention.form == NameForm::name && person_noun(document, after) && !document.is(after, Class::agent) &&
        place.mention.kind == PlaceKind::country) {
        return true;
    }
    if (document.english()) {
        const bool of = document.folded(before) == "of" || document.folded(before) == "from";
        return of && before > 0 && (person_noun(document, before - 1)) && !document.is(before - 1, Class::agent);
    }
    return place.tokens.first > 0 &&
           (person_noun(document, before) ||
            ((document.folded(before) == "из" || document.folded(before) == "с") && before > 0 && person_noun(document, before - 1))) &&
           !document.is(before, Class::agent);
}

bool site_of(const Place& place)
{
    return place.mention.kind == PlaceKind::site;
}

/// "в Таджикистан": the accusative tells where to; "в Таджикистане" where.
bool toward(const Document& document, TokenIndex first)
{
    const language::Morphology* morphology = document.languages->morphology();
    if (morphology == nullptr || document.language != "ru") {
        return false;
    }
    // "в Кыргызстан": a name that the dictionary lacks, as it stands in the nominative.
    const std::uint32_t named = document.place_of[first];
    const auto& known = document.readings(first);
    if (named != none && (known.empty() || known.front().guessed)) {
        return document.places[named].mention.nominative == document.token(first).text;
    }
    bool accusative = false;
    bool locative_too = false;
    for (const auto& reading : document.readings(first)) {
        accusative = accusative || reading.grammar.grammatical_case == language::Case::accusative;
        locative_too = locative_too || reading.grammar.grammatical_case == language::Case::locative;
    }
    return accusative && !locative_too;
}

/// "deported to Libya", "the border with Algeria": not where it was done.
bool destination(const Document& document, const Place& place, const Trigger& trigger)
{
    const TokenIndex first = place.tokens.first;
    if (first == 0) {
        return false;
    }
    const std::string_view before = document.folded(first - 1);
    if (before == "with" || before == "against") {
        return true;
    }
    const std::string_view ends = document.folded(place.tokens.last);
    if (trigger.act() == "injury" && ends == "hospital" && document.is(first - 1, Class::determiner) && first > 1 &&
        document.folded(first - 2) == "at") {
        return true; // where they are treated
    }
    if (trigger.act() == "injury" && (ends == "hospital" || ends == "clinic") &&
        (before == "to" || (before == "the" && first > 1 && document.folded(first - 2) == "to"))) {
        return true;
    }
    if (document.english() && trigger.act() == "injury" && site_of(place) && before == "to") {
        return true; // where the injured were taken
    }
    const std::string_view next = document.folded(place.tokens.last + 1);
    const bool border = place.mention.form == NameForm::adjective && (next == "border" || next == "frontier" || next == "desert");
    if (border && trigger.act().starts_with("deportation")) {
        return true;
    }
    const bool vehicle = (before == "в" || before == "на" || before == "до") && first > 1 &&
                         (document.folded(first - 2).starts_with("рейс") || document.folded(first - 2).starts_with("самолет") ||
                          document.folded(first - 2).starts_with("поезд") || document.folded(first - 2).starts_with("билет"));
    if (vehicle) {
        return true;
    }
    const bool removed = trigger.act() == "deportation" || trigger.act() == "deportation_order" || trigger.act() == "displacement" ||
                         trigger.act() == "conscription";
    const bool site = place.mention.kind == PlaceKind::site;
    if (removed && !site && (before == "в" || before == "во") && toward(document, first)) {
        return true;
    }
    return removed && !site && (before == "to" || before == "for" || before == "into" || before == "towards" || before == "на");
}

/// "expelled from Russia", "leave the country": a country that one must leave is not where a court sat.
bool removed_from(const Document& document, const Place& place, const Trigger& trigger)
{
    const bool country = place.mention.kind == PlaceKind::country || place.mention.kind == PlaceKind::supranational;
    if (!country || place.tokens.first == 0 || trigger.act() == "displacement" || trigger.act() == "entry_ban") {
        return false;
    }
    static constexpr std::string_view words[] = {"leave",   "quit",      "leaving",    "покинуть",
                                                 "пределы", "пределами", "территории", "территорию"};
    const std::string_view before = document.folded(place.tokens.first - 1);
    const bool out_of = before == "from" || before == "из" ||
                        (before == "of" && place.tokens.first > 1 && document.folded(place.tokens.first - 2) == "out");
    // "оштрафованы с выдворением из России": whatever else is said, the country is the one that is left.
    bool removal = false;
    for (TokenIndex back = 2; back <= 3 && place.tokens.first >= back; ++back) {
        for (const Match& match : document.matches.beginning_at(place.tokens.first - back)) {
            removal = removal || (match.entry->cls == Class::act && match.entry->act.starts_with("deportation"));
        }
    }
    return (out_of && (removal || trigger.act().starts_with("deportation"))) ||
           std::find(std::begin(words), std::end(words), before) != std::end(words);
}

/// "Tajikistan's Ministry of Labor", "МИД Таджикистана": the name of a body that speaks.
bool of_a_body(const Document& document, const Place& place)
{
    const TokenIndex next = place.tokens.last + 1;
    const std::string_view mark = document.folded(next);
    if (mark == "'s" || mark == "'") {
        for (TokenIndex i = next + 1; i < next + 4 && i < document.tokens.size(); ++i) {
            if (document.is(i, Class::organisation) || document.is(i, Class::role)) {
                return !document.is(i, Class::agent);
            }
        }
    }
    return false;
}

/// True where the place at `outer` only says where the one at `inner` lies: "the Vyborg district of St. Petersburg".
bool holds(const Document& document, std::uint32_t outer, std::uint32_t inner)
{
    if (outer == inner) {
        return false;
    }
    const Place& a = document.places[outer];
    const Place& b = document.places[inner];
    const bool after = a.tokens.first > b.tokens.last && a.tokens.first - b.tokens.last <= 3;
    const bool before = b.tokens.first > a.tokens.last && b.tokens.first - a.tokens.last <= 2;
    if (!after && !before) {
        return false;
    }
    for (TokenIndex i = std::min(a.tokens.last, b.tokens.last) + 1; i < std::max(a.tokens.first, b.tokens.first); ++i) {
        const std::string_view word = document.folded(i);
        if (word == "and" || word == "и" || word == "или" || word == "or") {
            return false;
        }
    }
    if (a.mention.form != NameForm::name) {
        return before && b.mention.form == NameForm::name && document.languages->gazetteer().contains(a.mention.place, b.mention.place);
    }
    const bool small = b.mention.kind == PlaceKind::site || b.mention.kind == PlaceKind::district;
    const bool large = a.mention.kind != PlaceKind::site && a.mention.kind != PlaceKind::district;
    return (small && large && b.mention.form == NameForm::name) ||
           document.languages->gazetteer().contains(a.mention.place, b.mention.place);
}

/// "Russian courts", "петербургские суды", "казанский рынок": an adjective tells where only beside what acts or stands there.
bool tells_where(const Document& document, const Place& place)
{
    for (TokenIndex i = place.tokens.last + 1; i < place.tokens.last + 4 && i < document.tokens.size(); ++i) {
        const Match* unit = document.begins(i, Class::unit);
        const bool site = unit != nullptr && unit->entry->kind != "person" && unit->entry->kind != "complaint";
        if (document.is(i, Class::agent) || document.is(i, Class::organisation) || document.is(i, Class::act) || site) {
            return true;
        }
        if (document.punctuation(i) && document.folded(i) != "'s") {
            return false;
        }
    }
    return false;
}

/// "after the attack on a concert hall in Moscow": the place of another thing.
bool background_place(const Document& document, const Place& place, const Trigger& trigger, const Scope& scope)
{
    constexpr TokenIndex reach = 9;
    const TokenIndex after = place.tokens.last + 1;
    const bool relative = document.folded(after) == "," && (document.folded(after + 1) == "where" || document.folded(after + 1) == "где");
    if (relative && trigger.tokens.first > after) {
        return false;
    }
    for (TokenIndex i = place.tokens.first; i > scope.sentence.first && place.tokens.first - i < reach;) {
        --i;
        if (trigger.tokens.contains(i) || document.token(i).text == "," || document.token(i).text == ";") {
            return false;
        }
        const bool since_act = document.folded(i) == "since" && (document.is(i + 1, Class::act) || document.is(i + 2, Class::act));
        if (since_act) {
            return true;
        }
        if (document.is(i, Class::background) && document.folded(i) != "over" && document.folded(i) != "since" &&
            document.folded(i) != "во" && document.folded(i) != "до") {
            return true;
        }
    }
    return false;
}

/// "Moscow court data show an uptick": a speaker that is figures of a place tells of that place.
bool figures_of(const Document& document, const Place& place)
{
    constexpr TokenIndex reach = 3;
    for (TokenIndex i = place.tokens.last + 1; document.english() && i <= place.tokens.last + reach; ++i) {
        const std::string_view word = document.folded(i);
        if (word == "data" || word == "statistics" || word == "figures" || word == "records") {
            return true;
        }
        if (document.punctuation(i)) {
            return false;
        }
    }
    return false;
}

} // namespace

Where places_of(const Document& document, const Attributions& attributions, const Trigger& trigger, const Binding& binding,
                const Scope& scope, const std::optional<TokenRange>& victims)
{
    const Trigger anchor = anchored(document, trigger, binding);
    struct Candidate {
        std::uint32_t index = 0;
        int cost = 0;
    };
    std::vector<Candidate> candidates;
    std::vector<Candidate> left_behind;
    for (std::uint32_t p = document.first_place(scope.sentence.first); p < document.places.size(); ++p) {
        const Place& place = document.places[p];
        if (place.tokens.first > scope.sentence.last) {
            break;
        }
        if (document.dateline.contains(place.tokens.first) || !scope.sentence.contains(place.tokens.first) ||
            place.mention.form == NameForm::demonym || place.mention.weak ||
            (attributions.speech(place.tokens.first) && !figures_of(document, place))) {
            continue;
        }
        if (victims && victims->contains(place.tokens.first)) {
            continue;
        }
        // "Islamabad ordered foreigners to leave": a government by its seat.
        const bool seat = place.mention.kind == PlaceKind::city && place.tokens.last + 1 == trigger.tokens.first && !trigger.passive &&
                          !trigger.noun && !locative(document, place.tokens.first) && document.english();
        if (seat || linked(document, place) || of_an_army(document, place) || origin_of_persons(document, place) ||
            destination(document, place, trigger)) {
            continue;
        }
        const bool possessive = document.folded(place.tokens.last + 1) == "'s" && !locative(document, place.tokens.first);
        if ((place.mention.form == NameForm::adjective || possessive) && !tells_where(document, place)) {
            continue;
        }
        const bool bloc = place.mention.kind == PlaceKind::supranational &&
                          (document.token(place.tokens.first).all_capitals || !locative(document, place.tokens.first));
        if (bloc) {
            continue;
        }
        Candidate candidate{p, away(document, place.tokens, anchor)};
        if (background_place(document, place, trigger, scope) || of_a_body(document, place)) {
            continue;
        }
        if (removed_from(document, place, trigger)) {
            // "Из России депортированы двое": where no other place is named, the one that they had to leave.
            if (trigger.act() == "deportation" && !document.english() && document.folded(place.tokens.first - 1) == "из") {
                left_behind.push_back({p, 0});
            }
            continue;
        }
        const bool there = locative(document, place.tokens.first);
        if (document.english() && trigger.act() == "statement" && !there) {
            continue; // who states it, or whom it is said to
        }
        if (there) {
            candidate.cost -= 8;
        } else if (place.mention.form == NameForm::name) {
            candidate.cost += 2;
        } else {
            candidate.cost += 4;
        }
        if (!scope.clause.contains(place.tokens.first)) {
            candidate.cost += 5;
        }
        if (place.mention.kind == PlaceKind::country || place.mention.kind == PlaceKind::supranational) {
            candidate.cost += 5;
        }
        if (binding.count && binding.count->tokens.contains(place.tokens.first) && place.mention.form == NameForm::adjective) {
            candidate.cost += 6;
        }
        candidates.push_back(candidate);
    }
    if (candidates.empty()) {
        candidates = left_behind;
    }
    const TokenRange own = own_segment(document, binding, trigger, scope);
    const auto stands_own = [&](const Candidate& candidate) {
        const Place& place = document.places[candidate.index];
        return own.contains(place.tokens.first) && place.mention.form == NameForm::name && locative(document, place.tokens.first);
    };
    if (std::any_of(candidates.begin(), candidates.end(), stands_own)) {
        std::erase_if(candidates, [&](const Candidate& candidate) { return !stands_own(candidate); });
    }
    std::erase_if(candidates, [&](const Candidate& candidate) {
        return std::any_of(candidates.begin(), candidates.end(),
                           [&](const Candidate& other) { return holds(document, candidate.index, other.index); });
    });
    const bool located = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
        const Place& place = document.places[candidate.index];
        return place.mention.form == NameForm::name && scope.clause.contains(place.tokens.first) && locative(document, place.tokens.first);
    });
    std::erase_if(candidates, [&](const Candidate& candidate) {
        return located && document.places[candidate.index].mention.form == NameForm::adjective;
    });
    constexpr int furthest = 34;
    const auto best =
        std::min_element(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
    Where out;
    if (candidates.empty() || best == candidates.end() || best->cost > furthest) {
        return out;
    }
    out.names.push_back(document.places[best->index].mention.nominative);
    out.mentions.push_back(best->index);
    // "in A, B and C": what is listed with it.
    const auto listed = [&](std::uint32_t from, std::uint32_t to) {
        const TokenIndex begin = document.places[from].tokens.last + 1;
        const TokenIndex end = document.places[to].tokens.first;
        if (end < begin || end - begin > 5) {
            return false;
        }
        if (end == begin + 1 && document.folded(begin) == "," && document.english() && holds(document, to, from)) {
            return false;
        }
        bool joined = false;
        for (TokenIndex i = begin; i < end; ++i) {
            const std::string_view word = document.folded(i);
            joined = joined || word == "," || word == "and" || word == "и" || word == "или";
            const bool small = word == "," || word == "and" || word == "и" || word == "the" || word == "in" || word == "в" ||
                               word == "also" || word == "«" || word == "»" || word == "city" || word == "region";
            if (!small) {
                return false;
            }
        }
        return joined;
    };
    for (std::uint32_t p = best->index;
         p + 1 < document.places.size() && listed(p, p + 1) && scope.sentence.contains(document.places[p + 1].tokens.first); ++p) {
        if (document.places[p + 1].mention.form == NameForm::name) {
            out.names.push_back(document.places[p + 1].mention.nominative);
            out.mentions.push_back(p + 1);
        }
    }
    for (std::uint32_t p = best->index; p > 0 && listed(p - 1, p) && scope.sentence.contains(document.places[p - 1].tokens.first); --p) {
        if (document.places[p - 1].mention.form == NameForm::name) {
            out.names.insert(out.names.begin(), document.places[p - 1].mention.nominative);
            out.mentions.insert(out.mentions.begin(), p - 1);
        }
    }
    return out;
}

} // namespace khronika::claims
