// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/latent_class.h"

#include "base/error.h"
#include "estimate/random.h"
#include "estimate/test_tables.h"

#include <gtest/gtest.h>

#include <cmath>

namespace khronika::estimate {

namespace {

LatentClass sample(const Histories& histories, int iterations, unsigned threads = 0, std::uint64_t seed = 1)
{
    LatentClassOptions options;
    options.iterations = iterations;
    options.burn_in = iterations / 5;
    options.most_rounds = 1;
    options.threads = threads;
    options.seed = seed;
    return sample_latent_classes(histories, options);
}

std::vector<std::vector<double>> normal_chains(double shift_of_last)
{
    std::vector<std::vector<double>> chains(4, std::vector<double>(1000));
    for (std::size_t c = 0; c < chains.size(); ++c) {
        Random random(3, c);
        for (double& value : chains[c]) {
            value = random.normal() + (c == 3 ? shift_of_last : 0.0);
        }
    }
    return chains;
}

} // namespace

TEST(LatentClass, AgreesWithTheReference)
{
    // Medians and intervals of LCMCR, eight chains pooled; the margins here allow for the shorter run.
    const LatentClass three = sample(spina3(), 60000);
    EXPECT_TRUE(three.sound);
    EXPECT_NEAR(three.median / 733, 1, 0.015);
    EXPECT_NEAR(three.interval.low / 685, 1, 0.04);
    EXPECT_NEAR(three.interval.high / 824, 1, 0.04);
    const LatentClass west = sample(western(), 60000);
    EXPECT_TRUE(west.sound);
    EXPECT_NEAR(west.median / 1834, 1, 0.03);
    EXPECT_NEAR(west.interval.low / 1310, 1, 0.04);
    EXPECT_NEAR(west.interval.high / 2993, 1, 0.06);
}

TEST(LatentClass, SaysThatTheChainsOfTheNetherlandsDisagree)
{
    const LatentClass found = sample(netherlands(), 10000);
    EXPECT_FALSE(found.sound);
    EXPECT_GT(found.convergence.r_hat, 1.1);
}

TEST(LatentClass, GivesTheSameBytesAtAnyNumberOfThreads)
{
    const LatentClass one = sample(kosovo(), 2000, 1);
    EXPECT_EQ(one.draws, sample(kosovo(), 2000, 3).draws);
    EXPECT_NE(one.draws, sample(kosovo(), 2000, 3, 2).draws);
}

TEST(LatentClass, RefusesTooFewChains)
{
    LatentClassOptions options;
    options.chains = 3;
    EXPECT_THROW((void)sample_latent_classes(kosovo(), options), Error);
}

TEST(Convergence, TellsChainsThatAgreeFromOneThatDoesNot)
{
    const Convergence good = check_convergence(normal_chains(0));
    EXPECT_LT(good.r_hat, 1.01);
    EXPECT_NEAR(good.bulk_ess, 4000, 500);
    EXPECT_GT(good.tail_ess, 3000);
    const Convergence bad = check_convergence(normal_chains(1));
    EXPECT_GT(bad.r_hat, 1.05);
    EXPECT_LT(bad.bulk_ess, 100);
}

TEST(Convergence, CountsWhatCorrelatedDrawsAreWorth)
{
    // An autoregression of 0.9: (1 + 0.9) / (1 - 0.9) = 19 draws are worth one.
    std::vector<std::vector<double>> chains(4, std::vector<double>(10000));
    for (std::size_t c = 0; c < chains.size(); ++c) {
        Random random(5, c);
        double value = 0;
        for (double& draw : chains[c]) {
            value = 0.9 * value + random.normal();
            draw = value;
        }
    }
    EXPECT_NEAR(check_convergence(chains).bulk_ess / (40000.0 / 19), 1, 0.15);
}

TEST(Convergence, ChainsThatNeverMoveTellNothing)
{
    const Convergence still = check_convergence(std::vector<std::vector<double>>(4, std::vector<double>(100, 7.0)));
    EXPECT_TRUE(std::isinf(still.r_hat));
    EXPECT_EQ(still.bulk_ess, 0);
}

} // namespace khronika::estimate
