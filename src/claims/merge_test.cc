// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/merge.h"

#include "support/claims.h"

#include <gtest/gtest.h>

namespace khronika::claims {
namespace {

TEST(Merge, AHeadlineGivesWayToTheBody)
{
    EXPECT_EQ(support::listed(support::claims_of("en", "Hundreds arrested in Harare\nPolice arrested 340 people in Harare on Monday.")),
              "detention 340");
}

TEST(Merge, TheFullerStatementStays)
{
    const auto claims = support::claims_of(
        "en", "Police arrested 340 people.\nPolice arrested 340 people in Harare on March 22, according to the Oak Foundation.");
    ASSERT_EQ(claims.size(), 1U);
    EXPECT_TRUE(claims[0].when.has_value());
}

TEST(Merge, TwoSpeakersMakeTwoClaims)
{
    EXPECT_EQ(support::claims_of("en", "Police arrested 340 people, Amara Sesay said.\nPolice arrested 340 people, Kofi Osei said.").size(),
              2U);
}

TEST(Merge, CourtActsRunTogether)
{
    EXPECT_TRUE(same_run("sentence", "deportation_order"));
    EXPECT_TRUE(same_run("killing", "killing"));
    EXPECT_FALSE(same_run("killing", "sentence"));
}

} // namespace
} // namespace khronika::claims
