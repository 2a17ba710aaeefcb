// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speech_frames.h"

#include "claims/noun_phrase.h"
#include "claims/speech_finder.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Form;
using language::Match;

std::vector<Frame> SpeechFinder::run()
{
    for (std::uint32_t s = 0; s < m_document.sentences.size(); ++s) {
        read_sentence(s);
    }
    return std::move(m_frames);
}

bool SpeechFinder::inside_speech(TokenIndex i) const
{
    constexpr TokenIndex longest_name = 6;
    const std::uint32_t q = m_document.quotation_of[i];
    return q != none && m_document.quotations[q].length() > longest_name;
}

void SpeechFinder::read_sentence(std::uint32_t s)
{
    const auto& sentence = m_document.sentences[s];
    m_first = sentence.first;
    m_limit = sentence.last + 1;
    const std::size_t before = m_frames.size();
    std::vector<std::pair<TokenIndex, Chain>> cited;
    for (TokenIndex i = m_first; i < m_limit; ++i) {
        if (inside_speech(i)) {
            continue;
        }
        const Match* source = m_document.begins(i, Class::according);
        source = source != nullptr ? source : m_document.begins(i, Class::tally);
        if (source != nullptr) {
            according(s, *source);
            i = source->last;
        } else if (const Match* citing = m_document.begins(i, Class::citing)) {
            const TokenRange phrase = phrase_right(m_document, citing->last + 1, m_limit);
            if (can_speak(m_document, phrase)) {
                cited.emplace_back(i, m_names.resolved(phrase));
                m_cited_role = m_names.role_group(phrase);
                m_cited_words = {i, phrase.last};
            }
            i = citing->last;
        } else if (const Match* speech = m_document.begins(i, Class::speech)) {
            spoken(s, *speech);
        } else if (const Match* denial = m_document.begins(i, Class::denied)) {
            spoken(s, *denial);
        }
    }
    if (m_frames.size() == before) {
        introduced(s);
    }
    for (const auto& [at, chain] : cited) {
        attach_cited(s, before, at, chain);
    }
    const TokenIndex first = sentence.first;
    const TokenIndex opening = first + 1;
    const bool backward = m_document.begins(first, Class::backward) != nullptr || m_document.begins(opening, Class::backward) != nullptr;
    for (std::size_t f = before; f < m_frames.size(); ++f) {
        m_frames[f].backward = backward;
        m_names.learn(m_frames[f]);
        if (!m_frames[f].chain.empty()) {
            m_last = m_frames[f].chain;
            m_last_sentence = s;
        }
    }
    note_subject(s);
}

void SpeechFinder::introduced(std::uint32_t s)
{
    constexpr TokenIndex longest = 12;
    const bool backward =
        m_document.begins(m_first, Class::backward) != nullptr || m_document.begins(m_first + 1, Class::backward) != nullptr;
    TokenIndex colon = m_first;
    while (colon < m_limit && m_document.token(colon).text != ":" && colon - m_first <= longest) {
        ++colon;
    }
    const bool leads = colon < m_limit && colon > m_first + 1 && m_document.token(colon).text == ":" && colon + 1 < m_limit;
    if (!backward && !leads) {
        return;
    }
    for (TokenIndex i = m_first; leads && i < colon; ++i) {
        if (m_document.is(i, Class::act) || m_document.number_of[i] != none || m_document.quotation_of[i] != none ||
            m_document.token(i).text == ",") {
            return;
        }
    }
    TokenRange phrase = leads ? subject_phrase(colon) : named_phrase();
    bool speaks = false;
    for (TokenIndex i = phrase.first; !phrase.empty() && i <= phrase.last; ++i) {
        const Match* unit = m_document.begins(i, Class::unit);
        speaks = speaks || m_document.is(i, Class::role) || m_document.is(i, Class::organisation) ||
                 (unit != nullptr && unit->entry->kind == "person");
    }
    if (!speaks) {
        phrase = {};
    }
    if (phrase.empty()) {
        return;
    }
    Frame frame;
    frame.sentence = s;
    frame.verb = phrase.last;
    frame.words = phrase;
    frame.chain = m_names.own_left_out(m_names.resolved(phrase));
    frame.role = m_names.role_group(phrase);
    frame.forward_only = leads;
    m_frames.push_back(std::move(frame));
}

void SpeechFinder::attach_cited(std::uint32_t s, std::size_t before, TokenIndex at, const Chain& chain)
{
    Frame* nearest = nullptr;
    for (std::size_t f = before; f < m_frames.size(); ++f) {
        if (m_frames[f].verb < at || nearest == nullptr) {
            nearest = &m_frames[f];
        }
    }
    if (nearest == nullptr) {
        Frame frame;
        frame.sentence = s;
        frame.verb = at;
        frame.words = m_cited_words;
        frame.chain = m_names.own_left_out(chain);
        m_frames.push_back(frame);
        return;
    }
    Chain joined = chain;
    for (const std::string& link : nearest->chain) {
        if (std::find(joined.begin(), joined.end(), link) == joined.end()) {
            joined.push_back(link);
        }
    }
    nearest->chain = m_names.own_left_out(joined);
    nearest->role = m_cited_role;
    nearest->words.first = std::min(nearest->words.first, m_cited_words.first);
    nearest->words.last = std::max(nearest->words.last, m_cited_words.last);
}

void SpeechFinder::according(std::uint32_t s, const Match& match)
{
    Frame frame;
    frame.sentence = s;
    frame.source = match.entry->source();
    frame.verb = match.first;
    if (match.entry->value == "pronoun") {
        frame.words = {match.first, match.last};
        frame.chain = m_last;
    } else {
        const TokenRange phrase = phrase_right(m_document, match.last + 1, m_limit);
        if (phrase.empty() || !can_speak(m_document, phrase)) {
            return;
        }
        frame.words = {match.first, phrase.last};
        frame.chain = m_names.own_left_out(m_names.resolved(apposition(phrase)));
        frame.role = m_names.role_group(phrase);
    }
    m_frames.push_back(frame);
}

bool SpeechFinder::attributive(const Match& match) const
{
    const bool opens = match.first == m_first || m_document.punctuation(match.first - 1) ||
                       m_document.is(match.first - 1, Class::determiner) || m_document.is(match.first - 1, Class::preposition);
    return m_document.english() && opens && m_document.folded(match.first).ends_with("ed") &&
           (m_document.begins(match.last + 1, Class::unit) != nullptr || m_document.begins(match.last + 1, Class::act) != nullptr) &&
           !m_document.quote_mark(match.first - (match.first > m_first ? 1 : 0));
}

bool SpeechFinder::is_verb(const Match& match) const
{
    if (attributive(match)) {
        return false;
    }
    if (!m_document.english()) {
        const Form form = match.form;
        return form != Form::noun && form != Form::full_participle && form != Form::infinitive && !m_document.token(match.first).capital;
    }
    const bool noun =
        match.first > m_first && (m_document.number_of[match.first - 1] != none || m_document.is(match.first - 1, Class::determiner));
    if (match.form == Form::gerund || (noun && (match.form == Form::third || match.form == Form::base))) {
        return false;
    }
    const bool after_be = match.first > m_first && m_document.is(match.first - 1, Class::auxiliary_be);
    if (after_be) {
        return m_document.folded(match.last + 1) == "by";
    }
    if (match.form == Form::base) {
        static constexpr std::string_view plain[] = {"say",    "report", "describe", "claim",   "estimate", "allege", "believe", "reckon",
                                                     "insist", "tell",   "confirm",  "suspect", "recount",  "assert", "contend"};
        return match.entry->value.empty() &&
               std::find(std::begin(plain), std::end(plain), m_document.folded(match.first)) != std::end(plain);
    }
    return true;
}

bool SpeechFinder::verb_of_act(TokenIndex i) const
{
    for (const Match& match : m_document.matches.beginning_at(i)) {
        const bool done = match.entry->cls == Class::act && match.entry->kind == "verb" && match.last > match.first;
        if (done && match.entry->act != "statement" && match.entry->act != "-" && match.last - match.first <= 3) {
            return !m_document.english();
        }
    }
    return false;
}

void SpeechFinder::spoken(std::uint32_t s, const Match& match)
{
    if (!is_verb(match) || verb_of_act(match.first)) {
        return;
    }
    // "claimed 31 lives" says nothing; "reported seven dead" does.
    for (const Match& act : m_document.matches.beginning_at(match.first)) {
        if (m_document.english() && act.entry->cls == Class::act && act.words > match.words && act.entry->act != "statement" &&
            act.entry->act != "complaint" && (act.entry->kind == "verb" || m_document.number_of[match.last + 1] == none)) {
            return;
        }
    }
    Frame frame;
    frame.sentence = s;
    frame.source = match.entry->source();
    frame.verb = match.first;
    TokenIndex after = match.last + 1;
    Speaker speaker;
    if (m_document.english() && m_document.folded(after) == "by") {
        speaker = right_of(after + 1);
    } else {
        const bool inverted =
            match.first > m_first && (comma(match.first - 1) || m_document.quote_mark(match.first - 1) ||
                                      m_document.token(match.first - 1).text == "—" || m_document.token(match.first - 1).text == "–");
        // "Ivan Petrov, a lawyer, said 52 people were held": what stands between commas is no speech.
        const bool apposed = inverted && m_document.english() && comma(match.first - 1) && match.first > m_first + 1 &&
                             !m_document.quote_mark(match.first - 2);
        speaker = inverted ? right_of(after) : left_of(match.first);
        const bool ends = speaker.phrase.last + 1 >= m_limit || m_document.punctuation(speaker.phrase.last + 1);
        if (apposed && (!speaker.found() || !ends)) {
            const Speaker before = left_of_comma(match.first - 1);
            speaker = before.found() ? before : speaker;
        }
        if (!speaker.found()) {
            speaker = inverted ? left_of(match.first) : m_document.english() ? Speaker{} : right_of(after);
        }
    }
    if (!speaker.found() || (!speaker.pronoun && speaker.phrase.first < match.first && told_to(speaker.phrase))) {
        return;
    }
    frame.chain = !speaker.pronoun ? m_names.resolved(speaker.phrase) : speaker.meant.empty() ? m_last : m_names.resolved(speaker.meant);
    frame.role = speaker.pronoun ? std::string{} : m_names.role_group(speaker.phrase);
    frame.words = {std::min(match.first, speaker.phrase.first), std::max(match.last, speaker.phrase.last)};
    const bool left = speaker.phrase.first < match.first;
    const bool told_first = !left && speaker.phrase.first > after && m_document.quotation_of[after] != none;
    medium(frame, match, left || told_first ? after : frame.words.last + 1, left || told_first);
    const TokenIndex next = frame.words.last + 1;
    const std::string_view word = m_document.folded(next);
    const bool parenthesis = next >= m_limit || comma(next) || m_document.punctuation(next);
    const bool that = word == "that" || (comma(next) && m_document.folded(next + 1) == "что") ||
                      m_document.token(std::min<TokenIndex>(next, m_limit - 1)).text == ":";
    const TokenIndex opens = frame.words.first;
    const bool trailing =
        opens > m_first &&
        (m_document.token(opens - 1).text == "," || m_document.quote_mark(opens - 1) || m_document.token(opens - 1).text == "—" ||
         m_document.is(opens - 1, Class::determiner)) &&
        (!m_document.is(opens - 1, Class::determiner) || (opens > m_first + 1 && m_document.token(opens - 2).text == ","));
    frame.forward_only = left && (that || (!parenthesis && !trailing));
    frame.chain = m_names.own_left_out(frame.chain);
    m_frames.push_back(std::move(frame));
}

void SpeechFinder::medium(Frame& frame, const Match& verb, TokenIndex after, bool left)
{
    TokenIndex at = after;
    bool expected = verb.entry->cls == Class::speech && m_document.begins(verb.first, Class::told) != nullptr;
    if (const Match* match = m_document.begins(skip_right(at), Class::medium)) {
        at = match->last + 1;
        expected = true;
    } else if (!m_document.english()) {
        const TokenIndex next = std::min<TokenIndex>(at, m_limit - 1);
        const bool name =
            m_document.token(next).kind == language::TokenKind::word || !after_medium(phrase_right(m_document, next, m_limit)).empty();
        expected = left && name && !m_document.is(at, Class::preposition);
    }
    if (!expected || at >= m_limit) {
        return;
    }
    const std::string_view word = m_document.folded(at);
    if (word == "it" || word == "him" || word == "her" || word == "them" || word == "us" || word == "me") {
        if (frame.chain.size() == 1 && word == "it" && !m_last.empty() && m_last.back() != frame.chain.front()) {
            frame.chain.push_back(m_last.back());
        }
        frame.words.last = std::max(frame.words.last, at);
        return;
    }
    TokenRange phrase = phrase_right(m_document, at, m_limit);
    for (TokenIndex i = phrase.first + 1; !phrase.empty() && i <= phrase.last; ++i) {
        if (m_document.number_of[i] != none && m_document.quotation_of[i] == none) {
            phrase.last = i - 1; // "told Reuters 12 soldiers were killed"
        }
    }
    if (phrase.empty()) {
        return;
    }
    if (!after_medium(phrase).empty()) {
        phrase.last = m_document.quotations[m_document.quotation_of[phrase.first]].close;
    }
    if (bare_role(m_document, phrase)) {
        if (m_names.generic(phrase) && !m_last.empty() && frame.chain.size() == 1 && m_last.back() != frame.chain.front()) {
            frame.chain.push_back(m_last.back());
            frame.words.last = std::max(frame.words.last, phrase.last);
        }
        return;
    }
    bool named = false;
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        named = named || m_document.token(i).capital || m_document.quotation_of[i] != none;
    }
    if (!named || !can_speak(m_document, phrase)) {
        return;
    }
    const std::string name = m_names.full_name(speaker_name(m_document, phrase));
    if (!name.empty() && std::find(frame.chain.begin(), frame.chain.end(), name) == frame.chain.end()) {
        frame.chain.push_back(name);
        frame.words.last = std::max(frame.words.last, phrase.last);
    }
}

std::vector<Frame> find_frames(const Document& document)
{
    return SpeechFinder(document).run();
}

} // namespace khronika::claims
