// SPDX-License-Identifier: GPL-3.0-or-later
// Who says so: speech frames ("X told Y", "по словам X", "сообщает Y со ссылкой на X") and what of the text each covers.
#pragma once

#include "claims/document.h"

#include <string>
#include <vector>

namespace khronika::claims {

/// Speakers, nearest to the fact first.
using Chain = std::vector<std::string>;

struct Frame {
    std::uint32_t sentence = 0;
    TokenRange words; ///< the speaker and the verb: no part of what is said
    TokenIndex verb = 0;
    Chain chain;
    std::string source;        ///< the table's line that gave the frame
    std::string role;          ///< the group of the first link's role, for "the lawyer" later on
    bool backward = false;     ///< "Об этом сообщил X": covers the sentence before it too
    bool forward_only = false; ///< "X said that ...": covers only what follows
    bool about_report = false; ///< a date beside the verb is the report's
};

class Attributions {
public:
    /// Finds the frames of a document. The item's own outlet is left out of every chain.
    explicit Attributions(const Document& document);

    /// Who says what stands at `token`; empty where the outlet speaks in its own voice.
    [[nodiscard]] const Chain& at(TokenIndex token) const;
    [[nodiscard]] const std::vector<Frame>& frames() const { return m_frames; }
    /// True for a token that belongs to a speaker's name or to its verb.
    [[nodiscard]] bool speech(TokenIndex token) const;
    /// The frames of one sentence, in its order.
    [[nodiscard]] std::vector<const Frame*> of_sentence(std::uint32_t sentence) const;

private:
    const Document& m_document;
    std::vector<Frame> m_frames;
    std::vector<std::vector<std::uint32_t>> m_by_sentence;
    std::vector<Chain> m_quotations;
    std::vector<bool> m_speech;
    std::vector<Chain> m_paragraph_speaker; ///< by sentence: "Name: ..." at the line's beginning
    std::vector<Chain> m_enclosed;          ///< by sentence
    Chain m_nobody;

    void assign_quotations();
    void assign_dialogue();
    void assign_interview();
    void enclose();
};

} // namespace khronika::claims
