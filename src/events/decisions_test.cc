// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/decisions.h"

#include "support/event_claims.h"

#include <algorithm>

namespace khronika::events {
namespace {

using support::World;

std::vector<ClaimRef> refs(const World& world, const std::vector<std::string>& ids)
{
    std::vector<ClaimRef> out;
    for (const Claim& claim : world.m_claims) {
        if (std::find(ids.begin(), ids.end(), claim.id) != ids.end()) {
            out.push_back(ref_of(claim));
        }
    }
    return out;
}

Decision decided(DecisionKind kind, std::vector<ClaimRef> claims, std::vector<ClaimRef> others, std::vector<ClaimRef> left = {})
{
    Decision decision;
    decision.id = "D";
    decision.kind = kind;
    decision.claims = std::move(claims);
    decision.others = std::move(others);
    decision.left = std::move(left);
    return decision;
}

Joined joined(const World& world, const std::vector<Decision>& decisions)
{
    return world.joined(decisions_for(decisions, world.m_claims));
}

std::string event_of(const Joined& joined, const std::string& claim)
{
    for (const Event& event : joined.events) {
        if (std::find(event.claims.begin(), event.claims.end(), claim) != event.claims.end()) {
            return event.id;
        }
    }
    return "none";
}

/// Two events in two cities, of two claims each.
World two_cities()
{
    World world;
    for (const char* item : {"a", "b"}) {
        world.item(item, item, "2024-03-30").claim("detention", CountBounds::exactly(140), {"OVD-Info"}).dated("2024-03-29", "2024-03-29");
        world.claim("detention", CountBounds::exactly(230), {"Memorial"}).dated("2024-03-29", "2024-03-29").with([](Claim& claim) {
            claim.places = {"Moscow"};
        });
    }
    return world;
}

TEST(Decisions, AMergeHoldsAndTakesNewClaimsAlong)
{
    World world = two_cities();
    const auto decision = decided(DecisionKind::merge, refs(world, {world.m_claims[0].id, world.m_claims[2].id}),
                                  refs(world, {world.m_claims[1].id, world.m_claims[3].id}));
    EXPECT_NE(event_of(world.joined(), world.m_claims[0].id), event_of(world.joined(), world.m_claims[1].id));
    world.item("c", "c", "2024-03-30")
        .claim("detention", CountBounds::exactly(230))
        .dated("2024-03-29", "2024-03-29")
        .with([](Claim& claim) { claim.places = {"Moscow"}; });
    const Joined merged = joined(world, {decision});
    EXPECT_EQ(merged.events.size(), 1U);
    EXPECT_EQ(merged.figures.size(), 2U) << "counts of two places are not made one";
}

TEST(Decisions, ASplitHoldsAgainstNewClaims)
{
    World world = two_cities();
    const auto decision = decided(DecisionKind::split, refs(world, {world.m_claims[2].id}), refs(world, {world.m_claims[0].id}));
    world.item("c", "c", "2024-03-30").claim("detention", CountBounds::exactly(140), {"OVD-Info"}).dated("2024-03-29", "2024-03-29");
    const Joined split = joined(world, {decision});
    EXPECT_NE(event_of(split, world.m_claims[0].id), event_of(split, world.m_claims[2].id));
}

TEST(Decisions, AMovePartsAndJoins)
{
    World world = two_cities();
    const auto decision = decided(DecisionKind::move, refs(world, {world.m_claims[2].id}),
                                  refs(world, {world.m_claims[1].id, world.m_claims[3].id}), refs(world, {world.m_claims[0].id}));
    const Joined moved = joined(world, {decision});
    EXPECT_EQ(event_of(moved, world.m_claims[2].id), event_of(moved, world.m_claims[1].id));
    EXPECT_NE(event_of(moved, world.m_claims[2].id), event_of(moved, world.m_claims[0].id));
}

TEST(Decisions, AClaimIsFoundByItsWordsAfterANewExtraction)
{
    World world = two_cities();
    const auto decision = decided(DecisionKind::split, refs(world, {world.m_claims[2].id}), refs(world, {world.m_claims[0].id}));
    for (Claim& claim : world.m_claims) {
        claim.id = "new." + claim.id;
    }
    const Joined split = joined(world, {decision});
    EXPECT_NE(event_of(split, world.m_claims[0].id), event_of(split, world.m_claims[2].id));
    for (Claim& claim : world.m_claims) {
        claim.quote = "other words";
    }
    EXPECT_EQ(decisions_for(std::vector<Decision>{decision}, world.m_claims).lost.size(), 2U);
}

TEST(Decisions, ACutMakesAnOriginAndAnAddedEdgeTakesOne)
{
    World world;
    world.item("a", "Gazette", "2024-03-30").claim("detention", CountBounds::exactly(140), {"OVD-Info"}).dated("2024-03-29", "2024-03-29");
    world.item("b", "Post", "2024-03-30").claim("detention", CountBounds::exactly(140)).dated("2024-03-29", "2024-03-29");
    world.item("c", "Wire", "2024-03-30").claim("detention", CountBounds::exactly(150), {"Memorial"}).dated("2024-03-29", "2024-03-29");
    const auto a = refs(world, {world.m_claims[0].id});
    const auto b = refs(world, {world.m_claims[1].id});
    const auto c = refs(world, {world.m_claims[2].id});
    EXPECT_EQ(joined(world, {}).figures.at(0).origins.size(), 2U);
    EXPECT_EQ(joined(world, {decided(DecisionKind::cut, b, a)}).figures.at(0).origins.size(), 3U);
    EXPECT_EQ(joined(world, {decided(DecisionKind::cut, b, a), decided(DecisionKind::add, b, a)}).figures.at(0).origins.size(), 2U);
    const Joined added = joined(world, {decided(DecisionKind::add, c, a)});
    EXPECT_EQ(added.figures.at(0).origins, std::vector<std::string>{"OVD-Info"});
    const auto& edges = added.events.at(0).lineage;
    EXPECT_TRUE(std::any_of(edges.begin(), edges.end(), [&](const LineageEdge& edge) {
        return edge.kind == "person" && edge.from == world.m_claims[0].id && edge.to == world.m_claims[2].id;
    }));
}

TEST(Decisions, WhatWasTakenBackIsNone)
{
    World world = two_cities();
    auto decision = decided(DecisionKind::split, refs(world, {world.m_claims[2].id}), refs(world, {world.m_claims[0].id}));
    decision.reversed = true;
    EXPECT_TRUE(decisions_for(std::vector<Decision>{decision}, world.m_claims).empty());
}

RC_GTEST_PROP(DecisionsProperty, SplitThenMergeIsIdentity, ())
{
    World world = support::some_world();
    world.item("sure", "Gazette", "2024-03-29").claim("detention", CountBounds::exactly(400)).claim("detention", CountBounds::exactly(48));
    const Joined before = world.joined();
    std::vector<Event> large;
    std::copy_if(before.events.begin(), before.events.end(), std::back_inserter(large), [](const Event& e) { return e.claims.size() > 1; });
    RC_ASSERT(!large.empty());
    const Event event = support::pick(large);
    const auto out = *rc::gen::inRange<std::size_t>(1, event.claims.size());
    const std::vector<std::string> leaving(event.claims.begin(), event.claims.begin() + static_cast<std::ptrdiff_t>(out));
    const std::vector<std::string> staying(event.claims.begin() + static_cast<std::ptrdiff_t>(out), event.claims.end());
    const Decision split = decided(DecisionKind::split, refs(world, leaving), refs(world, staying));
    const Decision merge = decided(DecisionKind::merge, refs(world, staying), refs(world, leaving));
    const Joined parted = joined(world, {split});
    for (const std::string& one : leaving) {
        for (const std::string& other : staying) {
            RC_ASSERT(event_of(parted, one) != event_of(parted, other));
        }
    }
    RC_ASSERT(support::bytes_of(joined(world, {split, merge})) == support::bytes_of(before));
}

RC_GTEST_PROP(DecisionsProperty, WhatIsPutTogetherIsOneEvent, ())
{
    World world = support::some_world();
    world.item("sure", "Gazette", "2024-03-29").claim("detention", CountBounds::exactly(400));
    const Joined before = world.joined();
    const Event one = support::pick(before.events);
    std::vector<Event> alike;
    std::copy_if(before.events.begin(), before.events.end(), std::back_inserter(alike),
                 [&](const Event& e) { return e.act == one.act && e.modality == one.modality; });
    const Event other = support::pick(alike);
    const Joined after = joined(world, {decided(DecisionKind::merge, refs(world, one.claims), refs(world, other.claims))});
    for (const std::string& claim : other.claims) {
        RC_ASSERT(event_of(after, claim) == event_of(after, one.claims.front()));
    }
}

} // namespace
} // namespace khronika::events
