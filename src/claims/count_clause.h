// SPDX-License-Identifier: GPL-3.0-or-later
// What the words around a count say of it: whose it is, and whether it is an act's at all. A part of bind().
#pragma once

#include "claims/counts.h"
#include "claims/document.h"
#include "claims/speakers.h"
#include "claims/triggers.h"

#include <cstdint>
#include <vector>

namespace khronika::claims {

/// One sentence with its triggers (indices into `triggers` from `first` to before `limit`); all that is passed must outlive it.
class CountClause {
public:
    CountClause(const Document& document, const Attributions& speech, std::uint32_t sentence, const std::vector<Trigger>& triggers,
                std::uint32_t first, std::uint32_t limit)
        : m_document(document), m_speech(speech), m_sentence(document.sentences[sentence]), m_triggers(triggers), m_first(first),
          m_limit(limit)
    {
    }

    /// "put the figure at 29,400", "an earlier toll of 18": the number is the act's, whatever the sentence says.
    [[nodiscard]] bool figure_before(const Counted& counted) const;
    /// "Another six", "a further 48", "12 more": and no noun of another kind.
    [[nodiscard]] bool another_at(const Counted& counted) const;
    /// "Indonesians formed the largest group (1,530)".
    [[nodiscard]] bool in_brackets(const Counted& counted) const;
    /// "The group includes 13 clerics", "Among the victims were 30 children", "48 such cases": more of what was told before.
    [[nodiscard]] bool tells_more(const Counted& counted) const;
    /// The words around a count up to what divides clauses.
    [[nodiscard]] TokenRange segment(const Counted& counted) const;
    /// True where a verb that is no act stands there: what it says of the part is another thing.
    [[nodiscard]] bool other_verb(TokenRange range) const;
    /// "videos in which men load bodies", "killed in three operations": the noun has no count there, or one that says how often.
    [[nodiscard]] bool not_its_noun(const Counted& counted, const Trigger& trigger) const;
    /// "shot by two men", "18 were screened, of whom 4 were held", "four lawyers told us that the arrest ...": counts of those who
    /// act, of a whole, and of those who speak.
    [[nodiscard]] bool another_s(const Counted& counted, const Trigger& trigger) const;
    /// "восемь человек, ещё 21 ранен": the nearer number has the verb.
    [[nodiscard]] bool number_between(const Counted& counted, const Trigger& trigger) const;
    [[nodiscard]] static bool counted_itself(const Counted& counted, const Trigger& trigger);
    /// "Four were released while nine remain in custody": a release is no act, and has its own count.
    [[nodiscard]] bool let_go(const Counted& counted, const Trigger& trigger) const;
    /// "two were killed and 11 others, including three children, wounded": the act behind an aside; none where there is none.
    [[nodiscard]] std::uint32_t past_aside(const Counted& counted) const;
    [[nodiscard]] bool object_between(const Trigger& left, const Trigger& right) const;

private:
    [[nodiscard]] bool subordinate(TokenIndex i) const;
    [[nodiscard]] bool trigger_in(TokenRange range) const;

    const Document& m_document;
    const Attributions& m_speech;
    const language::Sentence& m_sentence;
    const std::vector<Trigger>& m_triggers;
    std::uint32_t m_first;
    std::uint32_t m_limit;
};

} // namespace khronika::claims
