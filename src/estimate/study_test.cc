// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/study.h"

#include "base/error.h"
#include "estimate/test_tables.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace khronika::estimate {

namespace {

StudyOptions quick()
{
    StudyOptions options;
    options.bootstrap.replicates = 50;
    options.classes.iterations = 2000;
    options.classes.burn_in = 500;
    options.classes.most_rounds = 1;
    return options;
}

const Estimate& by(const std::vector<Estimate>& estimates, const std::string& method)
{
    return *std::ranges::find(estimates, method, &Estimate::method);
}

} // namespace

TEST(Study, RefusesKoreaWithAllPairsAndSaysWhy)
{
    StudyOptions options = quick();
    options.model = "all-pairs";
    options.latent_class = false;
    options.sensitivity = false;
    const Study study = estimate_all({{"", korea(), {}}}, "korea.csv", options);
    const Estimate& refused = by(study.strata[0].estimates, "log-linear");
    EXPECT_EQ(refused.verdict, Verdict::refused);
    EXPECT_FALSE(refused.total);
    EXPECT_NE(refused.reason.find("nobody is on exactly c and d"), std::string::npos) << refused.reason;
}

TEST(Study, LeavesEachListOut)
{
    StudyOptions options = quick();
    options.latent_class = false;
    const Study study = estimate_all({{"", kosovo(), {}}}, "kosovo.csv", options);
    ASSERT_EQ(study.strata[0].left_out.size(), 4U);
    EXPECT_EQ(study.strata[0].left_out[1].list, "ABA");
    EXPECT_TRUE(by(study.strata[0].left_out[1].estimates, "decomposable").total);
}

TEST(Study, AddsStrataByDraws)
{
    StudyOptions options = quick();
    options.latent_class = false;
    options.sensitivity = false;
    const Study study = estimate_all({{"first", spina3(), {}}, {"second", spina5(), {}}}, "two.csv", options);
    ASSERT_EQ(study.totals.size(), 2U);
    const double sum = *by(study.strata[0].estimates, "decomposable").total + *by(study.strata[1].estimates, "decomposable").total;
    EXPECT_EQ(study.totals[1].method, "decomposable");
    EXPECT_NEAR(*study.totals[1].total / sum, 1, 0.01);
    EXPECT_GT(study.totals[1].interval->high, *study.totals[1].total);
}

TEST(Study, GoesOnWithTheOtherStrataWhereOneCannotBeEstimated)
{
    StudyOptions options = quick();
    options.latent_class = false;
    const Histories apart = make_histories({"A", "B"}, {{1, 5}, {2, 4}});
    const Study study = estimate_all({{"good", spina3(), {}}, {"bad", apart, {}}}, "t.csv", options);
    EXPECT_NE(study.strata[1].refusal.find("nobody is on two lists"), std::string::npos);
    EXPECT_NE(study.totals[0].reason.find("bad"), std::string::npos);
    EXPECT_THROW((void)estimate_all({{"", apart, {}}}, "t.csv", options), Error);
}

} // namespace khronika::estimate
