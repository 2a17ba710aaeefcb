// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/speakers.h"

#include "support/claims.h"

#include <gtest/gtest.h>

namespace khronika::claims {
namespace {

struct Row {
    const char* language;
    const char* text;
    const char* chain; ///< of the last claim, nearest to the fact first
};

class Speakers : public testing::TestWithParam<Row> {};

TEST_P(Speakers, SayWhatTheySay)
{
    const auto claims = support::claims_of(GetParam().language, GetParam().text);
    ASSERT_FALSE(claims.empty()) << GetParam().text;
    EXPECT_EQ(support::joined(claims.back().attribution), GetParam().chain) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    English, Speakers,
    testing::Values(Row{"en", "Police arrested 340 people, Amara Sesay said.", "Amara Sesay"},
                    Row{"en", "According to the Oak Foundation, police arrested 340 people.", "Oak Foundation"},
                    Row{"en", "Police arrested 340 people, Amara Sesay told Radio Volta.", "Amara Sesay < Radio Volta"},
                    Row{"en", "Police arrested 340 people, Reuters reported, citing Amara Sesay.", "Amara Sesay < Reuters"},
                    Row{"en", "Amara Sesay spoke on Monday. She said police arrested 340 people.", ""},
                    Row{"en", "Amara Sesay said she was safe. She said that police arrested 340 people.", "Amara Sesay"},
                    Row{"en", "The Union for Free Courts (UFC) met. UFC said that police arrested 340 people.", "Union for Free Courts"},
                    Row{"en", "By the count of the Oak Foundation, police arrested 340 people.", "Oak Foundation"},
                    Row{"en", "The army lost one soldier; it says that it killed 20 militants.", "army"},
                    Row{"en", "The minister Kofi Osei denied that detainees were beaten.", "Kofi Osei"},
                    Row{"en", "The government says 13 people died; the interior ministry put the figure at 37.", "interior ministry"},
                    Row{"en", "Amara Sesay, a lawyer, said 340 people had been arrested.", "Amara Sesay"},
                    Row{"en", "Its head, Amara Sesay, told reporters that police arrested 340 people.", "Amara Sesay"},
                    Row{"en", "Her lawyer, Amara Sesay, told Reuters that 340 people were arrested.", "Amara Sesay < Reuters"},
                    Row{"en", "Two officials told Reuters 340 people were arrested.", "Two officials < Reuters"},
                    Row{"en", "Reuters, citing two officials, reported that 340 people were arrested.", "two officials < Reuters"},
                    Row{"en", "340 people were arrested on Monday, said the ministry.", "ministry"},
                    Row{"en", "On 14 August the Rescue Service reported seven dead.", "Rescue Service"},
                    Row{"en", "The Committee to Protect Journalists said 25 people were arrested.", "Committee to Protect Journalists"},
                    Row{"en", "The UN verified 1,760 deaths, while the government has acknowledged only 233.", "government"},
                    Row{"en", "Police arrested 340 people.", ""}));

INSTANTIATE_TEST_SUITE_P(
    Russian, Speakers,
    testing::Values(Row{"ru", "В Омске задержали 340 человек, сообщила адвокат Марина Осина.", "Марина Осина"},
                    Row{"ru", "По данным «Вольного суда», в Омске задержали 340 человек.", "Вольный суд"},
                    Row{"ru", "В Омске задержали 340 человек, рассказал «Волне» его адвокат.", "его адвокат < Волна"},
                    Row{"ru", "Жители называют другое: погибли до 40 человек.", "Жители"},
                    Row{"ru", "— Нас избили, — говорит Олег Бобров. — Потом увезли 12 человек в полицию.", "Олег Бобров"},
                    Row{"ru", "Адвокат Марина Осина была в суде. В Омске задержали 340 человек, сообщила она.", ""},
                    Row{"ru", "«В Омске избили 12 человек, — сказал Олег Бобров. — Погибли двое».", "Олег Бобров"},
                    Row{"ru", "«В Омске задержали 40 человек, — говорит глава фонда «Лист» Олег Бобров. — Погибли двое».",
                        "глава фонда «Лист» Олег Бобров"},
                    Row{"ru", "В облздравотделе подтвердили гибель двух человек.", "облздравотдел"},
                    Row{"ru", "В Омске задержали 340 человек, рассказала координатор «Союза против пыток» Марина Осина.",
                        "координатор «Союза против пыток» Марина Осина"},
                    Row{"ru", "По словам Лаврова, в Омске задержали 340 человек.", "Лавров"},
                    Row{"ru", "В Омске задержали 340 человек.", ""}));

} // namespace
} // namespace khronika::claims
