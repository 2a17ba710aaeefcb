// SPDX-License-Identifier: GPL-3.0-or-later
// What a speaker is called: in full, though the text says "Chupik", "the lawyer" or "AAPP" later on.
#pragma once

#include "claims/document.h"
#include "claims/speakers.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::claims {

/// The names of one document, learnt from its frames in their order.
class SpeakerNames {
public:
    explicit SpeakerNames(const Document& document);

    void learn(const Frame& frame) { m_frames.push_back(frame); }
    /// The chain that a phrase stands for: one link, or the chain of one who was named by the same role before.
    [[nodiscard]] Chain resolved(TokenRange phrase) const;
    /// "Chupik" for an earlier "Valentina Chupik", initials for the name that they were put behind.
    [[nodiscard]] std::string full_name(const std::string& name) const;
    /// The group that a role belongs to in words.tsv ("lawyer" for advocates and defenders), else the role's own stem.
    [[nodiscard]] std::string role_group(TokenRange phrase) const;
    /// "the ministry", "the organisation": stands for whichever spoke last.
    [[nodiscard]] bool generic(TokenRange phrase) const;
    /// The item's own outlet speaks in no chain.
    [[nodiscard]] Chain own_left_out(Chain chain) const;

private:
    [[nodiscard]] std::string_view specific_body(TokenRange phrase) const;
    [[nodiscard]] const Chain* same_role(TokenRange phrase) const;

    const Document& m_document;
    std::vector<Frame> m_frames;
    std::map<std::string, std::string, std::less<>> m_initials;
};

} // namespace khronika::claims
