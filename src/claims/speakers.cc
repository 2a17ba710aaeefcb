// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speakers.h"

#include "base/utf8.h"
#include "claims/speech_frames.h"

namespace khronika::claims {

using language::Class;

namespace {

/// "Valentina Chupik: ..." at the beginning of a line of an interview.
Chain line_speaker(const Document& document, const language::Sentence& sentence)
{
    constexpr TokenIndex longest = 5;
    for (TokenIndex i = sentence.first; i <= sentence.last && i <= sentence.first + longest; ++i) {
        if (document.token(i).text == ":" && i > sentence.first) {
            return {std::string(document.words({sentence.first, i - 1}))};
        }
        const bool name = document.token(i).capital || document.token(i).text == ".";
        if (!name || document.is(i, Class::act)) {
            return {};
        }
    }
    return {};
}

} // namespace

Attributions::Attributions(const Document& document)
    : m_document(document), m_frames(find_frames(document)), m_by_sentence(document.sentences.size())
{
    m_speech.assign(document.tokens.size(), false);
    m_paragraph_speaker.resize(document.sentences.size());
    for (std::uint32_t f = 0; f < m_frames.size(); ++f) {
        m_by_sentence[m_frames[f].sentence].push_back(f);
        for (TokenIndex i = m_frames[f].words.first; i <= m_frames[f].words.last && i < m_speech.size(); ++i) {
            m_speech[i] = true;
        }
    }
    const std::string own = utf8::fold(document.text->outlet.value);
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        const auto& sentence = document.sentences[s];
        const bool line_start = sentence.first == 0 || document.token(sentence.first - 1).kind == language::TokenKind::newline;
        if (line_start && !sentence.heading) {
            m_paragraph_speaker[s] = line_speaker(document, sentence);
            if (!m_paragraph_speaker[s].empty() && utf8::fold(m_paragraph_speaker[s].front()) == own) {
                m_paragraph_speaker[s].clear();
            }
        } else if (s > 0 && document.sentences[s - 1].paragraph == sentence.paragraph) {
            m_paragraph_speaker[s] = m_paragraph_speaker[s - 1];
        }
    }
    assign_quotations();
    assign_dialogue();
    assign_interview();
    enclose();
}

/// "— Нас били, — говорит Гела. — Потом забрали телефоны.": the whole paragraph is one person's words.
void Attributions::assign_dialogue()
{
    const auto dash = [&](TokenIndex i) { return m_document.token(i).text == "—" || m_document.token(i).text == "–"; };
    std::uint32_t first = 0;
    for (std::uint32_t s = 0; s < m_document.sentences.size(); ++s) {
        if (s == 0 || m_document.sentences[s].paragraph != m_document.sentences[s - 1].paragraph) {
            first = s;
        }
        if (!dash(m_document.sentences[first].first) || m_document.sentences[first].heading) {
            continue;
        }
        for (const std::uint32_t f : m_by_sentence[s]) {
            const Frame& frame = m_frames[f];
            if (frame.words.first == 0 || !dash(frame.words.first - 1) || frame.chain.empty()) {
                continue;
            }
            for (std::uint32_t k = first;
                 k < m_document.sentences.size() && m_document.sentences[k].paragraph == m_document.sentences[s].paragraph; ++k) {
                m_paragraph_speaker[k] = frame.chain;
            }
        }
    }
}

namespace {

/// The first full name before a token, in the nominative; empty where there is none.
std::string first_name(const Document& document, TokenIndex limit)
{
    const language::Morphology* morphology = document.languages->morphology();
    for (TokenIndex i = 0; morphology != nullptr && document.language == "ru" && i + 1 < limit; ++i) {
        const bool names = document.token(i).capital && document.token(i + 1).capital && !document.token(i).all_capitals &&
                           document.token(i).kind == language::TokenKind::word;
        if (!names) {
            continue;
        }
        const auto& readings = document.readings(i);
        if (!readings.empty() && readings.front().grammar.is_given_name) {
            return morphology->nominative(std::string(document.words({i, i + 1})));
        }
    }
    return {};
}

} // namespace

/// Questions and answers that open with dashes: the answers are of the person whom the text introduces before the first question.
void Attributions::assign_interview()
{
    constexpr std::size_t least = 2;
    std::vector<std::uint32_t> opening; // sentences that open a paragraph with a dash
    std::size_t questions = 0;
    for (std::uint32_t s = 0; s < m_document.sentences.size(); ++s) {
        const bool first = s == 0 || m_document.sentences[s].paragraph != m_document.sentences[s - 1].paragraph;
        const std::string_view mark = m_document.token(m_document.sentences[s].first).text;
        if (first && (mark == "—" || mark == "–" || mark == "-")) {
            opening.push_back(s);
        }
        const bool within = !opening.empty() && m_document.sentences[opening.back()].paragraph == m_document.sentences[s].paragraph;
        questions += within && m_document.sentences[s].question ? 1 : 0;
    }
    if (questions < least) {
        return;
    }
    const std::string name = first_name(m_document, m_document.sentences[opening.front()].first);
    if (name.empty()) {
        return;
    }
    for (const std::uint32_t s : opening) {
        const std::uint32_t paragraph = m_document.sentences[s].paragraph;
        bool asks = false;
        std::uint32_t end = s;
        for (; end < m_document.sentences.size() && m_document.sentences[end].paragraph == paragraph; ++end) {
            asks = m_document.sentences[end].question;
        }
        for (std::uint32_t k = s; k < end && !asks; ++k) {
            if (m_paragraph_speaker[k].empty()) {
                m_paragraph_speaker[k] = {name};
            }
        }
    }
}

void Attributions::assign_quotations()
{
    constexpr TokenIndex shortest_speech = 4;
    m_quotations.resize(m_document.quotations.size());
    for (std::size_t q = 0; q < m_document.quotations.size(); ++q) {
        const Quotation& quotation = m_document.quotations[q];
        if (quotation.length() < shortest_speech) {
            continue;
        }
        const std::uint32_t begins = m_document.sentence_of[quotation.open];
        const std::uint32_t ends = m_document.sentence_of[quotation.close];
        // Who speaks stands beside the closing mark, else before the opening one, else in the sentence before.
        for (const std::uint32_t s : {ends, begins, ends + 1, begins == 0 ? begins : begins - 1}) {
            if (s == none || s >= m_by_sentence.size() || m_by_sentence[s].empty()) {
                continue;
            }
            const auto& near = m_document.sentences[s];
            if (near.paragraph != m_document.sentences[begins].paragraph || (s == ends + 1 && m_document.token(near.first).capital)) {
                continue;
            }
            std::uint32_t best = m_by_sentence[s].front();
            for (const std::uint32_t f : m_by_sentence[s]) {
                if (m_frames[f].verb > quotation.close) {
                    best = f;
                    break;
                }
                best = f;
            }
            m_quotations[q] = m_frames[best].chain;
            break;
        }
    }
}

const Chain& Attributions::at(TokenIndex token) const
{
    const std::uint32_t q = m_document.quotation_of[token];
    if (q != none && !m_quotations[q].empty()) {
        return m_quotations[q];
    }
    const std::uint32_t s = m_document.sentence_of[token];
    if (s == none) {
        return m_nobody;
    }
    const Frame* best = nullptr;
    TokenIndex distance = none;
    for (const std::uint32_t f : m_by_sentence[s]) {
        const Frame& frame = m_frames[f];
        if (frame.forward_only && token < frame.words.first) {
            continue;
        }
        const TokenIndex away = token < frame.verb ? frame.verb - token : token - frame.verb;
        if (away < distance) {
            best = &frame;
            distance = away;
        }
    }
    if (best != nullptr) {
        return best->chain;
    }
    if (!m_paragraph_speaker[s].empty()) {
        return m_paragraph_speaker[s];
    }
    if (s + 1 < m_by_sentence.size()) {
        for (const std::uint32_t f : m_by_sentence[s + 1]) {
            const bool beside = m_document.sentences[s + 1].paragraph - m_document.sentences[s].paragraph <= 1;
            if (m_frames[f].backward && beside) {
                return m_frames[f].chain;
            }
        }
    }
    return m_enclosed[s];
}

/// A sentence without a speaker of its own between two of one speaker in one paragraph is that speaker's too.
void Attributions::enclose()
{
    m_enclosed.resize(m_document.sentences.size());
    const Frame* before = nullptr;
    for (std::uint32_t s = 0; s < m_document.sentences.size(); ++s) {
        if (before != nullptr && m_document.sentences[before->sentence].paragraph != m_document.sentences[s].paragraph) {
            before = nullptr;
        }
        if (m_by_sentence[s].empty()) {
            continue;
        }
        const Frame& first = m_frames[m_by_sentence[s].front()];
        for (std::uint32_t k = before != nullptr ? before->sentence + 1 : s; k < s; ++k) {
            if (before->chain == first.chain) {
                m_enclosed[k] = first.chain;
            }
        }
        before = &m_frames[m_by_sentence[s].back()];
    }
}

bool Attributions::speech(TokenIndex token) const
{
    return m_speech[token];
}

std::vector<const Frame*> Attributions::of_sentence(std::uint32_t sentence) const
{
    std::vector<const Frame*> out;
    for (const std::uint32_t f : m_by_sentence[sentence]) {
        out.push_back(&m_frames[f]);
    }
    return out;
}

} // namespace khronika::claims
