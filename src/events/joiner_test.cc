// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/joiner.h"

#include "support/event_claims.h"
#include "support/event_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

namespace khronika::events {
namespace {

using support::bytes_of;
using support::context;
using support::World;

RC_GTEST_PROP(JoinerProperty, ItemByItemGivesWhatAllAtOnceGives, ())
{
    World world = support::some_world();
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    std::shuffle(world.m_items.begin(), world.m_items.end(), random);
    Joiner joiner(context());
    std::deque<std::vector<Claim>> kept;
    std::map<std::string, Event> told;
    for (const ItemInfo& item : world.m_items) {
        std::vector<Claim>& claims = kept.emplace_back();
        std::copy_if(world.m_claims.begin(), world.m_claims.end(), std::back_inserter(claims),
                     [&](const Claim& c) { return c.item == item.id; });
        const Joiner::Change change = joiner.add(claims, {&item, 1});
        for (const std::string& id : change.gone) {
            told.erase(id);
        }
        for (const Event& event : change.made.events) {
            told[event.id] = event;
        }
    }
    const Joined whole = world.joined();
    RC_ASSERT(bytes_of(joiner.joined()) == bytes_of(whole));
    RC_ASSERT(told.size() == whole.events.size());
    for (const Event& event : whole.events) {
        RC_ASSERT(told[event.id] == event);
    }
}

RC_GTEST_PROP(JoinerProperty, WithoutItsOnlySupportAFigureIsGone, ())
{
    World world = support::some_world();
    RC_PRE(!world.m_claims.empty());
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, world.m_claims.size());
    const std::string id = world.m_claims[at].id;
    world.m_claims.erase(world.m_claims.begin() + static_cast<std::ptrdiff_t>(at));
    RC_ASSERT(bytes_of(world.joined()).find("\"" + id + "\"") == std::string::npos);
}

TEST(Joiner, ANewItemMakesOnlyItsNeighbourhoodAnew)
{
    World world;
    for (int i = 0; i < 40; ++i) {
        world.item("item" + std::to_string(i), "Gazette", "2024-03-30")
            .claim("detention", CountBounds::exactly(200 + i), {"OVD-Info"})
            .dated("2024-03-29", "2024-03-29")
            .with([&](Claim& claim) {
                claim.places = {"Place number " + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i)};
            });
    }
    Joiner joiner(context());
    (void)joiner.add(world.m_claims, world.m_items);
    World more;
    more.item("new", "Post", "2024-03-30")
        .claim("detention", CountBounds::exactly(203), {"Memorial"})
        .dated("2024-03-29", "2024-03-29")
        .with([&](Claim& claim) { claim.places = world.m_claims[3].places; });
    const Joiner::Change change = joiner.add(more.m_claims, more.m_items);
    ASSERT_EQ(change.made.events.size(), 1U);
    EXPECT_EQ(change.made.events[0].claims.size(), 2U);
    EXPECT_TRUE(change.gone.empty());
}

/// How a generated world of known truth is joined: docs/events.md gives the figures.
TEST(GeneratedWorld, EventsAreFoundAndNoBoundExcludesTheTruth)
{
    const auto asked = [](const char* name, unsigned long otherwise) {
        const char* given = std::getenv(name);
        return given == nullptr ? otherwise : std::strtoul(given, nullptr, 10);
    };
    const support::EventWorld world =
        support::event_world(asked("KHRONIKA_WORLD_EVENTS", 2000), static_cast<std::uint32_t>(asked("KHRONIKA_WORLD_SEED", 20240322)));
    const NameTable places(world.places);
    const Actors actors(support::table("actors/aliases.tsv"));
    const Wording wording(support::table("events/words.tsv"));
    const Joined joined = join(world.claims, world.items, {actors, places, wording});
    const support::WorldScore score = support::score(world, joined, places);
    std::printf(
        "events %zu, claims %zu, items %zu: B-cubed precision %.4f recall %.4f F1 %.4f; figures %zu, one origin told as more: %zu\n",
        world.events.size(), world.claims.size(), world.items.size(), score.precision, score.recall, score.f1, joined.figures.size(),
        score.origins_too_many);
    EXPECT_GE(score.f1, 0.95);
    EXPECT_TRUE(score.excluded.empty()) << fmt::format("{} bounds exclude the truth:\n{}", score.excluded.size(),
                                                       fmt::join(score.excluded, "\n"));
    EXPECT_EQ(score.false_conflicts, 0U);
    EXPECT_EQ(score.origins_too_many, 0U);
}

} // namespace
} // namespace khronika::events
