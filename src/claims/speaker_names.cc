// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speaker_names.h"

#include "base/utf8.h"
#include "claims/noun_phrase.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;

namespace {

bool has_capital(const std::string& name)
{
    return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

SpeakerNames::SpeakerNames(const Document& document) : m_document(document)
{
    for (TokenIndex i = 1; i + 2 < document.tokens.size(); ++i) {
        const bool initials = document.token(i).text == "(" && document.token(i + 1).all_capitals && document.token(i + 2).text == ")";
        if (!initials || document.place_of[i + 1] != none || document.sentence_of[i] == none) {
            continue;
        }
        const TokenRange phrase = phrase_left(document, i - 1, document.sentences[document.sentence_of[i]].first);
        if (!phrase.empty() && phrase.last > phrase.first) {
            m_initials.emplace(document.token(i + 1).text, speaker_name(document, phrase));
        }
    }
}

/// The group that a role belongs to in words.tsv ("lawyer" for advocates and defenders), else the role's own stem.
std::string SpeakerNames::role_group(TokenRange phrase) const
{
    constexpr std::size_t stem = 10;
    std::string out;
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        for (const Match& match : m_document.matches.beginning_at(i)) {
            if (match.entry->cls == Class::role && !match.entry->value.empty()) {
                return match.entry->value;
            }
        }
        if (m_document.is(i, Class::role)) {
            const std::string_view word = m_document.folded(i);
            out = word.substr(0, utf8::boundary(word, std::min(stem, word.size())));
        }
    }
    return out;
}

bool SpeakerNames::generic(TokenRange phrase) const
{
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        for (const Match& match : m_document.matches.beginning_at(i)) {
            if (match.entry->cls == Class::organisation && match.entry->value == "generic") {
                return true;
            }
        }
    }
    return false;
}

/// "Chupik" for an earlier "Valentina Chupik".
std::string SpeakerNames::full_name(const std::string& name) const
{
    if (const auto it = m_initials.find(name); it != m_initials.end()) {
        return it->second;
    }
    if (name.find(' ') != std::string::npos) {
        return name;
    }
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
        for (const std::string& link : frame->chain) {
            if (link.size() > name.size() && link.ends_with(name) && link[link.size() - name.size() - 1] == ' ') {
                return link;
            }
        }
    }
    return name;
}

Chain SpeakerNames::resolved(TokenRange phrase) const
{
    // "a ministry spokesman" is nobody named before.
    const std::string_view article = phrase.first > 0 ? m_document.folded(phrase.first - 1) : std::string_view{};
    const bool definite = !m_document.english() || !generic(phrase) || article == "the" || article == "this" || article == "that" ||
                          m_document.folded(phrase.first) == "the";
    if (bare_role(m_document, phrase) && definite && article != "a" && article != "an") {
        if (const Chain* chain = same_role(phrase)) {
            return *chain;
        }
    }
    // "той же коалиции": the one that spoke last.
    const std::string_view word = m_document.folded(phrase.first);
    const bool same = (word == "той" || word == "того" || word == "те" || word == "тех" || word == "та" || word == "тот") &&
                      m_document.folded(phrase.first + 1) == "же";
    constexpr std::size_t stem = 10;
    const std::string_view noun = m_document.folded(phrase.first + 2);
    for (auto frame = m_frames.rbegin(); same && frame != m_frames.rend(); ++frame) {
        const std::string named = frame->chain.empty() ? std::string{} : utf8::fold(frame->chain.front());
        if (named.find(noun.substr(0, utf8::boundary(noun, std::min(stem, noun.size())))) != std::string::npos) {
            return frame->chain;
        }
    }
    std::string name = full_name(speaker_name(m_document, phrase));
    return name.empty() ? Chain{} : Chain{std::move(name)};
}

/// "ministry" of "the ministry": a body that its noun tells from others.
std::string_view SpeakerNames::specific_body(TokenRange phrase) const
{
    static constexpr std::string_view nouns[] = {"ministry", "department", "council", "committee", "agency", "union"};
    const std::string_view noun = m_document.folded(phrase.last);
    return m_document.english() && std::find(std::begin(nouns), std::end(nouns), noun) != std::end(nouns) ? noun : std::string_view{};
}

/// The chain of one who was named by the same role before: "the lawyer" after "a lawyer for several foreigners".
const Chain* SpeakerNames::same_role(TokenRange phrase) const
{
    // "the ministry" is the one that was named, not whoever spoke last.
    if (const std::string_view body = specific_body(phrase); !body.empty()) {
        for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
            if (!frame->chain.empty() && utf8::fold(frame->chain.front()).find(body) != std::string::npos) {
                return &frame->chain;
            }
        }
        return nullptr;
    }
    if (generic(phrase) && m_document.english()) {
        const std::string_view noun = m_document.folded(phrase.last);
        for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
            if (!frame->chain.empty() && utf8::fold(frame->chain.front()).find(noun) != std::string::npos &&
                has_capital(frame->chain.front())) {
                return &frame->chain;
            }
        }
    }
    if (generic(phrase)) {
        for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
            const bool named = !m_document.english() || std::any_of(frame->chain.begin(), frame->chain.end(), has_capital);
            if (!frame->chain.empty() && named) {
                return &frame->chain;
            }
        }
        return nullptr;
    }
    const std::string role = role_group(phrase);
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend() && !role.empty(); ++frame) {
        if (!frame->chain.empty() && frame->role == role) {
            return &frame->chain;
        }
    }
    return nullptr;
}

Chain SpeakerNames::own_left_out(Chain chain) const
{
    const std::string own = utf8::fold(m_document.text->outlet.value);
    if (!own.empty()) {
        std::erase_if(chain, [&](const std::string& link) {
            const std::string folded = utf8::fold(link);
            // "the Network has verified": the last word of the outlet's own name.
            const bool last_word =
                m_document.english() && folded.size() > 4 && folded.find(' ') == std::string::npos && own.ends_with(" " + folded);
            return folded == own || last_word;
        });
    }
    std::erase_if(chain, [](const std::string& link) {
        const std::string folded = utf8::fold(link);
        return folded.starts_with("наш ") || folded.starts_with("наши ") || folded.starts_with("наша ");
    });
    return chain;
}

} // namespace khronika::claims
