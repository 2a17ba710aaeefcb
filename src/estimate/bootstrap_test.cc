// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/bootstrap.h"

#include "estimate/test_tables.h"

#include <gtest/gtest.h>

namespace khronika::estimate {

TEST(Bootstrap, HoldsTheEstimateAndDoesNotDependOnThreads)
{
    BootstrapOptions options;
    options.replicates = 200;
    options.threads = 1;
    const Bootstrap one = bootstrap_stepwise(uk5(), options);
    EXPECT_LT(one.interval.low, 11312.99);
    EXPECT_GT(one.interval.high, 11312.99);
    EXPECT_GT(one.interval.low, 8000);
    EXPECT_LT(one.interval.high, 20000);
    EXPECT_EQ(one.unbounded, 0);
    options.threads = 3;
    EXPECT_EQ(one.totals, bootstrap_stepwise(uk5(), options).totals);
    options.seed = 2;
    EXPECT_NE(one.totals, bootstrap_stepwise(uk5(), options).totals);
}

TEST(Bootstrap, CountsReplicatesWithoutABound)
{
    BootstrapOptions options;
    options.replicates = 200;
    // One person of fourteen is on two lists: a third of all draws miss him.
    const Histories few = make_histories({"A", "B"}, {{1, 8}, {2, 5}, {3, 1}});
    const Bootstrap bootstrap = bootstrap_stepwise(few, options);
    EXPECT_GT(bootstrap.unbounded, 40);
    EXPECT_LT(bootstrap.unbounded, 110);
}

} // namespace khronika::estimate
