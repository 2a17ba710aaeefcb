// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/slots.h"

#include "claims/slot_words.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;

std::uint32_t date_of(const Document& document, const Attributions& attributions, const Trigger& trigger, const Binding& binding,
                      const Scope& scope)
{
    const std::uint32_t sentence = trigger.sentence;
    const Trigger anchor = anchored(document, trigger, binding);
    const TokenRange own = own_segment(document, binding, trigger, scope);
    std::uint32_t best = none;
    int least = 60;
    for (std::uint32_t d = document.first_date(scope.sentence.first); d < document.dates.size(); ++d) {
        const auto& date = document.dates[d];
        if (date.first > scope.sentence.last) {
            break;
        }
        bool report = false;
        if (document.sentence_of[date.first] != none) {
            for (const Frame* frame : attributions.of_sentence(document.sentence_of[date.first])) {
                const bool beside = (date.first > frame->words.last && date.first - frame->words.last <= 1) ||
                                    (frame->verb > date.last && frame->verb - date.last <= 1) || frame->words.contains(date.first);
                const bool clause = date.last + 2 < document.tokens.size() && (document.is(date.last + 1, Class::relative_pronoun) ||
                                                                               document.is(date.last + 2, Class::relative_pronoun));
                const bool opens = frame->forward_only && !clause && date.last < frame->words.first && frame->words.first - date.last <= 3;
                const bool period = document.english() && date.range.length() > 2; // "last week monitors learned of ..."
                report = report || (!period && (beside || opens));
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
        int cost = away(document, range, anchor);
        if (!scope.clause.contains(date.first)) {
            cost += 8;
        }
        if (date.since) {
            cost += 4;
        }
        if (date.relative) {
            cost += 3;
        }
        if (own.contains(date.first)) {
            cost = -1;
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
        if (document.token(i).text == "," || document.divides(i)) {
            return false;
        }
        if (document.begins(i, Class::denied) != nullptr) {
            return true;
        }
    }
    return false;
}

Judged modality_of(const Document& document, const Trigger& trigger, const Scope& scope)
{
    Modality lexical = Modality::done;
    if (const auto set = modality_from(trigger.option("modality"))) {
        lexical = *set;
    }
    const TokenIndex first = scope.sentence.first;
    for (TokenIndex i = scope.clause.first; i <= scope.clause.last; ++i) {
        if (const Match* hedge = document.begins(i, Class::alleged)) {
            return {Modality::alleged, "the text hedges", hedge->entry->source()};
        }
    }
    if (const Match* hedge = document.begins(first, Class::alleged)) {
        return {Modality::alleged, "the sentence opens with a hedge", hedge->entry->source()};
    }
    for (TokenIndex back = 1; back <= 8 && trigger.tokens.first >= first + back; ++back) {
        const TokenIndex i = trigger.tokens.first - back;
        if (document.token(i).text == "." || document.token(i).text == ";") {
            break;
        }
        if (document.is(i, Class::denied) && trigger.act() != "statement") {
            return {Modality::denied, "denied before it", {}};
        }
    }
    if (trigger.negated || denied_after(document, trigger, scope)) {
        return {Modality::denied, "negated", {}};
    }
    if (lexical != Modality::done) {
        return {lexical, "the act's own line", trigger.match->entry->source()};
    }
    for (TokenIndex back = 1; back <= 6 && trigger.tokens.first >= first + back; ++back) {
        const TokenIndex i = trigger.tokens.first - back;
        if (document.punctuation(i) && !document.quote_mark(i)) {
            break;
        }
        if (document.is(i, Class::ordered) && (trigger.infinitive || trigger.noun)) {
            return {Modality::ordered, "ordered before it", {}};
        }
        if (document.is(i, Class::planned) && (trigger.infinitive || trigger.noun || document.is(i, Class::auxiliary_will))) {
            return {Modality::planned, "planned before it", {}};
        }
        if (document.begins(i, Class::according) != nullptr) {
            break;
        }
    }
    if (trigger.future) {
        return {Modality::planned, "a verb in the future", {}};
    }
    if (trigger.ongoing || (trigger.noun && lexical == Modality::done && rate_beside(document, trigger, scope))) {
        return {Modality::ongoing, "a verb or rate that goes on", {}};
    }
    for (TokenIndex back = 1; back <= 4 && trigger.tokens.first >= first + back; ++back) {
        if (document.is(trigger.tokens.first - back, Class::ongoing)) {
            return {Modality::ongoing, "a verb or rate that goes on", {}};
        }
    }
    return {lexical, {}, {}};
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
    if (needs == "emigration") {
        // "have left Nicaragua": so many persons, and a place named at once.
        TokenIndex next = trigger.tokens.last + 1;
        next = document.is(next, Class::determiner) ? next + 1 : next;
        const std::uint32_t p = next < document.place_of.size() ? document.place_of[next] : none;
        return p != none && document.places[p].mention.form == language::NameForm::name && binding.count && binding.count->number != none &&
               binding.count->tokens.last < trigger.tokens.first;
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
