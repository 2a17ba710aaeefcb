// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/extract.h"

#include "support/claims.h"

#include <gtest/gtest.h>

namespace khronika::claims {
namespace {

struct Row {
    const char* language;
    const char* text;
    const char* claims;
};

class Extract : public testing::TestWithParam<Row> {};

TEST_P(Extract, ReadsActsAndCounts)
{
    EXPECT_EQ(support::listed(support::claims_of(GetParam().language, GetParam().text)), GetParam().claims) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    EveryAct, Extract,
    testing::Values(
        Row{"en", "Police raided 14 hostels in Lusaka.", "raid 14 place"},
        Row{"en", "Officers searched 12 homes in Kitwe.", "search 12 place"},
        Row{"en", "Police arrested 340 people in Harare.", "detention 340"},
        Row{"en", "The courts opened 75 criminal cases in March.", "prosecution 75 case"},
        Row{"en", "The court sentenced 11 activists to prison.", "sentence 11"},
        Row{"en", "A court in Accra ordered the deportation of 29 migrants.", "deportation_order 29 ordered"},
        Row{"en", "Chile expelled 138 migrants on Monday.", "deportation 138"},
        Row{"en", "Border guards refused entry to 52 travellers.", "entry_ban 52"},
        Row{"en", "The ministry revoked the citizenship of 94 people.", "citizenship_loss 94"},
        Row{"en", "The army conscripted 600 students.", "conscription 600"}, Row{"en", "Soldiers beat 23 prisoners.", "ill_treatment 23"},
        Row{"en", "Gunfire killed 16 protesters in Lagos.", "killing 16"},
        Row{"en", "At least 40 people were injured in Lagos.", "injury 40.."},
        Row{"en", "Five activists disappeared in Dhaka.", "disappearance 5"},
        Row{"en", "More than 3,000 people fled the region.", "displacement 3001.."},
        Row{"en", "The hotline received 212 complaints in a week.", "complaint 212 complaint/week"},
        Row{"en", "Some 2,500 people protested in Quito.", "protest 2500"},
        Row{"ru", "Полиция провела 14 рейдов в Омске.", "raid 14 event"}, Row{"ru", "В Омске прошло 12 обысков.", "search 12 event"},
        Row{"ru", "В Омске задержали 340 человек.", "detention 340"}, Row{"ru", "Суд приговорил 11 активистов к штрафам.", "sentence 11"},
        Row{"ru", "Из страны выдворили 138 мигрантов.", "deportation 138"}, Row{"ru", "Погибли 16 протестующих.", "killing 16"},
        Row{"ru", "Не менее 40 человек ранены.", "injury 40.."}, Row{"ru", "Гражданства лишили 94 человека.", "citizenship_loss 94"},
        Row{"ru", "Силовики избили 23 заключённых.", "ill_treatment 23"}, Row{"ru", "Пропали пятеро активистов.", "disappearance 5"}));

INSTANTIATE_TEST_SUITE_P(Sure, Extract,
                         testing::Values(Row{"en", "Police plan to deport 90 migrants.", "deportation 90 planned"},
                                         Row{"en", "Soldiers reportedly killed nine villagers.", "killing 9 alleged"},
                                         Row{"en", "Police did not arrest 15 activists.", "detention 15 denied"},
                                         Row{"ru", "В Омске якобы задержали 15 человек.", "detention 15 alleged"},
                                         Row{"ru", "В Омске не задерживали 15 человек.", "detention 15 denied"}));

TEST(Extract, GivesNothingInALanguageWithoutALexicon)
{
    EXPECT_TRUE(support::claims_of("xx", "Police arrested 340 people.").empty());
}

TEST(Extract, EveryClaimSaysWhichLineGaveItsAct)
{
    const auto claims = support::claims_of("en", "Police arrested 340 people in Harare.");
    ASSERT_EQ(claims.size(), 1U);
    ASSERT_FALSE(claims[0].reasons.empty());
    EXPECT_EQ(claims[0].reasons[0].slot, "act");
    EXPECT_TRUE(claims[0].reasons[0].line.starts_with("lang/en/acts.tsv:"));
}

} // namespace
} // namespace khronika::claims
