// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/event_claims.h"

#include <algorithm>

namespace khronika::events {
namespace {

using support::World;

Cell cell_of(const Joined& joined, const std::string& place, const std::string& group = "")
{
    for (const Event& event : joined.events) {
        for (const Cell& cell : event.cells) {
            if (cell.place == place && cell.group == group) {
                return cell;
            }
        }
    }
    ADD_FAILURE() << "no cell of " << place << " " << group;
    return {};
}

World& told(World& world, std::int64_t number, const std::string& quote, const std::string& place = "St. Petersburg")
{
    return world.claim("deportation_order", CountBounds::exactly(number), {"Daria Lebedeva"})
        .dated("2024-03-25", "2024-03-29")
        .with([&](Claim& claim) {
            claim.quote = quote;
            claim.count->text = std::to_string(number);
            claim.places = {place};
        });
}

std::vector<std::string> claims_in(const std::vector<Step>& steps)
{
    std::vector<std::string> claims;
    for (const Step& step : steps) {
        claims.insert(claims.end(), step.claims.begin(), step.claims.end());
    }
    return claims;
}

TEST(Cells, PartsNamedAsPartsSumToAWholeThatNobodyStates)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 418, "418 people are to be expelled");
    told(world, 48, "another 48 must leave by themselves");
    const Joined joined = world.joined();
    const Cell cell = cell_of(joined, "St. Petersburg");
    EXPECT_EQ(cell.figures.size(), 2U);
    EXPECT_EQ(cell.defensible, (CountBounds{466, std::nullopt}));
    EXPECT_EQ(cell.whole, "");
    const auto claims = claims_in(cell.why_at_least);
    EXPECT_NE(std::find(claims.begin(), claims.end(), world.m_claims[0].id), claims.end());
    EXPECT_NE(std::find(claims.begin(), claims.end(), world.m_claims[1].id), claims.end());
}

TEST(Cells, AStatedSumIsTheWholeAndIsNeverAddedToItsParts)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 466, "466 were ordered to leave");
    told(world, 418, "of them 418 are to be expelled");
    told(world, 48, "another 48 must leave by themselves");
    const Joined joined = world.joined();
    const Cell cell = cell_of(joined, "St. Petersburg");
    EXPECT_EQ(cell.defensible, CountBounds::exactly(466));
    EXPECT_NE(cell.whole, "");
    EXPECT_TRUE(cell.conflicts.empty());
}

TEST(Cells, WithoutWordsThatSayMoreTwoCountsAreNotAdded)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 418, "418 people were expelled");
    told(world, 48, "48 people were fined");
    EXPECT_EQ(cell_of(world.joined(), "St. Petersburg").defensible, (CountBounds{418, std::nullopt}));
}

TEST(Cells, DisjointPlacesAddUpInWhatHoldsThem)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 300, "300 in the city", "Moscow");
    world.item("b", "Post", "2024-03-30");
    told(world, 200, "200 in the city").with([](Claim& claim) { claim.attribution = {"OVD-Info"}; });
    world.item("c", "Wire", "2024-04-30");
    told(world, 0, "many in Russia", "Russia").with([](Claim& claim) {
        claim.attribution = {"Memorial"};
        claim.count->bounds = {100, std::nullopt};
        claim.when = When{{*Date::parse("2024-03-01"), *Date::parse("2024-03-31")}, "", {}};
    });
    const Cell russia = cell_of(world.joined(), "Russia");
    EXPECT_EQ(russia.defensible, (CountBounds{500, std::nullopt}));
    EXPECT_EQ(russia.corroborated.min, 200);
    EXPECT_EQ(russia.claimed, (CountBounds{100, std::nullopt}));
}

TEST(Cells, AWholeBoundsWhatItHoldsFromAbove)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 466, "466 in the city");
    world.item("b", "Post", "2024-03-30");
    told(world, 65, "more than 64 in one district", "Vyborg district").with([](Claim& claim) { claim.count->bounds = {65, std::nullopt}; });
    EXPECT_EQ(cell_of(world.joined(), "Vyborg district").defensible, (CountBounds{65, 466}));
}

TEST(Cells, WhatCannotAllHoldIsNamedByItsLeastClaims)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 50, "50 in the city");
    world.item("b", "Post", "2024-03-30");
    told(world, 65, "65 in one district", "Vyborg district").with([](Claim& claim) { claim.attribution = {"OVD-Info"}; });
    world.item("c", "Wire", "2024-03-30");
    told(world, 12, "12 at the airport", "Pulkovo airport").with([](Claim& claim) { claim.attribution = {"Memorial"}; });
    const Joined joined = world.joined();
    const Cell city = cell_of(joined, "St. Petersburg");
    ASSERT_EQ(city.conflicts.size(), 1U);
    const auto claims = claims_in(city.conflicts[0].steps);
    EXPECT_EQ(std::vector<std::string>(claims.begin(), claims.end()),
              (std::vector<std::string>{world.m_claims[0].id, world.m_claims[1].id}));
    EXPECT_EQ(city.defensible.min, 77);
    EXPECT_EQ(cell_of(joined, "Vyborg district").defensible.min, 65);
}

TEST(Cells, WhatATextNamesAPartIsNeverAllOfItsCell)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 418, "418 people are to be expelled");
    world.item("b", "Post", "2024-03-30");
    told(world, 48, "a further 48 people get a fine", "Russia");
    for (const Event& event : world.joined().events) {
        for (const Cell& cell : event.cells) {
            EXPECT_TRUE(cell.conflicts.empty()) << "48 is not all of Russia";
        }
    }
}

TEST(Cells, APartIsNoRivalOfAWhole)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 466, "466 people are to be expelled");
    told(world, 418, "418 of them by force");
    told(world, 48, "another 48 on their own");
    world.item("b", "Post", "2024-03-30");
    told(world, 430, "430 in all").with([](Claim& claim) { claim.attribution = {"Memorial"}; });
    const Joined joined = world.joined();
    EXPECT_EQ(joined.figures.size(), 3U);
    EXPECT_EQ(cell_of(joined, "St. Petersburg").defensible.min, 466) << "and not 430 + 48";
}

TEST(Cells, GroupsAreHeldByAllAndThoseThatShareNobodyAdd)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 30, "30 women").with([](Claim& claim) { claim.victims = Words{"women", {}}; });
    told(world, 20, "20 children").with([](Claim& claim) { claim.victims = Words{"children", {}}; });
    world.item("b", "Post", "2024-03-30");
    told(world, 40, "at least 40 people").with([](Claim& claim) {
        claim.victims = Words{"people", {}};
        claim.count->bounds = {40, std::nullopt};
    });
    const Joined joined = world.joined();
    EXPECT_EQ(cell_of(joined, "St. Petersburg", "women").defensible.min, 30);
    EXPECT_EQ(cell_of(joined, "St. Petersburg").defensible.min, 50);
}

TEST(Cells, RatesAndOtherModalitiesAreNeverMixed)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    told(world, 466, "466 ordered");
    told(world, 15000, "15,000 prepared").with([](Claim& claim) { claim.modality = Modality::planned; });
    told(world, 900, "900 a day").with([](Claim& claim) { claim.count->per = Rate::day; });
    for (const Event& event : world.joined().events) {
        for (const Cell& cell : event.cells) {
            EXPECT_EQ(cell.figures.size(), 1U);
            EXPECT_TRUE(cell.conflicts.empty());
        }
    }
}

TEST(Wording, TellsPartsAndGroups)
{
    const Wording& wording = support::context().wording;
    EXPECT_EQ(wording.part_word("a further 48 people get a fine", "48 people"), PartWord::further);
    EXPECT_EQ(wording.part_word("ещё 48 человек обязаны уехать", "48 человек"), PartWord::further);
    EXPECT_EQ(wording.part_word("рассмотрены судами из этого числа 515", "515"), PartWord::part);
    EXPECT_EQ(wording.part_word("418 мигрантов вышлют", "418 мигрантов"), PartWord::none);
    EXPECT_EQ(wording.group_of("граждан Таджикистана"), "tajikistan");
    EXPECT_EQ(wording.group_of("таджикистанцев"), "tajikistan");
    EXPECT_EQ(wording.group_of("women and children"), "");
    EXPECT_EQ(wording.group_of("Tajik Women"), "") << "it may be a name";
    EXPECT_TRUE(wording.group_within("tajikistan", "central-asia"));
    EXPECT_TRUE(wording.groups_disjoint("women", "men"));
    EXPECT_FALSE(wording.groups_disjoint("tajikistan", "uzbekistan")) << "one may be a citizen of both";
}

} // namespace
} // namespace khronika::events
