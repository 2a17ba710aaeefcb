// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/slots.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Form;
using language::Match;
using language::NameForm;
using language::PlaceKind;

namespace {

bool in_sentence(const Scope& scope, TokenIndex i)
{
    return scope.sentence.contains(i);
}

/// The cost of the way from a token to the trigger, in either direction.
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

bool person_noun(const Document& document, TokenIndex i)
{
    const Match* unit = document.begins(i, Class::unit);
    if (unit != nullptr && unit->entry->kind == "person") {
        return true;
    }
    return document.place_of[i] != none && document.places[document.place_of[i]].mention.form == NameForm::demonym;
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

/// The noun at `noun` with its adjectives, and "of ..." or a genitive after it.
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

bool acts_upon_subject(std::string_view act)
{
    return act == "killing" || act == "injury" || act == "displacement" || act == "disappearance" || act == "complaint";
}

} // namespace

std::optional<TokenRange> victims_of(const Document& document, const Trigger& trigger, const Binding& binding, const Scope& scope)
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
        if (!person_noun(document, i) || document.is(i, Class::agent)) {
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

namespace {

/// "sent to the courts", "в суды поступило": a body that something goes to does not act there; by a body it does.
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

/// "Mauritania sent back 1,200 people": a country acts where it is the subject of its clause.
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
    return country && near && subject && document.folded(place.tokens.last + 1) != "'s" &&
           (document.english() || i == scope.sentence.first);
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
    const bool law = place.tokens.first > 0 && document.token(before).all_capitals && document.place_of[before] == none &&
                     !document.is(before, Class::agent);
    if (law) {
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
    const bool removed = trigger.act() == "deportation" || trigger.act() == "deportation_order" || trigger.act() == "displacement" ||
                         trigger.act() == "conscription";
    const bool site = place.mention.kind == PlaceKind::site;
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
    return (out_of && trigger.act().starts_with("deportation")) || std::find(std::begin(words), std::end(words), before) != std::end(words);
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
        if (document.is(i, Class::background) && document.folded(i) != "over" && document.folded(i) != "since" &&
            document.folded(i) != "во" && document.folded(i) != "до") {
            return true;
        }
    }
    return false;
}

} // namespace

Where places_of(const Document& document, const Attributions& attributions, const Trigger& trigger, const Binding& binding,
                const Scope& scope, const std::optional<TokenRange>& victims)
{
    struct Candidate {
        std::uint32_t index = 0;
        int cost = 0;
    };
    std::vector<Candidate> candidates;
    for (std::uint32_t p = 0; p < document.places.size(); ++p) {
        const Place& place = document.places[p];
        if (!in_sentence(scope, place.tokens.first) || place.mention.form == NameForm::demonym || place.mention.weak ||
            attributions.speech(place.tokens.first)) {
            continue;
        }
        if (victims && victims->contains(place.tokens.first)) {
            continue;
        }
        // "Islamabad ordered foreigners to leave": a government by its seat.
        const bool seat = place.mention.kind == PlaceKind::city && place.tokens.last + 1 == trigger.tokens.first && !trigger.passive &&
                          !trigger.noun && !locative(document, place.tokens.first) && document.english();
        if (seat || origin_of_persons(document, place) || destination(document, place, trigger)) {
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
        Candidate candidate{p, away(document, place.tokens, trigger)};
        if (background_place(document, place, trigger, scope) || removed_from(document, place, trigger) || of_a_body(document, place)) {
            continue;
        }
        if (locative(document, place.tokens.first)) {
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
         p + 1 < document.places.size() && listed(p, p + 1) && in_sentence(scope, document.places[p + 1].tokens.first); ++p) {
        if (document.places[p + 1].mention.form == NameForm::name) {
            out.names.push_back(document.places[p + 1].mention.nominative);
            out.mentions.push_back(p + 1);
        }
    }
    for (std::uint32_t p = best->index; p > 0 && listed(p - 1, p) && in_sentence(scope, document.places[p - 1].tokens.first); --p) {
        if (document.places[p - 1].mention.form == NameForm::name) {
            out.names.insert(out.names.begin(), document.places[p - 1].mention.nominative);
            out.mentions.insert(out.mentions.begin(), p - 1);
        }
    }
    return out;
}

std::uint32_t date_of(const Document& document, const Attributions& attributions, const Trigger& trigger, const Binding& binding,
                      const Scope& scope)
{
    const std::uint32_t sentence = trigger.sentence;
    std::uint32_t best = none;
    int least = 60;
    for (std::uint32_t d = 0; d < document.dates.size(); ++d) {
        const auto& date = document.dates[d];
        if (!in_sentence(scope, date.first)) {
            continue;
        }
        bool report = false;
        if (document.sentence_of[date.first] != none) {
            for (const Frame* frame : attributions.of_sentence(document.sentence_of[date.first])) {
                const bool beside = (date.first > frame->words.last && date.first - frame->words.last <= 1) ||
                                    (frame->verb > date.last && frame->verb - date.last <= 1) || frame->words.contains(date.first);
                const bool clause = date.last + 2 < document.tokens.size() && (document.is(date.last + 1, Class::relative_pronoun) ||
                                                                               document.is(date.last + 2, Class::relative_pronoun));
                const bool opens = frame->forward_only && !clause && date.last < frame->words.first && frame->words.first - date.last <= 3;
                report = report || beside || opens;
            }
        }
        if (report && document.sentence_of[date.first] == sentence) {
            continue;
        }
        // What happened once did not happen "since 2016".
        const bool once = !binding.count || binding.count->single;
        if (date.setting || date.until || (date.since && once && !trigger.ongoing && date.range.length() > 400)) {
            continue;
        }
        const TokenRange range{date.first, date.last};
        int cost = away(document, range, trigger);
        if (!scope.clause.contains(date.first)) {
            cost += 8;
        }
        if (date.since) {
            cost += 4;
        }
        if (date.relative) {
            cost += 3;
        }
        if (cost < least) {
            least = cost;
            best = d;
        }
    }
    return best;
}

namespace {

/// A rate goes on: "750 detentions a day".
bool rate_beside(const Document& document, const Trigger& trigger, const Scope& scope)
{
    constexpr TokenIndex reach = 6;
    for (TokenIndex i = scope.clause.first; i <= scope.clause.last; ++i) {
        const TokenIndex gap = i < trigger.tokens.first ? trigger.tokens.first - i : i - trigger.tokens.first;
        if (gap <= reach && document.begins(i, Class::each) != nullptr) {
            return true;
        }
    }
    return false;
}

} // namespace

bool denied_after(const Document& document, const Trigger& trigger, const Scope& scope)
{
    constexpr TokenIndex reach = 7;
    if (!trigger.noun || trigger.act() == "statement" || document.english()) {
        return false;
    }
    for (TokenIndex i = trigger.tokens.last + 1; i <= scope.sentence.last && i <= trigger.tokens.last + reach; ++i) {
        if (document.token(i).text == "," || divides(document.token(i).text)) {
            return false;
        }
        if (document.begins(i, Class::denied) != nullptr) {
            return true;
        }
    }
    return false;
}

Modality modality_of(const Document& document, const Trigger& trigger, const Scope& scope)
{
    Modality lexical = Modality::done;
    if (const auto set = modality_from(trigger.option("modality"))) {
        lexical = *set;
    }
    const TokenIndex first = scope.sentence.first;
    for (TokenIndex i = scope.clause.first; i <= scope.clause.last; ++i) {
        if (document.begins(i, Class::alleged) != nullptr) {
            return Modality::alleged;
        }
    }
    if (document.begins(first, Class::alleged) != nullptr) {
        return Modality::alleged;
    }
    for (TokenIndex back = 1; back <= 8 && trigger.tokens.first >= first + back; ++back) {
        const TokenIndex i = trigger.tokens.first - back;
        if (document.token(i).text == "." || document.token(i).text == ";") {
            break;
        }
        if (document.is(i, Class::denied) && trigger.act() != "statement") {
            return Modality::denied;
        }
    }
    if (trigger.negated || denied_after(document, trigger, scope)) {
        return Modality::denied;
    }
    if (lexical != Modality::done) {
        return lexical;
    }
    for (TokenIndex back = 1; back <= 6 && trigger.tokens.first >= first + back; ++back) {
        const TokenIndex i = trigger.tokens.first - back;
        if (document.punctuation(i) && !document.quote_mark(i)) {
            break;
        }
        if (document.is(i, Class::ordered) && (trigger.infinitive || trigger.noun)) {
            return Modality::ordered;
        }
        if (document.is(i, Class::planned) && (trigger.infinitive || trigger.noun || document.is(i, Class::auxiliary_will))) {
            return Modality::planned;
        }
        if (document.begins(i, Class::according) != nullptr) {
            break;
        }
    }
    if (trigger.future) {
        return Modality::planned;
    }
    if (trigger.ongoing || (trigger.noun && lexical == Modality::done && rate_beside(document, trigger, scope))) {
        return Modality::ongoing;
    }
    for (TokenIndex back = 1; back <= 4 && trigger.tokens.first >= first + back; ++back) {
        if (document.is(trigger.tokens.first - back, Class::ongoing)) {
            return Modality::ongoing;
        }
    }
    return lexical;
}

std::optional<Trend> trend_of(const Document& document, const Trigger& trigger, const Scope& scope)
{
    constexpr int furthest = 12;
    std::optional<Trend> out;
    int least = furthest;
    for (TokenIndex i = scope.clause.first; i <= scope.clause.last; ++i) {
        const auto consider = [&](Class cls, Direction direction) {
            const Match* match = document.begins(i, cls);
            if (match == nullptr || trigger.tokens.contains(i)) {
                return;
            }
            const int cost = away(document, {match->first, match->last}, trigger);
            if (cost < least) {
                least = cost;
                out = Trend{direction, std::nullopt, std::nullopt};
            }
        };
        consider(Class::increase, Direction::increase);
        consider(Class::decrease, Direction::decrease);
        consider(Class::record, Direction::record);
    }
    if (!out) {
        return out;
    }
    for (TokenIndex i = scope.clause.first; i <= scope.clause.last; ++i) {
        const std::uint32_t n = document.number_of[i];
        if (n != none && document.numbers[n].kind == language::NumberKind::percent) {
            const TokenIndex last = std::min<TokenIndex>(document.numbers[n].last + 1, scope.clause.last);
            out->by = std::string(document.words({document.numbers[n].digits, last}));
            i = last;
        }
        const std::uint32_t d = document.date_of[i];
        if (d != none && (document.dates[d].since || document.begins(document.dates[d].first, Class::since) != nullptr)) {
            out->since = std::string(document.words({document.dates[d].first, document.dates[d].last}));
        }
    }
    return out;
}

bool conditions_hold(const Document& document, const Attributions& attributions, const Trigger& trigger, const Binding& binding,
                     const Scope& scope)
{
    const std::string_view needs = trigger.option("needs");
    if (needs.empty()) {
        return true;
    }
    const auto any = [&](auto&& test) {
        for (TokenIndex i = scope.sentence.first; i <= scope.sentence.last; ++i) {
            if (test(i)) {
                return true;
            }
        }
        return false;
    };
    const auto outside = [&](auto&& test) { return any([&](TokenIndex i) { return !trigger.tokens.contains(i) && test(i); }); };
    const auto act_in_sentence = [&](std::string_view act) {
        return any([&](TokenIndex i) {
            for (const Match& match : document.matches.beginning_at(i)) {
                if (match.entry->cls == Class::act && match.entry->act.starts_with(act)) {
                    return true;
                }
            }
            return false;
        });
    };
    const auto agent = [&](TokenIndex i) {
        return (document.is(i, Class::agent) && !reached_by_preposition(document, i, scope)) || acting_country(document, i, trigger, scope);
    };
    if (needs == "agent") {
        return any([&](TokenIndex i) { return (scope.clause.contains(i) || i < trigger.tokens.first) && agent(i); });
    }
    if (needs == "count") {
        return binding.count.has_value();
    }
    if (needs == "place_count") {
        return binding.count && binding.count->unit == Unit::place;
    }
    if (needs == "victim") {
        return (binding.count && binding.count->unit.value_or(Unit::person) == Unit::person) ||
               outside([&](TokenIndex i) { return person_noun(document, i); });
    }
    if (needs == "deport") {
        return act_in_sentence("deport") || any([&](TokenIndex i) {
                   return document.folded(i).starts_with("deport") || document.folded(i).starts_with("депорт") ||
                          document.folded(i).starts_with("выдвор");
               });
    }
    if (needs == "protest") {
        return act_in_sentence("protest") ||
               any([&](TokenIndex i) { return document.folded(i).starts_with("protest") || document.folded(i).starts_with("демонстр"); });
    }
    if (needs == "person" || needs == "person_or_protest" || needs == "agent_victim") {
        const bool person = binding.count.has_value() || outside([&](TokenIndex i) { return person_noun(document, i); });
        if (needs == "agent_victim") {
            return person && outside([&](TokenIndex i) { return agent(i); });
        }
        return person || (needs == "person_or_protest" && act_in_sentence("protest"));
    }
    if (needs == "court") {
        return any([&](TokenIndex i) {
            return document.folded(i) == "court" || document.folded(i) == "courts" || document.folded(i).starts_with("суд");
        });
    }
    if (needs == "official") {
        const TokenIndex reach = 12;
        for (TokenIndex i = trigger.tokens.first; i > scope.sentence.first && trigger.tokens.first - i < reach;) {
            --i;
            if (document.token(i).text == ";" || document.token(i).text == ":") {
                return false;
            }
            if (document.is(i, Class::organisation) || document.is(i, Class::role) || document.is(i, Class::pronoun) ||
                attributions.speech(i)) {
                return true;
            }
            const bool near = trigger.tokens.first - i <= 3;
            const bool name = near && document.token(i).all_capitals
                                  ? true
                                  : near && i > scope.sentence.first && document.token(i).capital && document.token(i - 1).capital;
            if (name) {
                return true;
            }
        }
        // In Russian the subject may follow: "осудил глава региона".
        for (TokenIndex i = trigger.tokens.last + 1; !document.english() && i <= scope.sentence.last && i <= trigger.tokens.last + 5; ++i) {
            if (document.punctuation(i)) {
                return false;
            }
            if (document.is(i, Class::organisation) || document.is(i, Class::role)) {
                return true;
            }
        }
        return false;
    }
    return true;
}

} // namespace khronika::claims
