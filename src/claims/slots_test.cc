// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/slots.h"

#include "support/claims.h"

#include <gtest/gtest.h>

namespace khronika::claims {
namespace {

struct Row {
    const char* language;
    const char* text;
    const char* slot;
};

/// The first claim of the text, or a claim of nothing.
Claim first(const Row& row)
{
    const auto claims = support::claims_of(row.language, row.text);
    return claims.empty() ? Claim{} : claims.front();
}

std::string words(const std::optional<Words>& of)
{
    return of ? of->text : std::string{};
}

std::string days(const std::optional<When>& when)
{
    return when ? when->range.from.iso() + (when->range.to == when->range.from ? "" : ".." + when->range.to.iso()) : std::string{};
}

class Victims : public testing::TestWithParam<Row> {};
TEST_P(Victims, AreThoseToWhomItWasDone)
{
    EXPECT_EQ(words(first(GetParam()).victims), GetParam().slot) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Slots, Victims,
                         testing::Values(Row{"en", "Police arrested 340 peaceful protesters in Harare.", "peaceful protesters"},
                                         Row{"en", "The journalist was arrested in Accra.", "journalist"},
                                         Row{"ru", "В Омске задержали 340 протестующих.", "протестующих"},
                                         Row{"ru", "Журналистку арестовали.", "Журналистку"}));

class Actors : public testing::TestWithParam<Row> {};
TEST_P(Actors, AreThoseWhoDidIt)
{
    EXPECT_EQ(words(first(GetParam()).actors), GetParam().slot) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Slots, Actors,
                         testing::Values(Row{"en", "Police arrested 340 people in Harare.", "Police"},
                                         Row{"en", "Some 340 people were beaten by riot police.", "riot police"},
                                         Row{"en", "Chile expelled 138 migrants on Monday.", "Chile"},
                                         Row{"en", "Some 340 people were arrested.", ""},
                                         Row{"ru", "Полиция задержала 340 человек.", "Полиция"}));

class Places : public testing::TestWithParam<Row> {};
TEST_P(Places, AreWhereItWasDone)
{
    EXPECT_EQ(support::joined(first(GetParam()).places), GetParam().slot) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Slots, Places,
                         testing::Values(Row{"en", "Police arrested 340 people in Harare.", "Harare"},
                                         Row{"en", "Police arrested 340 people in Accra and Lagos.", "Accra < Lagos"},
                                         Row{"en", "Police arrested 12 citizens of Malawi in Harare.", "Harare"},
                                         Row{"en", "Soldiers shot dead nine villagers near Qurumbeh.", "Qurumbeh"},
                                         Row{"ru", "В Омске задержали 340 человек.", "Омск"}));

class Days : public testing::TestWithParam<Row> {};
TEST_P(Days, AreWhenItWasDone)
{
    EXPECT_EQ(days(first(GetParam()).when), GetParam().slot) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Slots, Days,
                         testing::Values(Row{"en", "Police arrested 340 people on March 22.", "2024-03-22"},
                                         Row{"en", "Since March 1, police have arrested 340 people.", "2024-03-01..2024-04-03"},
                                         Row{"en", "The ministry said on Monday that police had arrested 340 people.", ""},
                                         Row{"en", "In the five days of the campaign police arrested 340 people.",
                                             "2024-03-30..2024-04-03"},
                                         Row{"en", "Police arrested 340 people over the weekend.", "2024-03-30..2024-03-31"},
                                         Row{"en", "Police arrested 340 people three days ago.", "2024-03-31"},
                                         Row{"ru", "С 25 по 29 марта задержали 340 человек.", "2024-03-25..2024-03-29"},
                                         Row{"ru", "За два месяца задержали 340 человек.", "2024-01-01..2024-02-29"}));

TEST(Slots, ADateCarriesOverItsPassage)
{
    const auto claims = support::claims_of("en", "On March 22 police arrested 340 people in Harare. Another 12 were beaten there.");
    ASSERT_EQ(claims.size(), 2U);
    EXPECT_EQ(days(claims[1].when), "2024-03-22");
}

TEST(Slots, ALineAboveAListDatesAndSpeaksForIt)
{
    const auto claims =
        support::claims_of("en", "Arrests on March 22, as confirmed by the Oak Foundation:\n\nTown / arrested\nHarare / 14\nLusaka / 3\n");
    ASSERT_EQ(claims.size(), 2U);
    EXPECT_EQ(days(claims[1].when), "2024-03-22");
    EXPECT_EQ(support::joined(claims[1].places), "Lusaka");
    EXPECT_EQ(support::joined(claims[1].attribution), "Oak Foundation");
}

} // namespace
} // namespace khronika::claims
