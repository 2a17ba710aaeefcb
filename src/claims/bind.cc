// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/bind.h"

#include <algorithm>
#include <cstdlib>

namespace khronika::claims {

using language::Class;
using language::Form;
using language::Match;
using language::NumberKind;
using language::NumberMention;

namespace {

bool strong_boundary(std::string_view text)
{
    return text == ";" || text == ":" || text == "—" || text == "–" || text == "(" || text == ")" || text == ".";
}

const Match* unit_at(const Document& document, TokenIndex i)
{
    return document.begins(i, Class::unit);
}

bool phrase_ends(const Document& document, TokenIndex i)
{
    if (document.quote_mark(i)) {
        return false;
    }
    if (document.punctuation(i)) {
        return true;
    }
    const bool verb = document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) || document.is(i, Class::auxiliary_will);
    return verb || (document.is(i, Class::preposition) && !document.token(i).capital) || document.is(i, Class::relative_pronoun) ||
           (document.is(i, Class::conjunction) && document.folded(i) != "and" && document.folded(i) != "и");
}

/// The noun that a number counts: in English the last of its phrase ("584 administrative cases"), in Russian the first.
void find_noun(const Document& document, Counted& out, TokenIndex from, TokenIndex limit)
{
    constexpr TokenIndex reach = 7;
    TokenIndex i = from;
    if (document.folded(i) == "of" && i + 1 < limit) {
        ++i;
        while (i < limit && document.is(i, Class::determiner)) {
            ++i;
        }
    }
    for (TokenIndex steps = 0; i < limit && steps < reach && !phrase_ends(document, i); ++i, ++steps) {
        if (document.number_of[i] != none && document.number_of[i] != out.number) {
            break;
        }
        const Match* unit = unit_at(document, i);
        if (unit != nullptr) {
            out.noun = {i, unit->last};
            out.unit = unit_from(unit->entry->kind);
            out.agent = document.is(i, Class::agent);
            if (!document.english()) {
                break;
            }
        } else if (document.place_of[i] != none && document.places[document.place_of[i]].mention.form == language::NameForm::demonym) {
            out.noun = {i, i};
            out.unit = Unit::person;
            if (!document.english()) {
                break;
            }
        } else if (document.english() && !out.noun.empty() && document.is(i, Class::act)) {
            break;
        }
        i = unit != nullptr ? unit->last : i;
    }
}

Rate rate_near(const Document& document, TokenRange range, TokenIndex first, TokenIndex limit)
{
    constexpr TokenIndex reach = 4;
    const auto rate = [&](TokenIndex i) -> std::optional<Rate> {
        const Match* each = document.begins(i, Class::each);
        return each != nullptr ? rate_from(each->entry->value) : std::nullopt;
    };
    for (TokenIndex i = range.last + 1; i < limit && i <= range.last + reach; ++i) {
        if (strong_boundary(document.token(i).text)) {
            break;
        }
        if (const auto found = rate(i)) {
            return *found;
        }
    }
    for (TokenIndex i = range.first; i > first && range.first - i < reach + 2;) {
        --i;
        if (strong_boundary(document.token(i).text)) {
            break;
        }
        if (const auto found = rate(i)) {
            return *found;
        }
    }
    return Rate::none;
}

/// "a mosque", "an activist": a singular object counts one.
std::optional<Counted> singular(const Document& document, TokenIndex i, TokenIndex limit)
{
    constexpr TokenIndex reach = 4;
    if (!document.english() || (document.folded(i) != "a" && document.folded(i) != "an")) {
        return std::nullopt;
    }
    Counted out;
    for (TokenIndex k = i + 1; k < limit && k <= i + reach && !phrase_ends(document, k); ++k) {
        if (document.number_of[k] != none) {
            return std::nullopt;
        }
        const Match* unit = unit_at(document, k);
        if (unit == nullptr) {
            continue;
        }
        const std::string_view word = document.folded(unit->last);
        const bool plural = (word.ends_with('s') && !word.ends_with("ss")) || word == "people" || word == "men" || word == "women" ||
                            word == "children" || word == "police";
        const bool last = unit_at(document, unit->last + 1) == nullptr;
        const bool thing = unit->entry->kind == "person" || unit->entry->kind == "place" || unit->entry->kind == "vehicle";
        if (!last) {
            continue;
        }
        if (plural || !thing) {
            return std::nullopt;
        }
        out.tokens = {i, unit->last};
        out.noun = {k, unit->last};
        out.unit = unit_from(unit->entry->kind);
        out.agent = document.is(k, Class::agent);
        out.bounds = CountBounds::exactly(1);
        return out;
    }
    return std::nullopt;
}

/// A person's name: two or more capitalised words that are no place, no body and no speaker.
std::optional<Counted> named_person(const Document& document, const Attributions& speech, TokenIndex i, TokenIndex limit)
{
    const auto name_word = [&](TokenIndex k) {
        const auto& token = document.token(k);
        return token.kind == language::TokenKind::word && token.capital && !token.all_capitals && document.date_of[k] == none &&
               !speech.speech(k) && !document.is(k, Class::organisation) && !document.is(k, Class::agent) && !document.is(k, Class::act) &&
               !document.is(k, Class::unit) && !document.is(k, Class::month) && !document.is(k, Class::weekday) &&
               !(document.is(k, Class::stop) && k == document.sentences[document.sentence_of[k]].first) &&
               (document.place_of[k] == none || document.places[document.place_of[k]].mention.weak);
    };
    if (!name_word(i) ||
        (i > 0 && name_word(i - 1) && document.sentence_of[i - 1] == document.sentence_of[i] && !document.is(i - 1, Class::role))) {
        return std::nullopt;
    }
    if (document.is(i, Class::role)) {
        return std::nullopt;
    }
    if (document.quotation_of[i] != none && document.quotations[document.quotation_of[i]].length() < 4) {
        return std::nullopt;
    }
    TokenIndex last = i;
    while (last + 1 < limit && name_word(last + 1)) {
        ++last;
    }
    const bool followed = last + 1 < limit && (document.is(last + 1, Class::organisation) || document.folded(last + 1) == "of" ||
                                               document.is(last + 1, Class::unit));
    if (last == i || last - i > 3 || followed) {
        return std::nullopt;
    }
    Counted out;
    out.tokens = out.noun = {i, last};
    out.unit = Unit::person;
    out.bounds = CountBounds::exactly(1);
    out.named = true;
    return out;
}

/// "he was charged": a pronoun for one person.
std::optional<Counted> pronoun(const Document& document, TokenIndex i)
{
    static constexpr std::string_view words[] = {"he", "she", "him", "me", "меня", "его", "ее", "ему"};
    if (std::find(std::begin(words), std::end(words), document.folded(i)) == std::end(words)) {
        return std::nullopt;
    }
    Counted out;
    out.tokens = out.noun = {i, i};
    out.unit = Unit::person;
    out.bounds = CountBounds::exactly(1);
    out.named = true;
    out.pronoun = true;
    return out;
}

bool fits(const Counted& counted, const Trigger& trigger)
{
    const std::string_view act = trigger.act();
    if (!counted.unit) {
        return true;
    }
    switch (*counted.unit) {
    case Unit::case_:
        return act == "prosecution" || act == "sentence" || act == "deportation_order" || act == "conscription" || act == "entry_ban" ||
               act == "citizenship_loss";
    case Unit::complaint:
        return act == "complaint";
    case Unit::vehicle:
        return act == "deportation" || act == "robbery" || act == "attack" || act == "displacement" || act == "raid";
    case Unit::place:
        return act != "complaint" && act != "killing" && act != "injury" && act != "deportation_order";
    case Unit::person:
        return act != "statement" && (!counted.agent || act == "killing" || act == "injury" || act == "attack");
    default:
        return true;
    }
}

class Binder {
public:
    Binder(const Document& document, const Attributions& speech, std::uint32_t sentence, const std::vector<Trigger>& triggers,
           std::uint32_t first, std::uint32_t limit)
        : m_document(document), m_sentence(document.sentences[sentence]), m_triggers(triggers), m_first(first), m_limit(limit),
          m_counts(counts_of(document, speech, sentence)), m_bound(m_counts.size())
    {
    }

    std::vector<Binding> run(const std::vector<std::uint32_t>& inherited)
    {
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            const std::uint32_t best = nearest(m_counts[c]);
            if (best != none) {
                m_bound[c].push_back(best);
            }
        }
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            coordinate(c);
        }
        std::vector<Binding> out;
        std::vector<bool> used(m_limit - m_first, false);
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            for (const std::uint32_t t : m_bound[c]) {
                out.push_back({t, m_counts[c], false});
                used[t - m_first] = true;
            }
            const bool listed = m_bound[c].empty() && !inherited.empty() && stands_alone(m_counts[c]);
            for (std::size_t i = 0; listed && i < inherited.size(); ++i) {
                if (fits(m_counts[c], m_triggers[inherited[i]])) {
                    out.push_back({inherited[i], m_counts[c], true});
                }
            }
        }
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            if (!used[t - m_first]) {
                out.push_back({t, std::nullopt, false});
            }
        }
        return out;
    }

private:
    /// A count without an act of its own takes that of the sentence before only where the sentence is a list's line or says so.
    [[nodiscard]] bool stands_alone(const Counted& counted) const
    {
        if (m_first != m_limit && !counted.noun.empty()) {
            return false;
        }
        if (m_sentence.item || m_sentence.heading) {
            return true;
        }
        for (TokenIndex i = m_sentence.first; i <= m_sentence.last; ++i) {
            if (m_document.is(i, Class::another)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] int cost(const Counted& counted, const Trigger& trigger) const
    {
        constexpr int never = 1000;
        if (!fits(counted, trigger)) {
            return never;
        }
        if (trigger.tokens.contains(counted.tokens.first) && trigger.tokens.first < counted.tokens.first) {
            return -5;
        }
        if (counted.named && !object_beside(counted, trigger)) {
            return never;
        }
        if (!counted.noun.empty() && trigger.tokens.first <= counted.noun.last && counted.noun.first <= trigger.tokens.last) {
            return -10;
        }
        const bool before = counted.tokens.last < trigger.tokens.first;
        int out = before ? distance(m_document, counted.tokens.last, trigger.tokens.first)
                         : distance(m_document, trigger.tokens.last, counted.tokens.first);
        if (m_document.english() && !trigger.noun) {
            const bool wrong_side = trigger.passive ? !before : before;
            const bool subject_dies = trigger.act() == "killing" || trigger.act() == "injury" || trigger.act() == "displacement" ||
                                      trigger.act() == "protest" || trigger.act() == "disappearance";
            out += wrong_side && !(subject_dies && before) ? 5 : 0;
        }
        if (trigger.noun) {
            out += before ? 6 : 2;
        }
        if (trigger.background) {
            out += 5;
        }
        return out;
    }

    /// A named person counts one where the act is done to that person: its subject or its object.
    [[nodiscard]] bool object_beside(const Counted& counted, const Trigger& trigger) const
    {
        constexpr int reach = 14;
        const std::string_view act = trigger.act();
        const bool personal = act == "detention" || act == "prosecution" || act == "sentence" || act == "killing" || act == "injury" ||
                              act == "ill_treatment" || act == "disappearance" || act == "deportation" || act == "deportation_order" ||
                              act == "entry_ban" || act == "citizenship_loss" || act == "conscription";
        if (!personal || trigger.noun) {
            return false;
        }
        const bool before = counted.tokens.last < trigger.tokens.first;
        const int gap = before ? distance(m_document, counted.tokens.last, trigger.tokens.first)
                               : distance(m_document, trigger.tokens.last, counted.tokens.first);
        const bool suffers = trigger.passive || act == "killing" || act == "injury" || act == "disappearance" || act == "sentence";
        if (counted.pronoun) {
            return m_document.english() ? (before ? suffers && gap <= 3 && m_document.folded(counted.tokens.first).ends_with("he")
                                                  : !trigger.passive && gap == 0)
                                        : gap <= 1;
        }
        if (m_document.english()) {
            return before ? suffers && gap <= reach : !trigger.passive && gap <= 4;
        }
        return gap <= 6;
    }

    [[nodiscard]] std::uint32_t nearest(const Counted& counted) const
    {
        constexpr int furthest = 42;
        std::uint32_t best = none;
        int least = furthest;
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            const int now = cost(counted, m_triggers[t]);
            if (now < least) {
                least = now;
                best = t;
            }
        }
        return best;
    }

    /// "418 were fined and are to be expelled": a trigger that is joined to a counted one shares its count.
    void coordinate(std::size_t c)
    {
        if (m_bound[c].empty()) {
            return;
        }
        const std::uint32_t anchor = m_bound[c].front();
        for (std::uint32_t t = m_first; t < m_limit; ++t) {
            const bool taken = std::any_of(m_bound.begin(), m_bound.end(),
                                           [&](const auto& bound) { return std::find(bound.begin(), bound.end(), t) != bound.end(); });
            if (t == anchor || taken || m_triggers[t].act() == m_triggers[anchor].act() || !fits(m_counts[c], m_triggers[t])) {
                continue;
            }
            if (joined(m_triggers[anchor], m_triggers[t], m_counts[c]) || same_words(m_triggers[anchor], m_triggers[t])) {
                m_bound[c].push_back(t);
            }
        }
    }

    [[nodiscard]] static bool same_words(const Trigger& a, const Trigger& b)
    {
        return a.tokens.first <= b.tokens.last && b.tokens.first <= a.tokens.last;
    }

    [[nodiscard]] bool joined(const Trigger& a, const Trigger& b, const Counted& counted) const
    {
        constexpr TokenIndex reach = 7;
        const Trigger& left = a.tokens.first < b.tokens.first ? a : b;
        const Trigger& right = a.tokens.first < b.tokens.first ? b : a;
        if (right.tokens.first - left.tokens.last > reach || left.noun != right.noun) {
            return false;
        }
        bool conjunction = false;
        for (TokenIndex i = left.tokens.last + 1; i < right.tokens.first; ++i) {
            if (strong_boundary(m_document.token(i).text) || m_document.is(i, Class::relative_pronoun)) {
                return false;
            }
            const bool number = m_document.number_of[i] != none && (i < counted.tokens.first || i > counted.tokens.last);
            const bool subject = m_document.is(i, Class::agent) || (unit_at(m_document, i) != nullptr && !counted.tokens.contains(i));
            if (number || subject) {
                return false;
            }
            const std::string_view word = m_document.folded(i);
            conjunction = conjunction || word == "and" || word == "и" || word == "or" || word == "или" || word == "," || word == "then";
        }
        return conjunction;
    }

    const Document& m_document;
    const language::Sentence& m_sentence;
    const std::vector<Trigger>& m_triggers;
    std::uint32_t m_first;
    std::uint32_t m_limit;
    std::vector<Counted> m_counts;
    std::vector<std::vector<std::uint32_t>> m_bound;
};

} // namespace

int distance(const Document& document, TokenIndex from, TokenIndex to)
{
    int out = 0;
    for (TokenIndex i = from + 1; i < to; ++i) {
        const std::string_view text = document.token(i).text;
        if (text == ",") {
            out += 4;
        } else if (strong_boundary(text)) {
            out += 12;
        } else if (!document.quote_mark(i)) {
            out += 1;
        }
    }
    return out;
}

std::vector<Counted> counts_of(const Document& document, const Attributions& speech, std::uint32_t index)
{
    std::vector<Counted> out;
    const auto& sentence = document.sentences[index];
    for (TokenIndex i = sentence.first; i <= sentence.last; ++i) {
        const std::uint32_t n = document.number_of[i];
        if (n == none) {
            if (auto one = named_person(document, speech, i, sentence.last + 1)) {
                i = one->tokens.last;
                out.push_back(*one);
                continue;
            }
            if (auto one = pronoun(document, i)) {
                out.push_back(*one);
                continue;
            }
            if (auto one = singular(document, i, sentence.last + 1)) {
                i = one->tokens.last;
                out.push_back(*one);
            }
            continue;
        }
        const NumberMention& number = document.numbers[n];
        i = number.last;
        if (number.kind != NumberKind::count || number.last > sentence.last) {
            continue;
        }
        Counted counted;
        counted.number = n;
        counted.bounds = number.bounds;
        counted.approximate = number.approximate;
        find_noun(document, counted, number.last + 1, sentence.last + 1);
        if (number.bare_one && (counted.noun.empty() || counted.noun.first > number.last + 2)) {
            continue;
        }
        counted.tokens = {number.first, counted.noun.empty() ? number.last : counted.noun.last};
        counted.per = rate_near(document, counted.tokens, sentence.first, sentence.last + 1);
        out.push_back(counted);
    }
    return out;
}

std::vector<Binding> bind(const Document& document, const Attributions& speech, std::uint32_t sentence,
                          const std::vector<Trigger>& triggers, std::uint32_t first, std::uint32_t limit,
                          const std::vector<std::uint32_t>& inherited)
{
    return Binder(document, speech, sentence, triggers, first, limit).run(inherited);
}

} // namespace khronika::claims
