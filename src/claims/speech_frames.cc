// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speech_frames.h"

#include "claims/noun_phrase.h"
#include "claims/speaker_names.h"

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
    explicit Finder(const Document& document) : m_document(document), m_names(document) {}

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
        const bool backward =
            m_document.begins(first, Class::backward) != nullptr || m_document.begins(opening, Class::backward) != nullptr;
        for (std::size_t f = before; f < m_frames.size(); ++f) {
            m_frames[f].backward = backward;
            m_names.learn(m_frames[f]);
            if (!m_frames[f].chain.empty()) {
                m_last = m_frames[f].chain;
            }
        }
    }

    /// "Жители называют другое: до 40 убитых", "С такими данными выступил глава ведомства Иван Лис": a speaker without a verb of
    /// speech.
    void introduced(std::uint32_t s)
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

    /// The phrase that opens the sentence, up to a verb; empty where it is no speaker or no verb follows.
    [[nodiscard]] TokenRange subject_phrase(TokenIndex colon) const
    {
        const language::Morphology* morphology = m_document.languages->morphology();
        TokenIndex verb = m_first + 1;
        const auto is_finite = [&](TokenIndex i) {
            if (m_document.english() || morphology == nullptr) {
                return m_document.folded(i).ends_with("ed") || m_document.folded(i).ends_with("s") ||
                       m_document.is(i, Class::auxiliary_have);
            }
            const auto readings = morphology->analyse(m_document.token(i).text);
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

    /// The first phrase of the sentence that holds a role and a name.
    [[nodiscard]] TokenRange named_phrase() const
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

    void according(std::uint32_t s, const Match& match)
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
        if (m_document.folded(at) == "it") {
            const TokenRange body = body_before(at);
            if (!body.empty()) {
                return {body, false};
            }
            return m_last.empty() ? Speaker{} : Speaker{{at, at}, true};
        }
        if (m_document.is(at, Class::pronoun)) {
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
        TokenRange phrase = with_place(phrase_left(m_document, at, m_first));
        while (!phrase.empty() && phrase.first < phrase.last && !m_document.english() && m_document.is(phrase.first, Class::act) &&
               !m_document.token(phrase.first).capital) {
            ++phrase.first;
        }
        if (!m_document.english() && (phrase.empty() || !can_speak(m_document, phrase))) {
            return within_left(verb);
        }
        return can_speak(m_document, phrase) ? Speaker{phrase, false} : Speaker{};
    }

    /// "it": the body that opens the sentence, where one does ("The army lost a soldier; it says ...").
    [[nodiscard]] TokenRange body_before(TokenIndex it) const
    {
        if (it <= m_first + 1) {
            return {};
        }
        const TokenRange phrase = phrase_right(m_document, m_document.is(m_first, Class::determiner) ? m_first + 1 : m_first, it);
        for (TokenIndex i = phrase.first; !phrase.empty() && i <= phrase.last && i < phrase.first + 3; ++i) {
            if (m_document.is(i, Class::organisation) || (m_document.is(i, Class::agent) && m_document.place_of[i] == none)) {
                return {phrase.first, i};
            }
        }
        return {};
    }

    /// "Police in Nairobi", "residents of Sfax": the place is not who speaks.
    [[nodiscard]] TokenRange with_place(TokenRange phrase) const
    {
        static constexpr std::string_view joins[] = {"in", "at", "near", "from", "of"};
        for (int times = 0; times < 2 && m_document.english() && !phrase.empty() && phrase.first >= m_first + 2; ++times) {
            const std::uint32_t p = m_document.place_of[phrase.first];
            const bool place = p != none && m_document.places[p].tokens.last >= phrase.last;
            TokenIndex before = phrase.first - 1;
            if (m_document.is(before, Class::determiner)) {
                --before;
            }
            const bool joined = std::find(std::begin(joins), std::end(joins), m_document.folded(before)) != std::end(joins);
            if (!place || !joined || before <= m_first) {
                break;
            }
            const TokenRange head = phrase_left(m_document, before - 1, m_first);
            if (head.empty() || m_document.number_of[head.first] != none) {
                break;
            }
            phrase.first = head.first;
        }
        return phrase;
    }

    /// "В судебном департаменте называют", "там подчеркнули": who speaks stands in the locative.
    [[nodiscard]] Speaker within_left(TokenIndex verb) const
    {
        const std::string_view word = m_document.folded(verb);
        const bool impersonal =
            word.ends_with("ли") || word.ends_with("ют") || word.ends_with("ят") || word.ends_with("ут") || word.ends_with("ат");
        if (!impersonal) {
            return {};
        }
        for (TokenIndex i = verb; i-- > m_first;) {
            if (m_document.token(i).text == "," || divides(m_document.token(i).text)) {
                return {};
            }
            if (m_document.folded(i) == "там" && !m_last.empty()) {
                return {{i, i}, true};
            }
            if (m_document.folded(i) == "в" || m_document.folded(i) == "во") {
                const TokenRange phrase = phrase_right(m_document, i + 1, verb);
                return !phrase.empty() && speaks_within(phrase) ? Speaker{phrase, false} : Speaker{};
            }
        }
        return {};
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
        if (m_document.folded(at) == "там" && !m_last.empty()) {
            return {{at, at}, true};
        }
        if (m_document.is(at, Class::pronoun)) {
            const bool subject = m_document.english() || m_document.folded(at).starts_with("он");
            return subject ? Speaker{{at, at}, true} : Speaker{};
        }
        if (!m_document.english() && (m_document.folded(at) == "в" || m_document.folded(at) == "во") && at + 1 < m_limit) {
            const bool same = m_document.folded(at + 1) == "том" && m_document.folded(at + 2) == "же" && !m_last.empty();
            if (same) {
                return {{at, at + 2}, true};
            }
            const TokenRange phrase = phrase_right(m_document, at + 1, m_limit);
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

    /// "рассказал «Медиазоне» его адвокат": who speaks stands after the one who was told.
    [[nodiscard]] TokenRange after_medium(TokenRange phrase) const
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
            speaker = inverted ? right_of(after) : left_of(match.first);
            if (!speaker.found()) {
                speaker = inverted ? left_of(match.first) : m_document.english() ? Speaker{} : right_of(after);
            }
        }
        if (!speaker.found()) {
            return;
        }
        frame.chain = speaker.pronoun ? m_last : m_names.resolved(speaker.phrase);
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

    /// "told Agentstvo", "рассказала Радио Озоди", "in an interview with CNN".
    void medium(Frame& frame, const Match& verb, TokenIndex after, bool left)
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

    const Document& m_document;
    SpeakerNames m_names;
    std::vector<Frame> m_frames;
    Chain m_last;
    TokenRange m_cited_words;
    std::string m_cited_role;
    TokenIndex m_first = 0;
    TokenIndex m_limit = 0;
};

} // namespace

std::vector<Frame> find_frames(const Document& document)
{
    return Finder(document).run();
}

} // namespace khronika::claims
