// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/join.h"

#include "base/error.h"
#include "model/json.h"
#include "support/event_claims.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace khronika::events {
namespace {

using support::bytes_of;
using support::context;
using support::pick;
using support::some_world;
using support::World;

const CountBounds n418 = CountBounds::exactly(418);
const CountBounds n466 = CountBounds::exactly(466);
const CountBounds n48 = CountBounds::exactly(48);

TEST(Join, OneOriginCountsOnceInEveryLanguage)
{
    World world;
    world.item("a", "Gazette", "2024-03-30", "ru").claim("deportation_order", n418, {"пресс-служба судов Петербурга"});
    world.item("b", "Post", "2024-03-30").claim("deportation_order", n418, {"Daria Lebedeva"});
    world.item("c", "Wire", "2024-03-31").claim("deportation_order", n418, {"press service of the courts of St. Petersburg", "Post"});
    world.item("d", "Blog", "2024-04-01").claim("deportation_order", n418);
    const Figure figure = world.only();
    EXPECT_EQ(figure.origins.size(), 1U);
    ASSERT_EQ(figure.rivals.size(), 1U);
    EXPECT_EQ(figure.rivals[0].claims.size(), 4U);
    EXPECT_EQ(figure.rivals[0].outlets.size(), 4U);
    EXPECT_FALSE(figure.corroborated.min);
}

TEST(Join, ARoundedHeadlineIsNoRival)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("deportation_order", n418, {"Daria Lebedeva"});
    world.item("b", "Post", "2024-03-30").claim("deportation_order", {401, std::nullopt});
    const Figure figure = world.only();
    EXPECT_EQ(figure.claimed, n418);
    EXPECT_TRUE(figure.conflicts.empty());
    EXPECT_EQ(figure.origins.size(), 1U);
}

TEST(Join, TwoNumbersOfOneTextCountTwoThings)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("deportation_order", n466, {"Daria Lebedeva"});
    world.claim("deportation_order", n418, {"Daria Lebedeva"}).claim("deportation_order", n48, {"Daria Lebedeva"});
    world.item("b", "Post", "2024-03-30").claim("deportation_order", n418);
    const Joined joined = world.joined();
    EXPECT_EQ(joined.events.size(), 1U);
    ASSERT_EQ(joined.figures.size(), 3U);
    const auto whole = std::find_if(joined.figures.begin(), joined.figures.end(), [](const Figure& f) { return f.claimed == n466; });
    ASSERT_NE(whole, joined.figures.end());
    ASSERT_EQ(whole->notes.size(), 1U);
    EXPECT_EQ(whole->notes[0].substr(0, 14), "466 = 418 + 48");
}

TEST(Join, PartsThatNoTextStatesTogetherAreNotSummed)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("deportation_order", n466, {"Daria Lebedeva"});
    world.item("b", "Post", "2024-03-30").claim("deportation_order", n418, {"Daria Lebedeva"});
    world.claim("deportation_order", n48, {"Daria Lebedeva"});
    for (const Figure& figure : world.joined().figures) {
        EXPECT_TRUE(figure.notes.empty());
    }
}

TEST(Join, RivalsStandSideBySide)
{
    World world;
    world.item("a", "Gazette", "2024-03-30")
        .claim("raid", {std::nullopt, 1499}, {"St. Petersburg police"}, true)
        .dated("2024-03-29", "2024-03-29");
    world.item("b", "Post", "2024-03-30").claim("raid", {1501, std::nullopt}, {"OVD-Info"}).dated("2024-03-29", "2024-03-29");
    const Figure figure = world.only();
    EXPECT_EQ(figure.rivals.size(), 2U);
    EXPECT_EQ(figure.conflicts.size(), 1U);
    EXPECT_EQ(figure.claimed, CountBounds{});
    EXPECT_EQ(figure.defensible, (CountBounds{1501, std::nullopt}));
}

TEST(Join, BoundsByOneAndByTwoOrigins)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("detention", {100, std::nullopt}, {"OVD-Info"}).dated("2024-03-29", "2024-03-29");
    world.item("b", "Post", "2024-03-30").claim("detention", CountBounds::exactly(140), {"Memorial"}).dated("2024-03-29", "2024-03-29");
    world.item("c", "Wire", "2024-03-30").claim("detention", {120, 150}, {"Amnesty International"}).dated("2024-03-29", "2024-03-29");
    const Figure figure = world.only();
    EXPECT_EQ(figure.claimed, (CountBounds{100, std::nullopt}));
    EXPECT_EQ(figure.defensible, (CountBounds{140, 140}));
    EXPECT_EQ(figure.corroborated, (CountBounds{120, 150}));
    EXPECT_TRUE(figure.conflicts.empty());
}

TEST(Join, OrderedDonePlannedAndDeniedNeverMix)
{
    World world;
    world.item("a", "Gazette", "2024-03-30");
    for (const Modality modality : {Modality::done, Modality::ordered, Modality::planned, Modality::denied}) {
        world.claim("deportation", n418, {"Daria Lebedeva"}).with([&](Claim& claim) { claim.modality = modality; });
    }
    const Joined joined = world.joined();
    EXPECT_EQ(joined.events.size(), 4U);
    EXPECT_EQ(joined.figures.size(), 4U);
}

TEST(Join, RatesAreNotTotals)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("detention", n418, {"OVD-Info"});
    world.item("b", "Post", "2024-03-30").claim("detention", n418, {"OVD-Info"}).with([](Claim& claim) { claim.count->per = Rate::day; });
    EXPECT_EQ(world.joined().figures.size(), 2U);
}

TEST(Join, OtherWeeksAreOtherFigures)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("prosecution", CountBounds::exactly(1493), {"RBC"}).dated("2024-03-23", "2024-03-29");
    world.item("b", "Post", "2024-04-02").claim("prosecution", CountBounds::exactly(1442), {"Mediazona"}).dated("2024-03-25", "2024-03-31");
    world.item("c", "Wire", "2024-07-02").claim("prosecution", CountBounds::exactly(22219), {"RBC"}).dated("2024-01-01", "2024-06-30");
    EXPECT_EQ(world.joined().figures.size(), 3U);
}

TEST(Join, NothingIsSaidOfNothing)
{
    EXPECT_TRUE(join({}, {}, context()).events.empty());
    World world;
    world.item("a", "", "").claim("detention", n418).with([](Claim& claim) { claim.places.clear(); });
    EXPECT_EQ(world.only().place, "");
}

TEST(Join, IdsMustTellClaimsApart)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("detention", n418).claim("detention", n48);
    world.m_claims[1].id = world.m_claims[0].id;
    EXPECT_THROW((void)world.joined(), Error);
    world.m_claims[1].id = "";
    EXPECT_THROW((void)world.joined(), Error);
}

RC_GTEST_PROP(JoinProperty, OrderOfArrivalDoesNotMatter, ())
{
    World world = some_world();
    const std::string before = bytes_of(world.joined());
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    std::shuffle(world.m_claims.begin(), world.m_claims.end(), random);
    std::shuffle(world.m_items.begin(), world.m_items.end(), random);
    RC_ASSERT(bytes_of(world.joined()) == before);
}

RC_GTEST_PROP(JoinProperty, EveryClaimIsInOneEventAndEveryCountInOneFigure, ())
{
    const World world = some_world();
    const Joined joined = world.joined();
    std::multiset<std::string> in_events;
    std::set<std::string> events;
    for (const Event& event : joined.events) {
        RC_ASSERT(events.insert(event.id).second);
        RC_ASSERT(event.claims.size() == event.reasons.size());
        in_events.insert(event.claims.begin(), event.claims.end());
    }
    std::multiset<std::string> in_figures;
    std::set<std::string> figures;
    for (const Figure& figure : joined.figures) {
        RC_ASSERT(figures.insert(figure.id).second);
        RC_ASSERT(events.count(figure.event) == 1);
        for (const RivalCount& rival : figure.rivals) {
            in_figures.insert(rival.claims.begin(), rival.claims.end());
        }
    }
    for (const Claim& claim : world.m_claims) {
        RC_ASSERT(in_events.count(claim.id) == 1);
        RC_ASSERT(in_figures.count(claim.id) == 1);
    }
}

RC_GTEST_PROP(JoinProperty, BoundsHoldEveryRivalAndOriginsCountOnce, ())
{
    const Joined joined = some_world().joined();
    for (const Figure& figure : joined.figures) {
        std::set<std::string> origins;
        for (const RivalCount& rival : figure.rivals) {
            RC_ASSERT(figure.claimed.hull(rival.bounds) == figure.claimed);
            RC_ASSERT(std::find(figure.origins.begin(), figure.origins.end(), rival.origin) != figure.origins.end());
            origins.insert(rival.origin);
        }
        RC_ASSERT(origins.size() == figure.origins.size());
        if (figure.origins.size() == 1) {
            RC_ASSERT(!figure.corroborated.min && !figure.corroborated.max);
        }
        if (figure.corroborated.min) {
            RC_ASSERT(*figure.corroborated.min <= *figure.defensible.min);
        }
    }
}

RC_GTEST_PROP(JoinProperty, ARepostChangesNoBoundAndNoOriginCount, ())
{
    World world = some_world();
    RC_PRE(!world.m_claims.empty());
    const Joined before = world.joined();
    // The repost says what the first text with claims says, a day later, without naming anyone.
    const std::string source = pick(world.m_claims).item;
    const auto info = *std::find_if(world.m_items.begin(), world.m_items.end(), [&](const ItemInfo& item) { return item.id == source; });
    RC_PRE(!info.published.empty());
    ItemInfo copy = info;
    copy.id = "repost";
    copy.outlet = "Reposter";
    world.m_items.push_back(copy);
    const std::vector<Claim> claims = world.m_claims;
    for (const Claim& claim : claims) {
        if (claim.item == source) {
            Claim repeated = claim;
            repeated.item = "repost";
            repeated.id = "repost." + claim.id;
            if (repeated.attribution.empty()) {
                repeated.attribution = {};
            }
            world.m_claims.push_back(repeated);
        }
    }
    const Joined after = world.joined();
    RC_ASSERT(after.figures.size() == before.figures.size());
    const auto summary = [](const Joined& joined) {
        std::multiset<std::string> out;
        for (const Figure& figure : joined.figures) {
            out.insert(json_line({{"id", figure.id},
                                  {"origins", figure.origins.size()},
                                  {"rivals", figure.rivals.size()},
                                  {"claimed", to_json(figure)["claimed"]},
                                  {"defensible", to_json(figure)["defensible"]},
                                  {"corroborated", to_json(figure)["corroborated"]}}));
        }
        return out;
    };
    RC_ASSERT(summary(after) == summary(before));
}

TEST(Join, ARoundedWholeIsTheSumThatItsTextGives)
{
    World world;
    world.item("a", "Gazette", "2024-07-30")
        .claim("prosecution", CountBounds::exactly(27000), {"RBC"}, true)
        .dated("2024-01-01", "2024-06-30");
    for (const std::int64_t part : {22219, 3960, 887}) {
        world.claim("prosecution", CountBounds::exactly(part), {"RBC"}).dated("2024-01-01", "2024-06-30");
    }
    const Joined joined = world.joined();
    ASSERT_EQ(joined.figures.size(), 4U);
    EXPECT_EQ(joined.figures[0].claimed, CountBounds::exactly(27066));
    ASSERT_EQ(joined.figures[0].notes.size(), 2U) << "how it was read, and of which parts";
    world.m_claims[3].count->bounds = CountBounds::exactly(2000);
    EXPECT_EQ(world.joined().figures[0].claimed, (CountBounds{26500, 27499})) << "a sum that the rounding does not hold";
}

TEST(Join, TwoNamedSpeakersOfOneTextAreRivals)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("detention", CountBounds::exactly(466), {"OVD-Info"}).dated("2024-03-29", "2024-03-29");
    world.claim("detention", CountBounds::exactly(510), {"Memorial"}).dated("2024-03-29", "2024-03-29");
    EXPECT_EQ(world.only().conflicts.size(), 1U);
    world.m_claims[1].attribution = {"OVD-Info"};
    EXPECT_EQ(world.joined().figures.size(), 2U) << "one speaker counts two things";
}

TEST(Join, OneSpeakersNumberOfThatWeekIsOneWhicheverDayATextGives)
{
    World world;
    world.item("a", "Gazette", "2024-03-31").claim("detention", CountBounds::exactly(418), {"OVD-Info"}).dated("2024-03-25", "2024-03-29");
    world.item("b", "Post", "2024-04-01").claim("detention", CountBounds::exactly(418), {"OVD-Info"}).dated("2024-04-01", "2024-04-01");
    EXPECT_EQ(world.joined().events.size(), 1U);
    world.m_claims[1].attribution = {"Memorial"};
    EXPECT_EQ(world.joined().events.size(), 2U);
}

} // namespace
} // namespace khronika::events
