// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/network.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

namespace khronika::events {
namespace {

constexpr std::size_t whole = 0;
constexpr std::size_t part = 1;
constexpr std::size_t other = 2;

CountBounds at_least(std::int64_t n)
{
    return {n, std::nullopt};
}

CountBounds at_most(std::int64_t n)
{
    return {std::nullopt, n};
}

TEST(Network, PartsOfAWholeAddUpAndLeaveTheRest)
{
    const Network network(3, {{whole, {part, other}, true}});
    const std::vector<Seed> seeds{{whole, CountBounds::exactly(466)}, {part, CountBounds::exactly(418)}};
    const Propagated found = network.propagate(seeds);
    EXPECT_EQ(found.bounds[other], CountBounds::exactly(48));
    EXPECT_EQ(found.chain(found.lower[other]).size(), 3U);
    EXPECT_FALSE(found.empty);
}

TEST(Network, NumbersBeyondCountingAreAddedWithoutOverflow)
{
    const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
    const Network network(3, {{0, {1, 2}, true}});
    const std::vector<Seed> seeds{{1, {huge, huge}}, {2, {huge, std::nullopt}}, {0, {std::nullopt, 466}}};
    EXPECT_TRUE(network.propagate(seeds).empty);
    EXPECT_EQ(network.raise(seeds).size(), 3U);
}

TEST(Network, WhatGrowsWithoutEndIsAContradiction)
{
    const Network network(3, {{0, {1}, true}, {0, {1, 2}, false}});
    EXPECT_TRUE(network.propagate(std::vector<Seed>{{2, CountBounds{1, std::nullopt}}}).empty);
    EXPECT_FALSE(network.propagate(std::vector<Seed>{{1, CountBounds{1, std::nullopt}}}).empty);
    EXPECT_EQ(network.raise(std::vector<Seed>{{1, CountBounds{5, std::nullopt}}}).size(), 2U);
    (void)network.raise(std::vector<Seed>{{2, CountBounds{1, std::nullopt}}});
    EXPECT_EQ(network.minimal_conflicts(std::vector<Seed>{{2, CountBounds{1, std::nullopt}}}, 4).sets.size(), 1U);
}

TEST(Network, APartBoundsItsWholeFromBelowAlone)
{
    const Network network(2, {{whole, {part}, false}});
    const std::vector<Seed> seeds{{part, CountBounds::exactly(65)}};
    EXPECT_EQ(network.propagate(seeds).bounds[whole], at_least(65));
    const std::vector<Seed> capped{{part, at_least(65)}, {whole, at_most(466)}};
    EXPECT_EQ(network.propagate(capped).bounds[part], (CountBounds{65, 466}));
}

TEST(Network, AConflictNamesItsLeastClaims)
{
    const Network network(4, {{whole, {part, other}, true}});
    const std::vector<Seed> seeds{
        {3, at_least(7)}, {part, at_least(420)}, {other, at_least(48)}, {whole, at_most(466)}, {whole, at_least(2)}};
    const Network::Conflicts conflicts = network.minimal_conflicts(seeds, 16);
    ASSERT_EQ(conflicts.sets.size(), 1U);
    EXPECT_EQ(conflicts.sets[0], (std::vector<std::size_t>{1, 2, 3}));
    EXPECT_FALSE(conflicts.more);
}

TEST(Network, AllConflictsAreFound)
{
    const Network network(2, {{whole, {part}, false}});
    const std::vector<Seed> seeds{{whole, at_most(10)}, {whole, at_most(20)}, {part, at_least(30)}, {part, at_least(15)}};
    const Network::Conflicts conflicts = network.minimal_conflicts(seeds, 16);
    const std::vector<std::vector<std::size_t>> wanted{{0, 2}, {0, 3}, {1, 2}};
    EXPECT_EQ(conflicts.sets, wanted);
    EXPECT_EQ(network.minimal_conflicts(seeds, 2).sets.size(), 2U);
    EXPECT_TRUE(network.minimal_conflicts(seeds, 2).more);
}

/// Wholes come before their parts, so that there is no cycle.
std::vector<Relation> some_relations(std::size_t variables)
{
    std::vector<Relation> relations;
    const int count = *rc::gen::inRange(0, 6);
    for (int i = 0; i < count; ++i) {
        Relation relation;
        relation.whole = *rc::gen::inRange<std::size_t>(0, variables - 1);
        std::set<std::size_t> parts;
        const int wanted = *rc::gen::inRange(1, 4);
        for (int p = 0; p < wanted; ++p) {
            parts.insert(*rc::gen::inRange<std::size_t>(relation.whole + 1, variables));
        }
        relation.parts.assign(parts.begin(), parts.end());
        relation.equal = *rc::gen::arbitrary<bool>();
        relations.push_back(std::move(relation));
    }
    return relations;
}

/// Numbers that keep to the relations: parts first, then wholes at least as large.
std::vector<std::int64_t> truth_of(std::size_t variables, std::vector<Relation>& relations)
{
    std::vector<std::int64_t> truth(variables, -1);
    for (std::size_t v = variables; v-- > 0;) {
        std::int64_t least = 0;
        for (const Relation& relation : relations) {
            if (relation.whole == v) {
                std::int64_t sum = 0;
                for (const std::size_t p : relation.parts) {
                    sum += truth[p];
                }
                least = std::max(least, sum);
            }
        }
        truth[v] = least + *rc::gen::inRange(0, 5);
        for (Relation& relation : relations) {
            if (relation.whole == v && relation.equal) {
                std::int64_t sum = 0;
                for (const std::size_t p : relation.parts) {
                    sum += truth[p];
                }
                relation.equal = sum == truth[v];
            }
        }
    }
    return truth;
}

RC_GTEST_PROP(NetworkProperty, NothingThatFollowsFromTruthExcludesIt, ())
{
    const std::size_t variables = *rc::gen::inRange<std::size_t>(2, 9);
    std::vector<Relation> relations = some_relations(variables);
    const std::vector<std::int64_t> truth = truth_of(variables, relations);
    std::vector<Seed> seeds;
    for (std::size_t v = 0; v < variables; ++v) {
        if (*rc::gen::arbitrary<bool>()) {
            const auto below = *rc::gen::inRange<std::int64_t>(0, 4);
            const auto above = *rc::gen::inRange<std::int64_t>(0, 4);
            seeds.push_back({v, {truth[v] - below, truth[v] + above}});
        }
    }
    const Network network(variables, relations);
    const Propagated found = network.propagate(seeds);
    RC_ASSERT(!found.empty);
    for (std::size_t v = 0; v < variables; ++v) {
        RC_ASSERT(found.bounds[v].contains(truth[v]));
    }
    for (const auto& [v, least] : network.raise(seeds)) {
        RC_ASSERT(least <= truth[v]);
    }
    RC_ASSERT(network.minimal_conflicts(seeds, 16).sets.empty());
}

RC_GTEST_PROP(NetworkProperty, ConflictsAreConflictsAndMinimal, ())
{
    const std::size_t variables = *rc::gen::inRange<std::size_t>(2, 6);
    const Network network(variables, some_relations(variables));
    std::vector<Seed> seeds;
    const int count = *rc::gen::inRange(1, 9);
    for (int i = 0; i < count; ++i) {
        const auto variable = *rc::gen::inRange<std::size_t>(0, variables);
        const auto number = *rc::gen::inRange<std::int64_t>(0, 12);
        seeds.push_back({variable, *rc::gen::arbitrary<bool>() ? at_least(number) : at_most(number)});
    }
    const bool empty = network.propagate(seeds).empty.has_value();
    const Network::Conflicts conflicts = network.minimal_conflicts(seeds, 64);
    RC_ASSERT(empty == !conflicts.sets.empty());
    for (const std::vector<std::size_t>& set : conflicts.sets) {
        std::vector<Seed> chosen;
        for (const std::size_t seed : set) {
            chosen.push_back(seeds[seed]);
        }
        RC_ASSERT(network.propagate(chosen).empty.has_value());
        for (std::size_t left_out = 0; left_out < chosen.size(); ++left_out) {
            std::vector<Seed> rest = chosen;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left_out));
            RC_ASSERT(!network.propagate(rest).empty.has_value());
        }
    }
}

} // namespace
} // namespace khronika::events
