// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/count_clause.h"

#include "claims/clauses.h"
#include "claims/fits.h"

namespace khronika::claims {

using language::Class;

bool CountClause::figure_before(const Counted& counted) const
{
    constexpr TokenIndex reach = 4;
    for (TokenIndex back = 1; back <= reach && counted.tokens.first >= m_sentence.first + back; ++back) {
        const std::string_view word = m_document.folded(counted.tokens.first - back);
        const bool figure = word == "figure" || word == "toll" || word == "number" || word == "total" || word == "tally";
        if (figure) {
            return back > 1;
        }
    }
    return false;
}

bool CountClause::another_at(const Counted& counted) const
{
    const TokenIndex next = counted.tokens.last + 1;
    const bool before = counted.tokens.first > m_sentence.first && m_document.is(counted.tokens.first - 1, Class::another);
    if (!before && !m_document.is(next, Class::another)) {
        return false;
    }
    return !counted.noun.empty() || phrase_ends(m_document, next) || m_document.is(next, Class::another);
}

bool CountClause::in_brackets(const Counted& counted) const
{
    return m_document.english() && counted.tokens.first > m_sentence.first && counted.tokens.last < m_sentence.last &&
           m_document.token(counted.tokens.first - 1).text == "(" && m_document.token(counted.tokens.last + 1).text == ")";
}

bool CountClause::subordinate(TokenIndex i) const
{
    const std::string_view word = m_document.folded(i);
    return word == "while" || word == "when" || word == "because" || word == "although" || word == "as" || word == "until" ||
           word == "where" || word == "since";
}

bool CountClause::trigger_in(TokenRange range) const
{
    for (std::uint32_t t = m_first; t < m_limit; ++t) {
        if (range.contains(m_triggers[t].tokens.first)) {
            return true;
        }
    }
    return false;
}

bool CountClause::tells_more(const Counted& counted) const
{
    const std::string_view opening = m_document.folded(m_sentence.first);
    const std::string_view next = m_document.folded(counted.tokens.last + 1);
    bool more = opening == "among" || (next == "such" && m_document.number_of[counted.tokens.last] != none);
    for (TokenIndex i = m_sentence.first; i < counted.tokens.first && !more; ++i) {
        const std::string_view word = m_document.folded(i);
        more = word == "includes" || word == "include" || word == "included" || word == "comprises" || word == "comprised";
    }
    for (TokenIndex i = counted.tokens.first; i <= counted.tokens.last && !more; ++i) {
        more = m_document.folded(i) == "such";
    }
    return more && (counted.unit || next == "such");
}

TokenRange CountClause::segment(const Counted& counted) const
{
    TokenRange out = counted.tokens;
    const auto ends = [&](TokenIndex i) { return m_document.token(i).text == "," || m_document.divides(i); };
    while (out.first > m_sentence.first && !ends(out.first - 1)) {
        --out.first;
    }
    while (out.last < m_sentence.last && !ends(out.last + 1)) {
        ++out.last;
    }
    return out;
}

bool CountClause::other_verb(TokenRange range) const
{
    return claims::other_verb(m_document, range);
}

bool CountClause::not_its_noun(const Counted& counted, const Trigger& trigger) const
{
    constexpr TokenIndex near = 4;
    if (!trigger.noun || trigger.option("needs") != "count" || counted_itself(counted, trigger)) {
        return false;
    }
    const bool before = counted.tokens.last < trigger.tokens.first;
    const TokenIndex gap = before
                               ? trigger.tokens.first - counted.tokens.last
                               : (counted.tokens.first > trigger.tokens.last ? counted.tokens.first - trigger.tokens.last : TokenIndex{0});
    return trigger.option("unit") == "person" && gap > near;
}

bool CountClause::another_s(const Counted& counted, const Trigger& trigger) const
{
    if (counted.tokens.first > trigger.tokens.last) {
        for (TokenIndex i = trigger.tokens.last + 1; i < counted.tokens.first; ++i) {
            if (m_document.token(i).text == ";" && other_verb(segment(counted))) {
                return true; // "were beaten; dozens have asked to be moved"
            }
            if (subordinate(i) && m_document.is(counted.tokens.last + 1, Class::auxiliary_be) && !trigger_in(segment(counted))) {
                return true; // "bombed it while 100 pupils were at their lessons"
            }
            const bool speaker =
                m_speech.speech(counted.tokens.first) || m_document.begins(counted.tokens.last + 1, Class::speech) != nullptr;
            if ((m_document.quote_mark(i) || m_document.token(i).text == ",") && speaker) {
                return true; // "we may be killed", one of them says
            }
        }
        const std::string_view at = m_document.folded(counted.tokens.first - 1);
        if (counted.unit == Unit::place && (at == "in" || at == "across") && trigger.act() != "raid" && trigger.act() != "search" &&
            trigger.act() != "attack" && trigger.act() != "protest") {
            return true; // "detained 261 people in 41 provinces"
        }
        return at == "by" && !trigger.tokens.contains(counted.tokens.first - 1) && (counted.unit == Unit::person || counted.agent) &&
               counted.tokens.first >= m_sentence.first + 2 && !m_document.is(counted.tokens.first - 2, Class::increase) &&
               !m_document.is(counted.tokens.first - 2, Class::decrease);
    }
    // "from two prisons and torched", "in 31 cities people were held": where it was, not what.
    const TokenIndex before = counted.tokens.first > m_sentence.first ? counted.tokens.first - 1 : counted.tokens.first;
    const bool where = counted.unit == Unit::place && !trigger.noun && trigger.act() != "raid" && trigger.act() != "search" &&
                       (m_document.folded(before) == "from" || m_document.folded(before) == "in" || m_document.folded(before) == "at" ||
                        m_document.folded(before) == "across");
    if (where) {
        return true;
    }
    const bool such = m_document.is(before, Class::determiner) && m_document.folded(before) == "such";
    if (such) {
        return true;
    }
    bool speaks = false;
    bool stands_for = false;
    bool clause = false;
    for (TokenIndex i = counted.tokens.last + 1; i < trigger.tokens.first; ++i) {
        const std::string_view word = m_document.folded(i);
        clause = clause || m_document.token(i).text == ";";
        speaks = speaks || (m_speech.speech(i) && m_document.begins(i, Class::speech) != nullptr);
        stands_for = stands_for || word == "they" || word == "them" || word == "their";
        if (m_document.folded(i - 1) == "," && m_document.begins(i, Class::part_of) != nullptr) {
            return true;
        }
    }
    if (clause && other_verb(segment(counted))) {
        return true;
    }
    return speaks && m_speech.speech(counted.tokens.last) && !stands_for && trigger.tokens.first > counted.tokens.last + 1;
}

bool CountClause::number_between(const Counted& counted, const Trigger& trigger) const
{
    const TokenIndex from = std::min(counted.tokens.last, trigger.tokens.last);
    const TokenIndex to = std::max(counted.tokens.first, trigger.tokens.first);
    for (TokenIndex i = from + 1; i < to; ++i) {
        const std::uint32_t n = m_document.number_of[i];
        if (n != none && n != counted.number && m_document.numbers[n].kind == language::NumberKind::count) {
            return true;
        }
    }
    return false;
}

bool CountClause::counted_itself(const Counted& counted, const Trigger& trigger)
{
    const bool in_gap = !trigger.noun && trigger.tokens.first < counted.tokens.first && counted.noun.last < trigger.tokens.last;
    if (in_gap) {
        return false;
    }
    return !counted.noun.empty() && trigger.tokens.first <= counted.noun.last && counted.noun.first <= trigger.tokens.last;
}

bool CountClause::let_go(const Counted& counted, const Trigger& trigger) const
{
    const TokenIndex reach = m_document.english() && counted.part ? 9 : 6;
    if (trigger.act() == "deportation" || trigger.act() == "statement") {
        return false;
    }
    if (m_document.english() && counted.tokens.first > m_sentence.first && counted.tokens.first < trigger.tokens.first &&
        m_document.is(counted.tokens.first - 1, Class::release)) {
        return true;
    }
    for (TokenIndex i = counted.tokens.last + 1; i <= m_sentence.last && i <= counted.tokens.last + reach; ++i) {
        if (trigger.tokens.contains(i) || m_document.punctuation(i)) {
            return false;
        }
        if (m_document.is(i, Class::release)) {
            return true;
        }
    }
    return counted.tokens.first > m_sentence.first && m_document.is(counted.tokens.first - 1, Class::release);
}

bool CountClause::object_between(const Trigger& left, const Trigger& right) const
{
    for (TokenIndex i = left.tokens.last + 1; i < right.tokens.first; ++i) {
        const bool passes = m_document.is(i, Class::conjunction) || m_document.is(i, Class::adverb) || m_document.punctuation(i) ||
                            m_document.is(i, Class::auxiliary_be) || m_document.is(i, Class::auxiliary_have) ||
                            m_document.is(i, Class::act) || m_document.folded(i).ends_with("ly") || m_document.folded(i).ends_with("ed");
        if (!passes) {
            return true;
        }
    }
    return false;
}

std::uint32_t CountClause::past_aside(const Counted& counted) const
{
    constexpr TokenIndex longest = 12;
    const TokenIndex open = counted.tokens.last + 1;
    const std::string_view word = m_document.folded(open + 1);
    if (!m_document.english() || m_document.folded(open) != "," || (word != "including" && word != "among" && word != "most")) {
        return none;
    }
    TokenIndex close = open + 1;
    while (close <= m_sentence.last && close - open < longest && m_document.token(close).text != ",") {
        ++close;
    }
    for (std::uint32_t t = m_first; t < m_limit; ++t) {
        const Trigger& trigger = m_triggers[t];
        const bool participle = trigger.match->form == language::Form::past || trigger.match->form == language::Form::participle;
        if (trigger.tokens.first == close + 1 && !trigger.noun && participle && fits(m_document, counted, trigger)) {
            return t;
        }
    }
    return none;
}

} // namespace khronika::claims
