// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/loglinear.h"

#include "estimate/chao.h"
#include "estimate/selection.h"
#include "estimate/test_tables.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace khronika::estimate {

namespace {

/// `value` printed with two digits after the point, as published.
void expect_printed(double value, double printed)
{
    EXPECT_NEAR(value, printed, 0.005001);
}

} // namespace

TEST(Chao, IsTheBoundOfTheLiterature)
{
    expect_printed(chao_lower_bound(kosovo())->total, 10270.48);
    expect_printed(chao_lower_bound(uk())->total, 15627.95);
    expect_printed(chao_lower_bound(spina3())->total, 871.61);
}

TEST(LogLinear, KosovoByBicIsTheModelOfBallAndOthers)
{
    const Selection selection = select_models(kosovo(), Criterion::Bic);
    const LogLinearFit& best = selection.best.front().fit;
    EXPECT_EQ(model_name(best.interactions, kosovo().lists), "[EXH HRW][OSCE HRW][EXH ABA OSCE]");
    expect_printed(best.total, 10356.52);
    EXPECT_NEAR(best.deviance, 9.323, 0.0005);
    EXPECT_EQ(best.degrees, 4);
    EXPECT_EQ(selection.fitted + selection.without_maximum, 113);
    const Interval profile = profile_interval(kosovo(), best, 0.95);
    EXPECT_NEAR(profile.low, 8994, 0.5);
    EXPECT_NEAR(profile.high, 12110, 0.5);
}

TEST(LogLinear, StepwiseGivesThePublishedTotals)
{
    const LogLinearFit five = stepwise_pairs(uk5(), 0.02);
    expect_printed(five.total, 11312.99);
    const Interval interval = wald_interval(uk5(), five, 0.95);
    EXPECT_NEAR(interval.low, 9884, 0.5);
    EXPECT_NEAR(interval.high, 13027, 0.5);
    expect_printed(stepwise_pairs(uk(), 0.02).total, 11417.99);
    expect_printed(stepwise_pairs(new_orleans(), 0.02).total, 1183.69);
    expect_printed(stepwise_pairs(western(), 0.02).total, 2483.38);
    expect_printed(stepwise_pairs(new_orleans5(), 0.02).total, 1034.15);
}

TEST(LogLinear, RefusesKoreaWithAllPairs)
{
    const Existence existence = check_existence(korea(), pairs_of(3));
    EXPECT_FALSE(existence.finite);
    EXPECT_FALSE(existence.unseen_estimable);
    EXPECT_EQ(existence.vanishing, std::vector<Pattern>{0b110});
    EXPECT_FALSE(fit_log_linear(korea(), pairs_of(3)));
}

TEST(LogLinear, FindsTheMissingMaximumOfTheArtificialTable)
{
    // Chan, Silverman and Vincent: with the pair of the first two lists the maximum does not exist, without it it does.
    EXPECT_FALSE(check_existence(artificial3(), {0b011}).finite);
    EXPECT_FALSE(sparse_pairs_estimable(artificial3(), {0b011, 0b101, 0b110}));
    EXPECT_TRUE(sparse_pairs_estimable(artificial3(), {0b101, 0b110}));
}

TEST(Model, NamesAndReadsItself)
{
    const std::vector<std::string> lists{"A", "B", "C", "D"};
    const Interactions model = parse_model("[A B C][B D]", lists);
    EXPECT_EQ(model, (Interactions{0b0011, 0b0101, 0b0110, 0b1010, 0b0111}));
    EXPECT_EQ(model_name(model, lists), "[B D][A B C]");
    EXPECT_THROW((void)parse_model("[A B C D]", lists), Error);
    EXPECT_THROW((void)parse_model("[A X]", lists), Error);
    EXPECT_EQ(hierarchical_models(3).size(), 8U);
    EXPECT_EQ(hierarchical_models(4).size(), 113U);
    EXPECT_EQ(hierarchical_models(5).size(), 6893U);
}

} // namespace khronika::estimate
