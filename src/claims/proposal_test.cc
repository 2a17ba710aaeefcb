// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/proposal.h"

#include "support/claims.h"

#include <gtest/gtest.h>

namespace khronika::claims {
namespace {

constexpr const char* english =
    "Rights group Amber Line said on Monday that more than 400 people were detained in Lusaka.\n"
    "On March 5, officers took the phones of 12 traders in Kitwe, and 3 of them were held. Two guards watched.\n";
constexpr const char* russian = "Об этом сообщила правозащитница Анна Берг. В Омске у 14 водителей забрали документы.\n";

Proposal proposal(const char* act, const char* quote, std::optional<std::string> count = std::nullopt)
{
    Proposal out;
    out.act = act;
    out.quote = quote;
    out.count = std::move(count);
    return out;
}

class ProposalTest : public testing::Test {
protected:
    Checked check(const std::vector<Proposal>& proposals, const std::vector<Claim>& known = {}) const
    {
        return m_check.check({0, m_text.content.size()}, proposals, known);
    }
    std::optional<Refusal> refusal(const Proposal& one) const
    {
        const Checked checked = check({one});
        EXPECT_EQ(checked.claims.size() + checked.refused.size(), 1U);
        return checked.refused.empty() ? std::nullopt : std::optional(checked.refused.front());
    }
    Claim claim(const Proposal& one) const
    {
        const Checked checked = check({one});
        EXPECT_EQ(checked.claims.size(), 1U) << (checked.refused.empty() ? "" : what_is(checked.refused.front()));
        EXPECT_TRUE(checked.claims.empty() || stands_in(checked.claims.front(), m_text.content));
        return checked.claims.empty() ? Claim{} : checked.claims.front();
    }

    Text m_text = support::text_of("en", english);
    ProposalCheck m_check{m_text, support::languages(), {"detention", "robbery"}};
};

class RussianProposalTest : public testing::Test {
protected:
    Text m_russian = support::text_of("ru", russian);
    ProposalCheck m_russian_check{m_russian, support::languages(), {"robbery"}};
};

TEST_F(ProposalTest, ReadsBoundsDateAndPlacesByTheRules)
{
    Proposal one = proposal("robbery", "officers took the phones of 12 traders in Kitwe", "12 traders");
    one.victims = "12 traders";
    one.actors = "officers";
    one.when = "March 5";
    const Claim got = claim(one);
    EXPECT_EQ(got.quote, one.quote);
    EXPECT_EQ(at(m_text.content, got.span), got.quote);
    ASSERT_TRUE(got.count);
    EXPECT_EQ(got.count->bounds, CountBounds::exactly(12));
    EXPECT_EQ(got.count->unit, Unit::person);
    EXPECT_EQ(at(m_text.content, got.count->span), got.count->text);
    EXPECT_EQ(got.places, std::vector<std::string>{"Kitwe"});
    ASSERT_TRUE(got.when);
    EXPECT_EQ(got.when->range.from.iso(), "2024-03-05");
    ASSERT_TRUE(got.victims && got.actors);
    EXPECT_EQ(at(m_text.content, got.victims->span), "12 traders");
    EXPECT_EQ(at(m_text.content, got.actors->span), "officers");
    EXPECT_EQ(got.item, "test");
}

TEST_F(ProposalTest, TakesTheWholeNumberWhereThePartIsProposed)
{
    const Claim got = claim(proposal("detention", "more than 400 people were detained in Lusaka", "400 people"));
    ASSERT_TRUE(got.count);
    EXPECT_EQ(support::bounds_of(got.count->bounds), "401..");
    EXPECT_EQ(got.count->text, "more than 400 people");
}

TEST_F(ProposalTest, RefusesAQuoteThatCutsTheNumber)
{
    EXPECT_EQ(refusal(proposal("detention", "400 people were detained in Lusaka", "400 people")), Refusal::count_outside_quote);
}

TEST_F(ProposalTest, RefusesWhatIsNotVerbatim)
{
    EXPECT_EQ(refusal(proposal("detention", "more than 400 persons were detained in Lusaka")), Refusal::quote_not_verbatim);
    EXPECT_EQ(refusal(proposal("detention", "ore than 400 people were detained")), Refusal::quote_not_verbatim);
    EXPECT_EQ(refusal(proposal("detention", "more than 400 people were detained ")), Refusal::quote_not_verbatim);
    EXPECT_EQ(refusal(proposal("detention", "")), Refusal::quote_not_verbatim);
    Proposal one = proposal("robbery", "officers took the phones of 12 traders in Kitwe");
    one.victims = "twelve traders";
    EXPECT_EQ(refusal(one), Refusal::victims_not_verbatim);
    one.victims.reset();
    one.actors = "soldiers";
    EXPECT_EQ(refusal(one), Refusal::actors_not_verbatim);
    one.actors.reset();
    one.when = "March 6";
    EXPECT_EQ(refusal(one), Refusal::when_not_verbatim);
}

TEST_F(ProposalTest, RefusesActsAndModalitiesThatAreNone)
{
    EXPECT_EQ(refusal(proposal("arrest", "3 of them were held")), Refusal::unknown_act);
    Proposal one = proposal("detention", "3 of them were held");
    one.modality = "certain";
    EXPECT_EQ(refusal(one), Refusal::unknown_modality);
}

TEST_F(ProposalTest, RefusesNumbersThatTheTextDoesNotHave)
{
    const char* quote = "more than 400 people were detained in Lusaka";
    EXPECT_EQ(refusal(proposal("detention", quote, "500 people")), Refusal::count_not_verbatim);
    EXPECT_EQ(refusal(proposal("detention", quote, "40")), Refusal::count_not_verbatim);
    EXPECT_EQ(refusal(proposal("detention", quote, "12 traders")), Refusal::count_outside_quote);
    EXPECT_EQ(refusal(proposal("detention", quote, "people")), Refusal::count_is_no_number);
    EXPECT_EQ(refusal(proposal("robbery", "phones of 12 traders in Kitwe, and 3 of them were held", "12 traders in Kitwe, and 3 of them")),
              Refusal::count_of_several);
}

TEST_F(ProposalTest, RefusesAQuoteOfThreeSentences)
{
    EXPECT_EQ(refusal(proposal(
                  "robbery", "Lusaka.\nOn March 5, officers took the phones of 12 traders in Kitwe, and 3 of them were held. Two guards")),
              Refusal::quote_too_long);
}

TEST_F(ProposalTest, TakesASpeakerOnlyWhereThePassageHasHim)
{
    Proposal one = proposal("detention", "more than 400 people were detained in Lusaka", "more than 400 people");
    one.attribution = {"Amber Line"};
    EXPECT_EQ(claim(one).attribution, std::vector<std::string>{"Amber Line"});
    one.attribution = {"Amber Line", "Blue Line"};
    EXPECT_EQ(refusal(one), Refusal::attribution_not_in_passage);
}

TEST_F(ProposalTest, LooksOnlyIntoThePassage)
{
    const auto passages = m_check.passages(4000);
    ASSERT_EQ(passages.size(), 2U);
    const auto checked = m_check.check(passages[0], {proposal("robbery", "officers took the phones of 12 traders in Kitwe")}, {});
    EXPECT_TRUE(checked.claims.empty());
    EXPECT_EQ(checked.refused, std::vector<Refusal>{Refusal::quote_not_verbatim});
}

TEST_F(ProposalTest, DropsWhatRepeatsAnotherClaim)
{
    const std::vector<Claim> known = extract(m_text, support::languages());
    ASSERT_EQ(support::listed(known).find("detention 401.."), 0U);
    const Proposal same = proposal("detention", "more than 400 people were detained", "more than 400 people");
    const Checked checked =
        check({same, proposal("robbery", "officers took the phones"), proposal("robbery", "the phones of 12 traders")}, known);
    EXPECT_EQ(checked.repeated, 2U);
    ASSERT_EQ(checked.claims.size(), 1U);
    EXPECT_EQ(checked.claims[0].quote, "officers took the phones");
}

TEST_F(ProposalTest, DividesLongParagraphsAtSentences)
{
    const auto passages = m_check.passages(20);
    ASSERT_EQ(passages.size(), 3U);
    EXPECT_EQ(at(m_text.content, passages[2]), "Two guards watched.");
}

TEST_F(RussianProposalTest, FindsASpeakerInAnyCase)
{
    Proposal one = proposal("robbery", "В Омске у 14 водителей забрали документы", "14 водителей");
    one.attribution = {"правозащитницы Анны Берг"};
    const Checked checked = m_russian_check.check({0, m_russian.content.size()}, {one}, {});
    ASSERT_EQ(checked.claims.size(), 1U);
    EXPECT_EQ(checked.claims[0].attribution, std::vector<std::string>{"Анна Берг"});
    EXPECT_EQ(checked.claims[0].places, std::vector<std::string>{"Омск"});
}

TEST(Proposal, AcceptsNothingInALanguageWithoutALexicon)
{
    const Text text = support::text_of("xx", english);
    const ProposalCheck check(text, support::languages(), {"detention"});
    EXPECT_TRUE(check.passages(4000).empty());
    EXPECT_TRUE(check.check({0, text.content.size()}, {proposal("detention", "3 of them were held")}, {}).claims.empty());
}

} // namespace
} // namespace khronika::claims
