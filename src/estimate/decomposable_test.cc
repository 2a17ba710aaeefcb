// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/decomposable.h"

#include "estimate/graphs.h"
#include "estimate/test_tables.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace khronika::estimate {

namespace {

Decomposable average(const Histories& histories, double prior_cell, std::int64_t most, unsigned threads = 1)
{
    DecomposableOptions options;
    options.prior_cell = prior_cell;
    options.most_unseen = most;
    options.threads = threads;
    return average_decomposable(histories, options);
}

} // namespace

TEST(Decomposable, CountsTheGraphs)
{
    EXPECT_EQ(decomposable_graphs(2).size(), 2U);
    EXPECT_EQ(decomposable_graphs(3).size(), 8U);
    EXPECT_EQ(decomposable_graphs(4).size(), 61U);
    EXPECT_EQ(decomposable_graphs(5).size(), 822U);
    EXPECT_EQ(decomposable_graphs(6).size(), 18154U);
}

TEST(Decomposable, IsTheAverageOfMadiganAndYork)
{
    const Decomposable five = average(spina5(), 0.5, 1000);
    EXPECT_NEAR(five.mean, 617.816, 0.0005);
    EXPECT_EQ(five.median, 616);
    EXPECT_EQ(five.interval.low, 588);
    EXPECT_EQ(five.interval.high, 655);
    EXPECT_EQ(five.best.front().name, "[L1 L2][L1 L3][L2 L4][L4 L5]");
    EXPECT_NEAR(five.best.front().probability, 0.21707, 0.000005);
    const Decomposable three = average(spina3(), 1, 300);
    EXPECT_NEAR(three.mean, 733.722, 0.0005);
    EXPECT_EQ(three.median, 732);
    EXPECT_EQ(three.interval.low, 682);
    EXPECT_EQ(three.interval.high, 798);
}

TEST(Decomposable, IsWhatIsPublishedOfKosovoAndTheKingdom)
{
    const Decomposable four = average(kosovo(), 1.0 / 16, 20000);
    EXPECT_NEAR(four.mean, 12749.174, 0.0005);
    EXPECT_EQ(four.median, 12595);
    EXPECT_EQ(four.interval.low, 9827);
    EXPECT_EQ(four.interval.high, 16543);
    EXPECT_NEAR(average(uk5(), 1.0 / 32, 60000).mean, 21281.969, 0.0005);
}

TEST(Decomposable, IsTheSameAtAnyNumberOfThreads)
{
    const Decomposable one = average(kosovo(), 1.0 / 16, 20000, 1);
    const Decomposable three = average(kosovo(), 1.0 / 16, 20000, 3);
    EXPECT_EQ(one.posterior, three.posterior);
    EXPECT_EQ(one.best.front().probability, three.best.front().probability);
}

TEST(Decomposable, RefusesMoreListsThanItCanAverageOver)
{
    EXPECT_THROW((void)average(new_orleans(), 0, 0), Error);
}

} // namespace khronika::estimate
