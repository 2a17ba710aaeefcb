// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over a document for who says what: a local of find_frames(). The frames are made in speech_frames.cc, and the
// phrases beside a verb of speech found in speech_sides.cc.
#pragma once

#include "claims/document.h"
#include "claims/speaker_names.h"
#include "claims/speakers.h"

#include <vector>

namespace khronika::claims {

class SpeechFinder {
public:
    explicit SpeechFinder(const Document& document) : m_document(document), m_names(document) {}

    std::vector<Frame> run();

private:
    using Match = language::Match;

    /// The sense of what a phrase ends a speech frame with.
    struct Speaker {
        TokenRange phrase;
        bool pronoun = false;
        TokenRange meant = {}; ///< of a pronoun: the subject of an earlier sentence that it stands for; empty for the last speaker
        [[nodiscard]] bool found() const { return pronoun || !phrase.empty(); }
    };

    [[nodiscard]] bool inside_speech(TokenIndex i) const;
    void read_sentence(std::uint32_t s);
    /// "Жители называют другое: до 40 убитых", "С такими данными выступил глава ведомства Иван Лис": a speaker without a verb of
    /// speech.
    void introduced(std::uint32_t s);
    /// The phrase that opens the sentence, up to a verb; empty where it is no speaker or no verb follows.
    [[nodiscard]] TokenRange subject_phrase(TokenIndex colon) const;
    /// The first phrase of the sentence that holds a role and a name.
    [[nodiscard]] TokenRange named_phrase() const;
    void attach_cited(std::uint32_t s, std::size_t before, TokenIndex at, const Chain& chain);
    void according(std::uint32_t s, const Match& match);
    [[nodiscard]] bool comma(TokenIndex i) const { return i < m_document.tokens.size() && m_document.token(i).text == ","; }
    /// "главы пресс-службы, Дарьи Лебедевой," and "Tajikistan's deputy minister, Shahnoza Nodiri,": the name after the title.
    [[nodiscard]] TokenRange apposition(TokenRange phrase) const;
    /// "alleged attackers": the participle before a noun says nothing.
    [[nodiscard]] bool attributive(const Match& match) const;
    [[nodiscard]] bool is_verb(const Match& match) const;
    /// "объявили голодовку", "передали дело в суд": says nothing.
    [[nodiscard]] bool verb_of_act(TokenIndex i) const;
    /// "Людям сказали": one who is told does not speak.
    [[nodiscard]] bool told_to(TokenRange phrase) const;
    [[nodiscard]] TokenIndex skip_left(TokenIndex i) const;
    [[nodiscard]] TokenIndex skip_right(TokenIndex i) const;
    [[nodiscard]] Speaker left_of(TokenIndex verb) const;
    /// "Mehari, a former clerk, ...", "The ministry has ...": who opens the sentence, for a pronoun that follows.
    void note_subject(std::uint32_t s);
    /// The subject that "it", "he" or "she" stands for where it was named after the last speaker; empty where none was.
    [[nodiscard]] TokenRange subject_for(TokenIndex pronoun) const;
    /// "it": the body that opens the sentence, where one does ("The army lost a soldier; it says ...").
    [[nodiscard]] TokenRange body_before(TokenIndex it) const;
    /// "Police in Nairobi", "residents of Sfax": the place is not who speaks.
    /// "The Baloch Rights Register (BRR) ..." at the beginning of the sentence.
    [[nodiscard]] TokenRange with_initials(TokenIndex limit) const;
    /// "their lawyers and a press association said": both.
    [[nodiscard]] TokenRange with_fellow(TokenRange phrase) const;
    /// "A civil servant reached by phone said": who opens the sentence, where nothing else stands before the verb.
    [[nodiscard]] TokenRange opening_phrase(TokenIndex verb) const;
    [[nodiscard]] bool one_person(TokenRange phrase) const; ///< "a nurse", "an aide"
    [[nodiscard]] TokenRange with_place(TokenRange phrase) const;
    /// "В судебном департаменте называют", "там подчеркнули": who speaks stands in the locative.
    [[nodiscard]] Speaker within_left(TokenIndex verb) const;
    /// The verb stands after a comma: an apposition or a relative clause lies between the name and it.
    [[nodiscard]] Speaker left_of_comma(TokenIndex at) const;
    [[nodiscard]] Speaker right_of(TokenIndex from) const;
    /// "рассказал «Медиазоне» его адвокат": who speaks stands after the one who was told.
    [[nodiscard]] TokenRange after_medium(TokenRange phrase) const;
    /// "сообщили в МВД": an organisation, never a place.
    [[nodiscard]] bool speaks_within(TokenRange phrase) const;
    [[nodiscard]] bool institution(TokenRange phrase) const;
    void spoken(std::uint32_t s, const Match& match);
    /// "told Agentstvo", "рассказала Радио Озоди", "in an interview with CNN".
    void medium(Frame& frame, const Match& verb, TokenIndex after, bool left);

    const Document& m_document;
    SpeakerNames m_names;
    std::vector<Frame> m_frames;
    Chain m_last;
    std::uint32_t m_last_sentence = 0;
    TokenRange m_subject;
    std::uint32_t m_subject_sentence = 0;
    bool m_subject_person = false;
    TokenRange m_cited_words;
    std::string m_cited_role;
    TokenIndex m_first = 0;
    TokenIndex m_limit = 0;
};

} // namespace khronika::claims
