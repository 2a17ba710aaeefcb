// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace khronika::estimate {

namespace {

struct Moments {
    double mean = 0;
    double variance = 0;
};

Moments moments(const std::function<double(Random&)>& draw)
{
    constexpr int draws = 400000;
    Random random(7, 0);
    Moments found;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        const double x = draw(random);
        found.mean += x / draws;
        squares += x * x / draws;
    }
    found.variance = squares - found.mean * found.mean;
    return found;
}

/// Within five standard errors of the mean, and 5% of the variance: that of rare events is itself uncertain.
void expect_moments(const std::function<double(Random&)>& draw, double mean, double variance)
{
    const Moments found = moments(draw);
    EXPECT_NEAR(found.mean, mean, 5 * std::sqrt(variance / 400000));
    EXPECT_NEAR(found.variance / variance, 1, 0.05);
}

} // namespace

TEST(Random, DrawsHaveTheMomentsOfTheirDistributions)
{
    expect_moments([](Random& r) { return r.uniform(); }, 0.5, 1.0 / 12);
    expect_moments([](Random& r) { return r.normal(); }, 0, 1);
    for (const double shape : {0.05, 0.5, 1.0, 3.7, 500.0}) {
        expect_moments([shape](Random& r) { return r.gamma(shape); }, shape, shape);
    }
    expect_moments([](Random& r) { return r.beta(2, 5); }, 2.0 / 7, 10.0 / (49 * 8));
    expect_moments([](Random& r) { return r.beta(1, 1); }, 0.5, 1.0 / 12);
    for (const double p : {0.001, 0.05, 0.3, 0.5, 0.9, 0.999}) {
        for (const int n : {1, 20, 1000}) {
            expect_moments([n, p](Random& r) { return static_cast<double>(r.binomial(n, p)); }, n * p, n * p * (1 - p));
        }
    }
    for (const double mean : {0.2, 9.0, 12.0, 5000.0}) {
        expect_moments([mean](Random& r) { return static_cast<double>(r.poisson(mean)); }, mean, mean);
    }
    expect_moments([](Random& r) { return static_cast<double>(r.negative_binomial(50, 0.2)); }, 200, 1000);
}

TEST(Random, BinomialsHaveTheirProbabilities)
{
    // P(X = k) of 40 trials of 0.3: the rejection's way, cell by cell.
    constexpr int draws = 1000000;
    Random random(11, 3);
    std::vector<double> seen(41, 0);
    for (int i = 0; i < draws; ++i) {
        seen[static_cast<std::size_t>(random.binomial(40, 0.3))] += 1;
    }
    for (int k = 0; k <= 40; ++k) {
        const double log_p = std::lgamma(41) - std::lgamma(k + 1) - std::lgamma(41 - k) + k * std::log(0.3) + (40 - k) * std::log(0.7);
        const double expected = draws * std::exp(log_p);
        EXPECT_NEAR(seen[static_cast<std::size_t>(k)], expected, 5 * std::sqrt(expected) + 1) << k;
    }
}

TEST(Random, StreamsAndSeedsDiffer)
{
    EXPECT_NE(Random(1, 0).bits(), Random(1, 1).bits());
    EXPECT_NE(Random(1, 0).bits(), Random(2, 0).bits());
    EXPECT_EQ(Random(1, 5).bits(), Random(1, 5).bits());
}

TEST(Random, KeepsItsStream)
{
    // Published estimates are repeated by seed: these words must never change.
    Random random(1, 0);
    EXPECT_EQ(random.bits(), 0x704560CED7CC0501U);
    EXPECT_EQ(random.bits(), 0x4EEF90036C89C53AU);
}

} // namespace khronika::estimate
