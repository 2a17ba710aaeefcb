// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/explain.h"

#include "support/claims.h"

#include <gtest/gtest.h>

namespace khronika::claims {
namespace {

TEST(Explain, NamesEachSlotItsRuleAndItsLine)
{
    const Text text = support::text_of("en", "Raids\nRiot police arrested 340 protesters in Harare on March 22, Amara Sesay said.");
    const auto claims = extract(text, support::languages());
    ASSERT_EQ(claims.size(), 1U);
    const std::string out = explain(claims[0], text);
    EXPECT_EQ(out.substr(0, out.find('\n')).substr(0, 8), "line 2: ");
    for (const char* part :
         {"act         detention", "by a verb of the table (lang/en/acts.tsv:", "count       340, unit person: \"340 protesters\"",
          "victims     \"protesters\"", "by the counted noun (lang/en/units.tsv:", "actors      \"Riot police\"",
          "by the nearest agent (lang/en/words.tsv:", "places      Harare", "when        2024-03-22 to 2024-03-22",
          "attribution Amara Sesay", "by a frame of speech (lang/en/words.tsv:"}) {
        EXPECT_NE(out.find(part), std::string::npos) << part << "\nin\n" << out;
    }
}

} // namespace
} // namespace khronika::claims
