// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speakers.h"

#include "base/utf8.h"
#include "claims/noun_phrase.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Form;
using language::Match;

namespace {

/// The sense of what a phrase ends a speech frame with.
struct Speaker {
    TokenRange phrase;
    bool pronoun = false;
    [[nodiscard]] bool found() const { return pronoun || !phrase.empty(); }
};

class Finder {
public:
    explicit Finder(const Document& document) : m_document(document) {}

    std::vector<Frame> run()
    {
        for (std::uint32_t s = 0; s < m_document.sentences.size(); ++s) {
            read_sentence(s);
        }
        return std::move(m_frames);
    }

private:
    [[nodiscard]] bool inside_speech(TokenIndex i) const
    {
        constexpr TokenIndex longest_name = 6;
        const std::uint32_t q = m_document.quotation_of[i];
        return q != none && m_document.quotations[q].length() > longest_name;
    }

    void read_sentence(std::uint32_t s)
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
            if (const Match* match = m_document.begins(i, Class::according)) {
                according(s, *match);
                i = match->last;
            } else if (const Match* citing = m_document.begins(i, Class::citing)) {
                const TokenRange phrase = phrase_right(m_document, citing->last + 1, m_limit);
                if (can_speak(m_document, phrase)) {
                    cited.emplace_back(i, resolved(phrase));
                    m_cited_role = role_group(phrase);
                    m_cited_words = {i, phrase.last};
                }
                i = citing->last;
            } else if (const Match* speech = m_document.begins(i, Class::speech)) {
                spoken(s, *speech);
            }
        }
        for (const auto& [at, chain] : cited) {
            attach_cited(s, before, at, chain);
        }
        const TokenIndex first = sentence.first;
        const bool backward =
            m_document.begins(first, Class::backward) != nullptr || m_document.begins(first + 1, Class::backward) != nullptr;
        for (std::size_t f = before; f < m_frames.size(); ++f) {
            m_frames[f].backward = backward;
            if (!m_frames[f].chain.empty()) {
                m_last = m_frames[f].chain;
            }
        }
    }

    void attach_cited(std::uint32_t s, std::size_t before, TokenIndex at, const Chain& chain)
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
            frame.chain = own_left_out(chain);
            m_frames.push_back(frame);
            return;
        }
        Chain joined = chain;
        for (const std::string& link : nearest->chain) {
            if (std::find(joined.begin(), joined.end(), link) == joined.end()) {
                joined.push_back(link);
            }
        }
        nearest->chain = own_left_out(joined);
        nearest->role = m_cited_role;
        nearest->words.first = std::min(nearest->words.first, m_cited_words.first);
        nearest->words.last = std::max(nearest->words.last, m_cited_words.last);
    }

    void according(std::uint32_t s, const Match& match)
    {
        Frame frame;
        frame.sentence = s;
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
            frame.chain = own_left_out(resolved(apposition(phrase)));
            frame.role = role_group(phrase);
        }
        m_frames.push_back(frame);
    }

    [[nodiscard]] bool comma(TokenIndex i) const { return i < m_document.tokens.size() && m_document.token(i).text == ","; }

    /// "главы пресс-службы, Дарьи Лебедевой," and "Tajikistan's deputy minister, Shahnoza Nodiri,": the name after the title.
    [[nodiscard]] TokenRange apposition(TokenRange phrase) const
    {
        if (!comma(phrase.last + 1) || phrase.last + 2 >= m_limit || !bare_role(m_document, phrase)) {
            return phrase;
        }
        const TokenRange name = phrase_right(m_document, phrase.last + 2, m_limit);
        const bool named = !name.empty() && m_document.token(name.first).capital && name.last - name.first < 4;
        return named ? name : phrase;
    }

    /// "alleged attackers": the participle before a noun says nothing.
    [[nodiscard]] bool attributive(const Match& match) const
    {
        const bool opens = match.first == m_first || m_document.punctuation(match.first - 1) ||
                           m_document.is(match.first - 1, Class::determiner) || m_document.is(match.first - 1, Class::preposition);
        return m_document.english() && opens &&
               (m_document.begins(match.last + 1, Class::unit) != nullptr || m_document.begins(match.last + 1, Class::act) != nullptr) &&
               !m_document.quote_mark(match.first - (match.first > m_first ? 1 : 0));
    }

    [[nodiscard]] bool is_verb(const Match& match) const
    {
        if (attributive(match)) {
            return false;
        }
        if (!m_document.english()) {
            const Form form = match.form;
            return form != Form::noun && form != Form::full_participle && form != Form::infinitive &&
                   !m_document.token(match.first).capital;
        }
        if (match.form == Form::gerund) {
            return false;
        }
        const bool after_be = match.first > m_first && m_document.is(match.first - 1, Class::auxiliary_be);
        if (after_be) {
            return m_document.folded(match.last + 1) == "by";
        }
        if (match.form == Form::base) {
            return match.entry->value.empty() &&
                   (m_document.folded(match.first) == "say" || m_document.folded(match.first) == "report" ||
                    m_document.folded(match.first) == "describe" || m_document.folded(match.first) == "claim" ||
                    m_document.folded(match.first) == "estimate");
        }
        return true;
    }

    [[nodiscard]] TokenIndex skip_left(TokenIndex i) const
    {
        while (i > m_first && (m_document.is(i, Class::adverb) || m_document.is(i, Class::auxiliary_have) ||
                               (m_document.english() && m_document.folded(i).ends_with("ly")) || m_document.date_of[i] != none)) {
            --i;
        }
        return i;
    }

    [[nodiscard]] TokenIndex skip_right(TokenIndex i) const
    {
        while (i < m_limit && (m_document.is(i, Class::adverb) || m_document.date_of[i] != none)) {
            ++i;
        }
        return i;
    }

    [[nodiscard]] Speaker left_of(TokenIndex verb) const
    {
        if (verb == m_first) {
            return {};
        }
        TokenIndex at = skip_left(verb - 1);
        if (m_document.is(at, Class::pronoun) && !m_document.english()) {
            return m_document.folded(at).starts_with("он") ? Speaker{{at, at}, true} : Speaker{};
        }
        if (m_document.is(at, Class::pronoun) || (m_document.folded(at) == "it" && !m_last.empty())) {
            return {{at, at}, true};
        }
        if (m_document.folded(at) == "who" || m_document.folded(at) == "that" || m_document.folded(at) == "which" ||
            m_document.folded(at).starts_with("котор")) {
            if (at == m_first) {
                return {};
            }
            --at;
        }
        if (comma(at)) {
            return left_of_comma(at);
        }
        const TokenRange phrase = phrase_left(m_document, at, m_first);
        return can_speak(m_document, phrase) ? Speaker{phrase, false} : Speaker{};
    }

    /// The verb stands after a comma: an apposition or a relative clause lies between the name and it.
    [[nodiscard]] Speaker left_of_comma(TokenIndex at) const
    {
        if (at == m_first) {
            return {};
        }
        TokenIndex begin = at;
        while (begin > m_first && !comma(begin - 1)) {
            --begin;
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
            const TokenRange far = phrase_left(m_document, begin - 2, m_first);
            if (can_speak(m_document, far) && !m_document.english()) {
                return {};
            }
            return can_speak(m_document, far) ? Speaker{far, false} : Speaker{};
        }
        return {};
    }

    [[nodiscard]] Speaker right_of(TokenIndex from) const
    {
        const TokenIndex at = skip_right(from);
        if (at >= m_limit) {
            return {};
        }
        if (m_document.is(at, Class::pronoun)) {
            const bool subject = m_document.english() || m_document.folded(at).starts_with("он");
            return subject ? Speaker{{at, at}, true} : Speaker{};
        }
        if (!m_document.english() && (m_document.folded(at) == "в" || m_document.folded(at) == "во") && at + 1 < m_limit) {
            const TokenRange phrase = phrase_right(m_document, at + 1, m_limit);
            return !phrase.empty() && m_document.begins(at, Class::medium) == nullptr && speaks_within(phrase) ? Speaker{phrase, false}
                                                                                                               : Speaker{};
        }
        const TokenRange phrase = phrase_right(m_document, at, m_limit);
        return can_speak(m_document, phrase) ? Speaker{apposition(phrase), false} : Speaker{};
    }

    /// "сообщили в МВД": an organisation, never a place.
    [[nodiscard]] bool speaks_within(TokenRange phrase) const
    {
        for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
            const bool quoted = m_document.quotation_of[i] != none;
            if (m_document.is(i, Class::organisation) || quoted || (m_document.token(i).all_capitals && m_document.place_of[i] == none)) {
                return true;
            }
        }
        return false;
    }

    void spoken(std::uint32_t s, const Match& match)
    {
        if (!is_verb(match)) {
            return;
        }
        Frame frame;
        frame.sentence = s;
        frame.verb = match.first;
        TokenIndex after = match.last + 1;
        Speaker speaker;
        if (m_document.english() && m_document.folded(after) == "by") {
            speaker = right_of(after + 1);
        } else {
            const bool inverted =
                match.first > m_first && (comma(match.first - 1) || m_document.quote_mark(match.first - 1) ||
                                          m_document.token(match.first - 1).text == "—" || m_document.token(match.first - 1).text == "–");
            speaker = inverted ? right_of(after) : left_of(match.first);
            if (!speaker.found()) {
                speaker = inverted ? left_of(match.first) : m_document.english() ? Speaker{} : right_of(after);
            }
        }
        if (!speaker.found()) {
            return;
        }
        frame.chain = speaker.pronoun ? m_last : resolved(speaker.phrase);
        frame.role = speaker.pronoun ? std::string{} : role_group(speaker.phrase);
        frame.words = {std::min(match.first, speaker.phrase.first), std::max(match.last, speaker.phrase.last)};
        const bool left = speaker.phrase.first < match.first;
        medium(frame, match, left ? after : frame.words.last + 1, left);
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
        frame.chain = own_left_out(frame.chain);
        m_frames.push_back(std::move(frame));
    }

    /// "told Agentstvo", "рассказала Радио Озоди", "in an interview with CNN".
    void medium(Frame& frame, const Match& verb, TokenIndex after, bool left)
    {
        TokenIndex at = after;
        bool expected = verb.entry->cls == Class::speech && m_document.begins(verb.first, Class::told) != nullptr;
        if (const Match* match = m_document.begins(skip_right(at), Class::medium)) {
            at = match->last + 1;
            expected = true;
        } else if (!m_document.english()) {
            expected = left && m_document.token(std::min<TokenIndex>(at, m_limit - 1)).kind == language::TokenKind::word &&
                       !m_document.is(at, Class::preposition);
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
        const TokenRange phrase = phrase_right(m_document, at, m_limit);
        if (phrase.empty()) {
            return;
        }
        if (bare_role(m_document, phrase)) {
            if (generic(phrase) && !m_last.empty() && frame.chain.size() == 1 && m_last.back() != frame.chain.front()) {
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
        const std::string name = full_name(speaker_name(m_document, phrase));
        if (!name.empty() && std::find(frame.chain.begin(), frame.chain.end(), name) == frame.chain.end()) {
            frame.chain.push_back(name);
            frame.words.last = std::max(frame.words.last, phrase.last);
        }
    }

    /// The group that a role belongs to in words.tsv ("lawyer" for advocates and defenders), else the role's own stem.
    [[nodiscard]] std::string role_group(TokenRange phrase) const
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

    [[nodiscard]] bool generic(TokenRange phrase) const
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
    [[nodiscard]] std::string full_name(const std::string& name) const
    {
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

    [[nodiscard]] Chain resolved(TokenRange phrase) const
    {
        if (bare_role(m_document, phrase)) {
            if (const Chain* chain = same_role(phrase)) {
                return *chain;
            }
        }
        std::string name = full_name(speaker_name(m_document, phrase));
        return name.empty() ? Chain{} : Chain{std::move(name)};
    }

    /// The chain of one who was named by the same role before: "the lawyer" after "a lawyer for several foreigners".
    [[nodiscard]] const Chain* same_role(TokenRange phrase) const
    {
        if (generic(phrase)) {
            for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
                if (!frame->chain.empty()) {
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

    [[nodiscard]] Chain own_left_out(Chain chain) const
    {
        const std::string own = utf8::fold(m_document.text->outlet.value);
        if (!own.empty()) {
            std::erase_if(chain, [&](const std::string& link) { return utf8::fold(link) == own; });
        }
        return chain;
    }

    const Document& m_document;
    std::vector<Frame> m_frames;
    Chain m_last;
    TokenRange m_cited_words;
    std::string m_cited_role;
    TokenIndex m_first = 0;
    TokenIndex m_limit = 0;
};

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
    : m_document(document), m_frames(Finder(document).run()), m_by_sentence(document.sentences.size())
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
    return m_nobody;
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
