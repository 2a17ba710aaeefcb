// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/proposal.h"

#include "claims/counts.h"
#include "claims/document.h"
#include "claims/noun_phrase.h"
#include "claims/proposal_words.h"
#include "claims/speakers.h"

#include <algorithm>

namespace khronika::claims {

using language::NameForm;

namespace {

constexpr std::string_view rule = "proposed";

Words words_at(const Document& document, Span span)
{
    return {std::string(at(document.tokens.text(), span)), span};
}

bool same_statement(const Claim& a, const Claim& b)
{
    const bool same_bounds = a.count.has_value() == b.count.has_value() && (!a.count || a.count->bounds == b.count->bounds);
    return a.act == b.act && same_bounds && a.span.overlaps(b.span);
}

bool repeats(const Claim& claim, const std::vector<Claim>& others)
{
    return std::any_of(others.begin(), others.end(), [&](const Claim& other) { return same_statement(claim, other); });
}

} // namespace

std::string_view what_is(Refusal refusal)
{
    switch (refusal) {
    case Refusal::quote_not_verbatim:
        return "the quote does not stand in the passage";
    case Refusal::quote_too_long:
        return "the quote is longer than two sentences";
    case Refusal::unknown_act:
        return "the act is none of acts.tsv";
    case Refusal::unknown_modality:
        return "the modality is none of those known";
    case Refusal::count_not_verbatim:
        return "the count's words do not stand in the passage";
    case Refusal::count_outside_quote:
        return "the count stands outside the quote";
    case Refusal::count_is_no_number:
        return "the count's words are no count";
    case Refusal::count_of_several:
        return "the count's words hold more than one count";
    case Refusal::victims_not_verbatim:
        return "the victims' words do not stand in the passage";
    case Refusal::actors_not_verbatim:
        return "the actors' words do not stand in the passage";
    case Refusal::when_not_verbatim:
        return "the date's words do not stand in the passage";
    case Refusal::attribution_not_in_passage:
        return "the speaker does not stand in the passage";
    }
    return "it is unknown why";
}

struct ProposalCheck::Impl {
    std::vector<std::string> acts;
    std::optional<Document> document;
    std::optional<Attributions> attributions;

    /// Sets `claim`, or says why not.
    [[nodiscard]] std::optional<Refusal> accept(Span passage, const Proposal& proposal, Claim& claim) const;

private:
    [[nodiscard]] std::optional<Refusal> set_quote(Span passage, const Proposal& proposal, Claim& claim) const;
    [[nodiscard]] std::optional<Refusal> set_count(Span passage, const Proposal& proposal, Claim& claim) const;
    [[nodiscard]] std::optional<Refusal> set_when(Span passage, const Proposal& proposal, Claim& claim) const;
    [[nodiscard]] std::optional<Refusal> set_attribution(Span passage, const Proposal& proposal, Claim& claim) const;
    void set_places(Claim& claim) const;
    [[nodiscard]] std::vector<Counted> counts_in(Span span) const;
    [[nodiscard]] std::vector<std::uint32_t> dates_in(Span span) const;
};

std::optional<Refusal> ProposalCheck::Impl::set_quote(Span passage, const Proposal& proposal, Claim& claim) const
{
    constexpr std::uint32_t most_sentences = 2;
    const auto span = find_words(*document, passage, proposal.quote, passage);
    if (!span) {
        return Refusal::quote_not_verbatim;
    }
    const TokenRange range = tokens_in(*document, *span);
    if (document->sentence_of[range.first] == none || document->sentence_of[range.last] == none) {
        return Refusal::quote_not_verbatim;
    }
    if (document->sentence_of[range.last] - document->sentence_of[range.first] >= most_sentences) {
        return Refusal::quote_too_long;
    }
    claim.span = *span;
    claim.quote = proposal.quote;
    return std::nullopt;
}

/// The counts whose number lies within `span` whole, as the rules read them where they stand.
std::vector<Counted> ProposalCheck::Impl::counts_in(Span span) const
{
    std::vector<Counted> out;
    const TokenRange range = tokens_in(*document, span);
    for (std::uint32_t s = document->sentence_of[range.first]; s <= document->sentence_of[range.last]; ++s) {
        for (const Counted& counted : counts_of(*document, *attributions, s)) {
            const TokenRange number = counted.number == none
                                          ? counted.tokens
                                          : TokenRange{document->numbers[counted.number].digits, document->numbers[counted.number].last};
            if (range.contains(number.first) && range.contains(number.last)) {
                out.push_back(counted);
            }
        }
    }
    return out;
}

std::optional<Refusal> ProposalCheck::Impl::set_count(Span passage, const Proposal& proposal, Claim& claim) const
{
    if (!proposal.count) {
        return std::nullopt;
    }
    if (!find_words(*document, passage, *proposal.count, passage)) {
        return Refusal::count_not_verbatim;
    }
    const auto span = find_words(*document, claim.span, *proposal.count, claim.span);
    if (!span) {
        return Refusal::count_outside_quote;
    }
    const std::vector<Counted> counts = counts_in(*span);
    if (counts.size() != 1) {
        return counts.empty() ? Refusal::count_is_no_number : Refusal::count_of_several;
    }
    const Span whole = document->span(counts.front().tokens);
    // A quote that leaves out "more than" says another number than the text.
    if (!claim.span.contains(whole)) {
        return Refusal::count_outside_quote;
    }
    Count count;
    count.bounds = counts.front().bounds;
    count.unit = counts.front().unit.value_or(Unit::person);
    count.text = std::string(at(document->tokens.text(), whole));
    count.approximate = counts.front().approximate;
    count.per = counts.front().per;
    count.span = whole;
    claim.count = std::move(count);
    return std::nullopt;
}

std::vector<std::uint32_t> ProposalCheck::Impl::dates_in(Span span) const
{
    std::vector<std::uint32_t> out;
    for (std::uint32_t d = 0; d < document->dates.size(); ++d) {
        if (document->span({document->dates[d].first, document->dates[d].last}).overlaps(span)) {
            out.push_back(d);
        }
    }
    return out;
}

/// The one date in the words proposed, or else in the quote; of several none.
std::optional<Refusal> ProposalCheck::Impl::set_when(Span passage, const Proposal& proposal, Claim& claim) const
{
    Span where = claim.span;
    if (proposal.when) {
        const auto span = find_words(*document, passage, *proposal.when, claim.span);
        if (!span) {
            return Refusal::when_not_verbatim;
        }
        where = *span;
    }
    std::vector<std::uint32_t> dates = dates_in(where);
    std::erase_if(dates, [&](std::uint32_t d) { return document->dates[d].setting || document->dates[d].until; });
    if (dates.size() == 1) {
        const auto& date = document->dates[dates.front()];
        const Span span = document->span({date.first, date.last});
        claim.when = When{date.range, std::string(at(document->tokens.text(), span)), span};
    }
    return std::nullopt;
}

/// Each speaker's words must stand in the passage, in any case; the name is the one that the rules read from there.
std::optional<Refusal> ProposalCheck::Impl::set_attribution(Span passage, const Proposal& proposal, Claim& claim) const
{
    for (const std::string& speaker : proposal.attribution) {
        const auto range = find_inflected(*document, passage, speaker);
        if (!range) {
            return Refusal::attribution_not_in_passage;
        }
        const std::string name = speaker_name(*document, *range);
        claim.attribution.push_back(name.empty() ? std::string(document->words(*range)) : name);
    }
    return std::nullopt;
}

/// The places that the quote names, without those of a speaker and those that hold another one of them.
void ProposalCheck::Impl::set_places(Claim& claim) const
{
    std::vector<const Place*> found;
    for (const NameForm form : {NameForm::name, NameForm::adjective}) {
        for (const Place& place : document->places) {
            const bool meant = place.mention.form == form && !place.mention.weak && !attributions->speech(place.tokens.first);
            if (meant && claim.span.contains(place.mention.span)) {
                found.push_back(&place);
            }
        }
        if (!found.empty()) {
            break;
        }
    }
    for (const Place* place : found) {
        const bool holds_another = std::any_of(found.begin(), found.end(), [&](const Place* other) {
            return other->mention.place != place->mention.place &&
                   document->languages->gazetteer().contains(place->mention.place, other->mention.place);
        });
        const std::string& name = place->mention.nominative;
        if (!holds_another && std::find(claim.places.begin(), claim.places.end(), name) == claim.places.end()) {
            claim.places.push_back(name);
        }
    }
}

std::optional<Refusal> ProposalCheck::Impl::accept(Span passage, const Proposal& proposal, Claim& claim) const
{
    if (std::find(acts.begin(), acts.end(), proposal.act) == acts.end()) {
        return Refusal::unknown_act;
    }
    const auto modality = proposal.modality.empty() ? std::optional(Modality::done) : modality_from(proposal.modality);
    if (!modality) {
        return Refusal::unknown_modality;
    }
    claim.item = document->text->item;
    claim.act = proposal.act;
    claim.modality = *modality;
    claim.reasons.push_back({"act", std::string(rule), {}});
    if (const auto refusal = set_quote(passage, proposal, claim)) {
        return refusal;
    }
    if (const auto refusal = set_count(passage, proposal, claim)) {
        return refusal;
    }
    if (proposal.victims) {
        const auto span = find_words(*document, passage, *proposal.victims, claim.span);
        if (!span) {
            return Refusal::victims_not_verbatim;
        }
        claim.victims = words_at(*document, *span);
    }
    if (proposal.actors) {
        const auto span = find_words(*document, passage, *proposal.actors, claim.span);
        if (!span) {
            return Refusal::actors_not_verbatim;
        }
        claim.actors = words_at(*document, *span);
    }
    if (const auto refusal = set_when(passage, proposal, claim)) {
        return refusal;
    }
    set_places(claim);
    return set_attribution(passage, proposal, claim);
}

ProposalCheck::ProposalCheck(const Text& text, const language::Languages& languages, std::vector<std::string> acts)
{
    auto impl = std::make_unique<Impl>();
    impl->acts = std::move(acts);
    impl->document = analyse(text, languages);
    if (impl->document) {
        impl->attributions.emplace(*impl->document);
    }
    m_impl = std::move(impl);
}

ProposalCheck::~ProposalCheck() = default;

std::vector<Span> ProposalCheck::passages(std::size_t largest) const
{
    return m_impl->document ? passages_of(*m_impl->document, largest) : std::vector<Span>{};
}

Checked ProposalCheck::check(Span passage, const std::vector<Proposal>& proposals, const std::vector<Claim>& known) const
{
    Checked out;
    for (const Proposal& proposal : proposals) {
        Claim claim;
        const auto refusal = m_impl->document ? m_impl->accept(passage, proposal, claim) : std::optional(Refusal::quote_not_verbatim);
        if (refusal) {
            out.refused.push_back(*refusal);
        } else if (repeats(claim, known) || repeats(claim, out.claims)) {
            ++out.repeated;
        } else {
            out.claims.push_back(std::move(claim));
        }
    }
    return out;
}

} // namespace khronika::claims
