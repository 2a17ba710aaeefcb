// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speech_finder.h"

#include "claims/noun_phrase.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;

TokenRange SpeechFinder::subject_phrase(TokenIndex colon) const
{
    const language::Morphology* morphology = m_document.languages->morphology();
    TokenIndex verb = m_first + 1;
    const auto is_finite = [&](TokenIndex i) {
        if (m_document.english() || morphology == nullptr) {
            return m_document.folded(i).ends_with("ed") || m_document.folded(i).ends_with("s") || m_document.is(i, Class::auxiliary_have);
        }
        const auto& readings = m_document.readings(i);
        return !readings.empty() && readings.front().grammar.part == language::PartOfSpeech::verb;
    };
    while (verb < colon && !is_finite(verb)) {
        ++verb;
    }
    if (verb >= colon || m_document.is(m_first, Class::preposition) || m_document.english()) {
        return {};
    }
    const TokenRange phrase = phrase_right(m_document, m_first, verb);
    return !phrase.empty() && can_speak(m_document, phrase) ? phrase : TokenRange{};
}

TokenRange SpeechFinder::named_phrase() const
{
    for (TokenIndex i = m_first + 1; i < m_limit; ++i) {
        if (!m_document.is(i, Class::role) && !m_document.is(i, Class::organisation)) {
            continue;
        }
        const TokenRange phrase = phrase_right(m_document, i, m_limit);
        bool name = false;
        for (TokenIndex k = i; !phrase.empty() && k <= phrase.last; ++k) {
            name = name || m_document.token(k).capital || m_document.quotation_of[k] != none;
        }
        if (name && can_speak(m_document, phrase)) {
            return phrase;
        }
    }
    return {};
}

TokenRange SpeechFinder::apposition(TokenRange phrase) const
{
    if (!comma(phrase.last + 1) || phrase.last + 2 >= m_limit) {
        return phrase;
    }
    // "BRR's secretary, Hammal Rind"
    const bool titled = m_document.english() && m_document.is(phrase.last, Class::role) && !m_document.token(phrase.last).capital &&
                        phrase.last + 3 < m_limit && m_document.token(phrase.last + 2).capital && m_document.token(phrase.last + 3).capital;
    if (!titled && !bare_role(m_document, phrase)) {
        return phrase;
    }
    const TokenRange name = phrase_right(m_document, phrase.last + 2, m_limit);
    const bool named = !name.empty() && m_document.token(name.first).capital && name.last - name.first < 4;
    return named ? name : phrase;
}

TokenIndex SpeechFinder::skip_left(TokenIndex i) const
{
    while (i > m_first && (m_document.is(i, Class::adverb) || m_document.is(i, Class::auxiliary_have) ||
                           (m_document.english() && m_document.folded(i).ends_with("ly")) || m_document.date_of[i] != none)) {
        --i;
    }
    return i;
}

TokenIndex SpeechFinder::skip_right(TokenIndex i) const
{
    while (i < m_limit && (m_document.is(i, Class::adverb) || m_document.date_of[i] != none)) {
        ++i;
    }
    return i;
}

SpeechFinder::Speaker SpeechFinder::left_of(TokenIndex verb) const
{
    if (verb == m_first) {
        return {};
    }
    TokenIndex at = skip_left(verb - 1);
    if (m_document.is(at, Class::pronoun) && !m_document.english()) {
        return m_document.folded(at).starts_with("он") ? Speaker{{at, at}, true} : Speaker{};
    }
    if (m_document.folded(at) == "it") {
        const TokenRange body = body_before(at);
        if (!body.empty()) {
            return {body, false};
        }
        const TokenRange meant = subject_for(at);
        return m_last.empty() && meant.empty() ? Speaker{} : Speaker{{at, at}, true, meant};
    }
    if (m_document.is(at, Class::pronoun)) {
        return {{at, at}, true, subject_for(at)};
    }
    if (m_document.folded(at) == "who" || m_document.folded(at) == "that" || m_document.folded(at) == "which" ||
        m_document.folded(at).starts_with("котор")) {
        if (at == m_first) {
            return {};
        }
        --at;
    }
    if (m_document.english() && comma(at) && at > m_first && at + 1 < verb &&
        (m_document.folded(at + 1) == "which" || m_document.folded(at + 1) == "who")) {
        const TokenRange named = phrase_left(m_document, at - 1, m_first);
        bool capital = false;
        for (TokenIndex i = named.first; !named.empty() && i <= named.last; ++i) {
            capital = capital || m_document.token(i).capital;
        }
        if (capital && can_speak(m_document, named)) {
            return {named, false};
        }
    }
    if (comma(at)) {
        return left_of_comma(at);
    }
    TokenRange phrase = with_place(phrase_left(m_document, at, m_first));
    while (!phrase.empty() && phrase.first < phrase.last && !m_document.english() && m_document.is(phrase.first, Class::act) &&
           !m_document.token(phrase.first).capital) {
        ++phrase.first;
    }
    const bool within = !phrase.empty() && (m_document.folded(phrase.first) == "в" || m_document.folded(phrase.first) == "во");
    if (!m_document.english() && (phrase.empty() || within || !can_speak(m_document, phrase))) {
        return within_left(verb);
    }
    if (can_speak(m_document, phrase)) {
        return {with_fellow(phrase), false};
    }
    return m_document.english() ? Speaker{opening_phrase(verb), false} : Speaker{};
}

TokenRange SpeechFinder::with_fellow(TokenRange phrase) const
{
    const TokenIndex own = phrase.first > m_first && m_document.is(phrase.first - 1, Class::determiner) ? phrase.first - 1 : phrase.first;
    if (!m_document.english() || own < m_first + 2 || m_document.folded(own - 1) != "and") {
        return phrase;
    }
    const TokenRange other = phrase_left(m_document, own - 2, m_first);
    if (other.empty() || !can_speak(m_document, other) || m_document.number_of[other.first] != none) {
        return phrase;
    }
    const TokenIndex first = other.first > m_first && m_document.is(other.first - 1, Class::determiner) ? other.first - 1 : other.first;
    const bool opens = first == m_first || comma(first - 1) || m_document.quote_mark(first - 1);
    return opens ? TokenRange{other.first, phrase.last} : phrase;
}

TokenRange SpeechFinder::opening_phrase(TokenIndex verb) const
{
    constexpr TokenIndex longest = 12;
    if (verb > m_first + longest || m_document.quote_mark(m_first)) {
        return {};
    }
    for (TokenIndex i = m_first; i < verb; ++i) {
        const bool other = comma(i) || divides(m_document.token(i).text) || m_document.is(i, Class::auxiliary_be) ||
                           m_document.is(i, Class::act) || m_document.number_of[i] != none || m_document.is(i, Class::conjunction);
        if (other) {
            return {};
        }
    }
    const TokenRange phrase = phrase_right(m_document, m_document.is(m_first, Class::determiner) ? m_first + 1 : m_first, verb);
    bool speaks = false;
    for (TokenIndex i = phrase.first; !phrase.empty() && i <= phrase.last; ++i) {
        const Match* unit = m_document.begins(i, Class::unit);
        speaks = speaks || m_document.is(i, Class::role) || m_document.is(i, Class::organisation) ||
                 (unit != nullptr && unit->entry->kind == "person");
    }
    return speaks ? phrase : TokenRange{};
}

void SpeechFinder::note_subject(std::uint32_t s)
{
    constexpr TokenIndex longest = 6;
    if (!m_document.english() || m_document.sentences[s].heading || m_document.quote_mark(m_first)) {
        return;
    }
    const TokenIndex from = m_document.is(m_first, Class::determiner) ? m_first + 1 : m_first;
    TokenIndex last = none;
    bool body = false;
    for (TokenIndex i = from; i < m_limit && i < from + longest && !body; ++i) {
        const bool member = m_document.is(i, Class::organisation) || (m_document.is(i, Class::agent) && m_document.place_of[i] == none);
        const bool name = m_document.token(i).capital && m_document.date_of[i] == none && !m_document.is(i, Class::pronoun) &&
                          !(i == m_first && m_document.is(i, Class::stop));
        if (!member && !name) {
            break;
        }
        last = i;
        body = member && (i + 1 >= m_limit || !m_document.token(i + 1).capital);
    }
    if (last == none) {
        return;
    }
    // One word that begins with a capital because it opens the sentence is a name where no table knows it.
    const bool known = last == m_first && (m_document.matches.classes(m_first).any() || m_document.place_of[m_first] != none);
    const bool person = !body && !known && from == m_first && m_document.place_of[last] == none;
    const std::string_view next = m_document.folded(last + 1);
    const bool subject = next == "," || m_document.is(last + 1, Class::auxiliary_be) || m_document.is(last + 1, Class::auxiliary_have) ||
                         next.ends_with("ed") || body;
    if ((body || person) && subject) {
        m_subject = {m_first, last};
        m_subject_sentence = s;
        m_subject_person = person;
    }
}

TokenRange SpeechFinder::subject_for(TokenIndex pronoun) const
{
    const std::string_view word = m_document.folded(pronoun);
    const bool fits = word == "it" ? !m_subject_person : (word == "he" || word == "she") && m_subject_person;
    const std::uint32_t now = m_document.sentence_of[pronoun];
    if (!m_document.english() || m_subject.empty() || !fits || m_subject_sentence <= m_last_sentence || now == none ||
        m_document.sentences[now].paragraph - m_document.sentences[m_subject_sentence].paragraph > 1) {
        return {};
    }
    return m_subject;
}

TokenRange SpeechFinder::with_initials(TokenIndex limit) const
{
    const TokenIndex from = m_document.is(m_first, Class::determiner) ? m_first + 1 : m_first;
    TokenIndex last = from;
    while (last + 1 < limit && m_document.token(last + 1).capital) {
        ++last;
    }
    const bool initials = last > from && last + 3 < limit && m_document.token(last + 1).text == "(" &&
                          m_document.token(last + 2).all_capitals && m_document.token(last + 3).text == ")";
    return initials && m_document.english() ? TokenRange{from, last} : TokenRange{};
}

TokenRange SpeechFinder::body_before(TokenIndex it) const
{
    if (it <= m_first + 1) {
        return {};
    }
    if (const TokenRange named = with_initials(it); !named.empty()) {
        return named;
    }
    const TokenRange phrase = phrase_right(m_document, m_document.is(m_first, Class::determiner) ? m_first + 1 : m_first, it);
    for (TokenIndex i = phrase.first; !phrase.empty() && i <= phrase.last && i < phrase.first + 3; ++i) {
        if (m_document.is(i, Class::organisation) || (m_document.is(i, Class::agent) && m_document.place_of[i] == none)) {
            return {phrase.first, i};
        }
    }
    return {};
}

bool SpeechFinder::one_person(TokenRange phrase) const
{
    const bool article =
        phrase.first > m_first && (m_document.folded(phrase.first - 1) == "a" || m_document.folded(phrase.first - 1) == "an" ||
                                   m_document.folded(phrase.first - 1) == "another");
    const Match* unit = m_document.begins(phrase.last, Class::unit);
    return article && (m_document.is(phrase.last, Class::role) || (unit != nullptr && unit->entry->kind == "person"));
}

TokenRange SpeechFinder::with_place(TokenRange phrase) const
{
    static constexpr std::string_view joins[] = {"in", "at", "near", "from", "of", "with", "for", "to", "on"};
    for (int times = 0; times < 2 && m_document.english() && !phrase.empty() && phrase.first >= m_first + 2; ++times) {
        const std::uint32_t p = m_document.place_of[phrase.first];
        const bool place = p != none && m_document.places[p].tokens.last >= phrase.last;
        TokenIndex before = phrase.first - 1;
        if (m_document.is(before, Class::determiner)) {
            --before;
        }
        const bool joined = std::find(std::begin(joins), std::end(joins), m_document.folded(before)) != std::end(joins);
        if (!joined || before <= m_first) {
            break;
        }
        const TokenRange head = phrase_left(m_document, before - 1, m_first);
        const bool short_head = !head.empty() && head.last - head.first < 4 && one_person(head);
        if (head.empty() || m_document.number_of[head.first] != none || (!place && !short_head)) {
            break;
        }
        phrase.first = head.first;
    }
    return phrase;
}

SpeechFinder::Speaker SpeechFinder::within_left(TokenIndex verb) const
{
    const std::string_view word = m_document.folded(verb);
    const bool impersonal =
        word.ends_with("ли") || word.ends_with("ют") || word.ends_with("ят") || word.ends_with("ут") || word.ends_with("ат");
    if (!impersonal) {
        return {};
    }
    for (TokenIndex i = verb; i-- > m_first;) {
        if (m_document.token(i).text == "," || m_document.divides(i)) {
            return {};
        }
        if (m_document.folded(i) == "там" && !m_last.empty()) {
            return {{i, i}, true};
        }
        if (m_document.folded(i) == "в" || m_document.folded(i) == "во") {
            TokenRange phrase = phrase_right(m_document, i + 1, verb);
            for (TokenIndex k = phrase.first + 1; !phrase.empty() && k <= phrase.last; ++k) {
                if (m_document.is(k, Class::determiner)) {
                    phrase.last = k - 1; // "в военкомате эту информацию опровергли"
                }
            }
            return !phrase.empty() && (speaks_within(phrase) || institution(phrase)) ? Speaker{phrase, false} : Speaker{};
        }
    }
    return {};
}

SpeechFinder::Speaker SpeechFinder::left_of_comma(TokenIndex at) const
{
    if (at == m_first) {
        return {};
    }
    TokenIndex begin = at;
    while (begin > m_first && !comma(begin - 1)) {
        --begin;
    }
    if (m_document.begins(begin, Class::citing) != nullptr && begin >= m_first + 2) {
        const TokenRange citing = phrase_left(m_document, begin - 2, m_first);
        return can_speak(m_document, citing) ? Speaker{citing, false} : Speaker{};
    }
    const TokenRange near = phrase_left(m_document, at - 1, begin);
    const bool name = !near.empty() && near.first == begin && m_document.token(near.first).capital && near.last - near.first < 5;
    if (name && begin > m_first && can_speak(m_document, near)) {
        return {near, false};
    }
    const bool relative =
        begin > m_first && begin < at &&
        (m_document.is(begin, Class::relative_pronoun) || m_document.is(begin, Class::role) || m_document.is(begin, Class::determiner));
    if (relative && begin >= m_first + 2) {
        const TokenRange far = with_place(phrase_left(m_document, begin - 2, m_first));
        if (can_speak(m_document, far) && !m_document.english()) {
            return {};
        }
        return can_speak(m_document, far) ? Speaker{far, false} : Speaker{};
    }
    return {};
}

SpeechFinder::Speaker SpeechFinder::right_of(TokenIndex from) const
{
    const TokenIndex at = skip_right(from);
    if (at >= m_limit) {
        return {};
    }
    if (m_document.folded(at) == "там" && !m_last.empty()) {
        return {{at, at}, true};
    }
    if (m_document.is(at, Class::pronoun)) {
        const bool subject = m_document.english() || m_document.folded(at).starts_with("он");
        return subject ? Speaker{{at, at}, true, subject_for(at)} : Speaker{};
    }
    if (!m_document.english() && (m_document.folded(at) == "в" || m_document.folded(at) == "во") && at + 1 < m_limit) {
        const bool same = m_document.folded(at + 1) == "том" && m_document.folded(at + 2) == "же" && !m_last.empty();
        if (same) {
            return {{at, at + 2}, true};
        }
        const TokenRange phrase = phrase_right(m_document, at + 1, m_limit);
        for (TokenIndex i = at + 2; !phrase.empty() && i <= phrase.last; ++i) {
            const bool person = m_document.is(i, Class::role) && !m_document.is(i, Class::organisation) && speaks_within({at + 1, i - 1});
            if (person && m_document.quotation_of[i] == none) {
                return {{i, phrase.last}, false};
            }
        }
        return !phrase.empty() && m_document.begins(at, Class::medium) == nullptr && speaks_within(phrase) ? Speaker{phrase, false}
                                                                                                           : Speaker{};
    }
    const TokenRange phrase = phrase_right(m_document, at, m_limit);
    const TokenRange after = after_medium(phrase);
    if (!after.empty()) {
        return {after, false};
    }
    return can_speak(m_document, phrase) ? Speaker{apposition(phrase), false} : Speaker{};
}

bool SpeechFinder::told_to(TokenRange phrase) const
{
    const language::Morphology* morphology = m_document.languages->morphology();
    if (morphology == nullptr || m_document.language != "ru" || phrase.empty() ||
        (phrase.first > m_first && m_document.is(phrase.first - 1, Class::preposition))) {
        return false;
    }
    const auto& readings = m_document.readings(phrase.first);
    return !readings.empty() && !readings.front().guessed && std::all_of(readings.begin(), readings.end(), [](const auto& reading) {
        return reading.grammar.grammatical_case == language::Case::dative;
    });
}

TokenRange SpeechFinder::after_medium(TokenRange phrase) const
{
    if (m_document.english() || phrase.empty() || m_document.quotation_of[phrase.first] == none) {
        return {};
    }
    const TokenIndex close = m_document.quotations[m_document.quotation_of[phrase.first]].close;
    for (TokenIndex i = close + 1; i <= phrase.last; ++i) {
        if (m_document.is(i, Class::role) || m_document.begins(i, Class::unit) != nullptr) {
            return {close + 1, phrase.last};
        }
    }
    return {};
}

bool SpeechFinder::speaks_within(TokenRange phrase) const
{
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        const bool quoted = m_document.quotation_of[i] != none;
        if (m_document.is(i, Class::organisation) || quoted || (m_document.token(i).all_capitals && m_document.place_of[i] == none)) {
            return true;
        }
    }
    return false;
}

/// "в облздравотделе", "в военкомате": a common noun in the locative that is no settlement.
bool SpeechFinder::institution(TokenRange phrase) const
{
    for (TokenIndex i = phrase.first; m_document.language == "ru" && i <= phrase.last; ++i) {
        const auto& readings = m_document.readings(i);
        const Match* unit = m_document.begins(i, Class::unit);
        const bool time = m_document.date_of[i] != none || m_document.number_of[i] != none;
        if (readings.empty() || time || m_document.place_of[i] != none || m_document.token(i).capital || unit != nullptr) {
            return false;
        }
        const auto& best = readings.front().grammar;
        if (best.grammatical_case != language::Case::locative) {
            return false;
        }
        if (best.part == language::PartOfSpeech::noun) {
            return best.animacy != language::Animacy::animate && i == phrase.last;
        }
    }
    return false;
}

} // namespace khronika::claims
