// SPDX-License-Identifier: GPL-3.0-or-later
// Claims that somebody else proposes, checked against the text: every word must stand there, and what the rules can read
// (bounds, unit, dates, places) is read anew by them and never taken over. docs/proposer.md says what for.
#pragma once

#include "language/language.h"
#include "model/claim.h"
#include "model/text.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::claims {

/// One proposed claim, unchecked: words that are said to stand in a passage.
struct Proposal {
    std::string quote;
    std::string act;
    std::string modality; ///< empty: done
    std::optional<std::string> count;
    std::optional<std::string> victims;
    std::optional<std::string> actors;
    std::optional<std::string> when;
    std::vector<std::string> attribution; ///< nearest to the fact first
};

/// Why a proposal was not taken; each is named by what_is() in words that hold nothing of the proposal.
enum class Refusal {
    quote_not_verbatim,
    quote_too_long,
    unknown_act,
    unknown_modality,
    count_not_verbatim,
    count_outside_quote,
    count_is_no_number,
    count_of_several,
    victims_not_verbatim,
    actors_not_verbatim,
    when_not_verbatim,
    attribution_not_in_passage,
};
[[nodiscard]] std::string_view what_is(Refusal refusal);

struct Checked {
    std::vector<Claim> claims; ///< those accepted, in the order proposed; spans are of the text
    std::vector<Refusal> refused;
    std::size_t repeated = 0; ///< dropped, since another claim says the same
};

/// Checks the proposals on one text.
class ProposalCheck {
public:
    /// Reads the text, which must outlive this, as `languages` too. `acts` are the codes that a claim may have. Where no
    /// lexicon knows the text's language there are no passages, and nothing is accepted.
    ProposalCheck(const Text& text, const language::Languages& languages, std::vector<std::string> acts);
    ~ProposalCheck();
    ProposalCheck(const ProposalCheck&) = delete;
    ProposalCheck& operator=(const ProposalCheck&) = delete;

    /// The parts of the text that are proposed on one by one: its paragraphs, those of more than `largest` bytes divided at
    /// the ends of sentences (a longer sentence stays whole). In order; those without a word are left out.
    [[nodiscard]] std::vector<Span> passages(std::size_t largest) const;

    /// Takes what stands verbatim in `passage`, in whole words, and repeats none of `known`: the same act, the same bounds
    /// and an overlapping quote.
    [[nodiscard]] Checked check(Span passage, const std::vector<Proposal>& proposals, const std::vector<Claim>& known) const;

private:
    struct Impl;
    std::unique_ptr<const Impl> m_impl;
};

} // namespace khronika::claims
