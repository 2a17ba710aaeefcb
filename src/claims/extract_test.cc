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
        Row{"en", "Officers ransacked 12 homes in Kitwe.", "search 12 place"},
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
        Row{"en", "The hotline received 212 complaints in a week.", "complaint 212 complaint/week ongoing"},
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

INSTANTIATE_TEST_SUITE_P(OnePerson, Extract,
                         testing::Values(Row{"en", "The journalist was arrested in Accra.", "detention 1"},
                                         Row{"en", "Police arrested a lawyer in Accra.", "detention 1"},
                                         Row{"en", "Amara Sesay was arrested in Accra.", "detention 1"},
                                         Row{"en", "He was beaten and kicked by guards.", "ill_treatment 1"},
                                         Row{"en", "Police arrested Sesay on Monday.", "detention 1"},
                                         Row{"en", "Amara Sesay and Kofi Osei were arrested in Accra.", "detention 1; detention 1"},
                                         Row{"en", "A 16-year-old boy was killed in Lagos.", "killing 1"},
                                         Row{"en", "One of the attackers was wounded.", "injury 1"},
                                         Row{"ru", "Военком тяжело ранен.", "injury 1"}, Row{"ru", "Нападавший задержан.", "detention 1"},
                                         Row{"ru", "Журналистку арестовали.", "detention 1"},
                                         Row{"ru", "В Омске задержали журналиста.", "detention 1"},
                                         Row{"ru", "Журналистка Анна Берг была арестована.", "detention 1"},
                                         Row{"ru", "Одного студента избили.", "ill_treatment 1"}, Row{"ru", "Их задержали.", "detention"},
                                         Row{"ru", "Задержаны журналисты.", "detention"}));

INSTANTIATE_TEST_SUITE_P(Parts, Extract,
                         testing::Values(Row{"en", "Police arrested 340 people, 12 of them in Harare.", "detention 340; detention 12"},
                                         Row{"en", "Police arrested 340 people, of whom 12 have since walked free.", "detention 340"},
                                         Row{"en", "Thirty-nine people were killed and 361 injured.", "killing 39; injury 361"},
                                         Row{"ru", "Погибли 225 человек, из них 19 — военные.", "killing 225; killing 19"},
                                         Row{"ru", "В Омске задержали 40 человек, адвокаты встретились с 12 из них.", "detention 40"},
                                         Row{"en", "Police arrested not 30 but 28 people.", "detention 28"},
                                         Row{"ru", "Погибли не 125, а 170 человек.", "killing 170"},
                                         Row{"en", "None of the 14 men was charged.", ""},
                                         Row{"en", "It documented 32 cases of torture.", "ill_treatment 32 case"}));

INSTANTIATE_TEST_SUITE_P(NounsAndVerbs, Extract,
                         testing::Values(Row{"en", "Relatives complained about arrests.", "complaint"},
                                         Row{"en", "Police arrested 12 militants.", "detention 12"},
                                         Row{"en", "Five gunmen were detained.", "detention 5"},
                                         Row{"en", "The deportation of 45 workers began.", "deportation 45 ongoing"},
                                         Row{"ru", "На побои пожаловались 18 задержанных.", "complaint 18"},
                                         Row{"ru", "Число погибших выросло до 17.", "killing 17"},
                                         Row{"ru", "Их вышлют из страны.", "deportation planned"}));

INSTANTIATE_TEST_SUITE_P(Tables, Extract,
                         testing::Values(Row{"en", "Toll of the unrest:\n\nCounty / killed / arrested\nNakuru / 4 / 52\nKisumu / 3 / 61\n",
                                             "killing 4; detention 52; killing 3; detention 61"},
                                         Row{"en", "Region | arrested\nNakuru | 14\n", "detention 14"}));

INSTANTIATE_TEST_SUITE_P(
    RussianClauses, Extract,
    testing::Values(Row{"ru", "К 23:40 в Омске задержали 40 человек.", "detention 40"},
                    Row{"ru", "Полиция ворвалась в мечеть.", "raid 1 place"}, Row{"ru", "Рейд прошёл на рынке в Омске.", "raid 1 place"},
                    Row{"ru", "Ивана К., вышедшего на перекур, задержали в Омске.", "detention 1"},
                    Row{"ru", "Задержали двух сварщиков.", "detention 2"}, Row{"ru", "Полиция задержала сварщика.", "detention 1"},
                    Row{"ru", "Двое подростков избили дворника.", "ill_treatment 1"}, Row{"ru", "У пекаря сломаны три ребра.", "injury 1"},
                    Row{"ru", "Ему назначен штраф.", "sentence 1"}, Row{"ru", "Погибли пекарь и дворник.", "killing 1; killing 1"},
                    Row{"ru", "Исполнено 12 постановлений о выдворении.", "deportation 12 case"},
                    Row{"ru", "За год в Омске задержали 40 человек (годом ранее — 30).", "detention 40; detention 30"},
                    Row{"ru", "Суд признал пекаря виновным и приговорил к 5 годам.", "sentence"},
                    Row{"ru", "Повестки вручали по меньшей мере в 17 отделах.", "conscription 17.. place"},
                    Row{"ru", "— Сколько людей задержали?\n\n— Официально 86.\n", "detention 86"},
                    Row{"ru", "Задержаны 40 человек.\n\nЕщё пятерых отпустили.\n", "detention 40"}));

INSTANTIATE_TEST_SUITE_P(
    OwnVerbs, Extract,
    testing::Values(Row{"ru", "В городе остаются триста жителей, ещё 40 человек солдаты удерживают в подвале.", "detention 40 ongoing"},
                    Row{"ru", "Ранены 43 человека, ещё 16 считаются пропавшими без вести.", "injury 43; disappearance 16"},
                    Row{"ru", "Армия атаковала Омск 30 дронами, погибли двое.", "killing 2; attack"},
                    Row{"ru", "Двоих отпустили, ещё троим грозит до 15 суток ареста.", "detention 3 planned"},
                    Row{"ru", "По статье 342 УК (участие в протестах) осуждены 12 человек.", "sentence 12"},
                    Row{"ru", "Ещё двое обратились за медицинской помощью.", "injury 2"},
                    Row{"en", "Thousands fled their homes.", "displacement 2000..9999"},
                    Row{"en", "The court sentenced Amara Sesay to four years for assaulting an officer.", "sentence 1"},
                    Row{"en", "The group counted 92 strikes that killed at least 72 civilians.", "attack 92 event; killing 72.."},
                    Row{"en", "Two people were killed and 11 others, including three children, wounded when a drone hit a bus.",
                        "killing 2; injury 11; injury 3"},
                    Row{"en", "Prosecutors ordered the detention of 261 suspects in 41 provinces.", "detention 261 ordered"},
                    Row{"en", "Some 22,197 people are still held.", "detention 22197"}));

INSTANTIATE_TEST_SUITE_P(Denials, Extract,
                         testing::Values(Row{"en", "The minister denied that detainees were beaten.", "ill_treatment denied"},
                                         Row{"en", "The prison service rejected the accusations of torture.", "ill_treatment denied"},
                                         Row{"ru", "Обвинения в пытках министр Иван Лис отвергает.", "ill_treatment denied"}));

INSTANTIATE_TEST_SUITE_P(NoCounts, Extract,
                         testing::Values(Row{"en", "The operation began at 1 a.m. and 12 people were arrested.",
                                             "detention 12; raid ongoing"},
                                         Row{"en", "Employers were fined RM50,000 under Act 1959/63.", "sentence"},
                                         Row{"en", "Police arrested 27 people in April, five more than in March.", "detention 27"},
                                         Row{"en", "He was held for two and a half years in prison.", "detention 1"},
                                         Row{"en", "The bodies of eight migrants were found near Point Zero.", "killing 8"},
                                         Row{"en", "The editor was shot dead by two men on a motorcycle.", "killing 1"},
                                         Row{"en", "Police deployed 400 officers and arrested 12 people.", "detention 12"},
                                         Row{"en", "Of 180 people interviewed, 122 had been beaten by guards.", "ill_treatment 122"}));

INSTANTIATE_TEST_SUITE_P(
    Clauses, Extract,
    testing::Values(Row{"en", "Two men died and at least 19 people were hurt.", "killing 2; injury 19.."},
                    Row{"en", "A total of 560 individuals were screened, of whom 127 were detained.", "raid 560; detention 127"},
                    Row{"en", "Four lawyers told the paper that the arrest of a student was unlawful.", "detention 1"},
                    Row{"en", "The ministry said 186 people were arrested, 114 of them in Dakar, and that 23 officers were hurt.",
                        "detention 186; detention 114; injury 23"},
                    Row{"en", "Police detained 23 villagers, including five women, and registered a case against 15 persons.",
                        "detention 23; detention 5; prosecution 15"},
                    Row{"en", "Soldiers killed 40 villagers. Among the victims were 12 children.", "killing 40; killing 12"},
                    Row{"en", "Police arrested 13 journalists. The army denied the claim.", "detention 13; detention denied"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Extract,
    testing::Values(Row{"en", "Of the 212 people arrested, 39 were under 18.", "detention 212; detention 39"},
                    Row{"en", "The mother of two was sentenced to six years.", "sentence 1"},
                    Row{"en", "Nine out of ten detainees said they had been beaten.", "ill_treatment"},
                    Row{"en", "A 32-year-old farmer died after being beaten by border guards.", "killing 1; ill_treatment 1"},
                    Row{"ru", "Погибли, по предварительным данным, восемь человек, ещё 21 ранен.", "killing 8; injury 21"},
                    Row{"ru", "Суд арестовал активистку Ирину Волкову на десять суток.", "sentence 1"}));

TEST(Extract, RefusesAClaimWhoseWordsAreNotTheText)
{
    const std::string content = "Police arrested 340 people in Harare.";
    const auto reading = read_claims(support::text_of("en", content), support::languages());
    EXPECT_EQ(reading.refused, 0U);
    ASSERT_EQ(reading.claims.size(), 1U);
    EXPECT_TRUE(stands_in(reading.claims[0], content));
    Claim moved = reading.claims[0];
    ++moved.count->span.begin;
    EXPECT_FALSE(stands_in(moved, content));
    Claim reworded = reading.claims[0];
    reworded.quote += "!";
    EXPECT_FALSE(stands_in(reworded, content));
}

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
