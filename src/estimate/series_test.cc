// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/change_points.h"
#include "estimate/cusum.h"
#include "estimate/discrete.h"
#include "estimate/farrington.h"
#include "estimate/random.h"
#include "estimate/records.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace khronika::estimate {

namespace {

/// 400 weeks with a season, a trend, noise and upticks, as the reference values were computed of.
CountSeries weeks()
{
    CountSeries series;
    for (int t = 1; t <= 400; ++t) {
        const double level = std::floor(12 + 6 * std::sin(2 * std::numbers::pi * t / 52) + 0.01 * t);
        series.counts.push_back(level + t * 7919 % 11 + (t % 97 < 3 ? 15 : 0));
    }
    return series;
}

struct Bound {
    std::size_t at;
    double upper;
    bool alarm;
};

/// Bounds of farringtonFlexible, R package surveillance 1.20.3.
void expect_bounds(const FarringtonOptions& options, const std::vector<Bound>& bounds)
{
    const std::vector<FarringtonPoint> points = farrington(weeks(), 299, 394, options);
    int alarms = 0;
    for (const FarringtonPoint& point : points) {
        alarms += point.alarm ? 1 : 0;
    }
    EXPECT_EQ(alarms, 3);
    for (const Bound& bound : bounds) {
        const FarringtonPoint& point = points[bound.at - 299];
        ASSERT_TRUE(point.upper) << point.reason;
        EXPECT_NEAR(*point.upper / bound.upper, 1, 1e-5) << bound.at;
        EXPECT_EQ(point.alarm, bound.alarm) << bound.at;
    }
}

/// Sums and bounds of algo.cusum of the same package.
void expect_sums(const std::vector<CusumPoint>& points, const std::vector<CusumPoint>& expected)
{
    ASSERT_EQ(points.size(), expected.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_NEAR(points[i].sum, expected[i].sum, 1e-6) << i;
        EXPECT_NEAR(points[i].upper, expected[i].upper, 1e-5) << i;
        EXPECT_EQ(points[i].alarm, expected[i].alarm) << i;
    }
}

std::vector<std::optional<double>> counts_of(std::initializer_list<double> counts)
{
    return {counts.begin(), counts.end()};
}

} // namespace

TEST(Farrington, HasTheBoundsOfThePackage)
{
    expect_bounds({}, {{299, 25.590524, false},
                       {309, 24.389321, false},
                       {339, 26.768159, false},
                       {340, 30.311148, false},
                       {389, 27.075245, true},
                       {390, 27.215155, false},
                       {394, 31.027990, false}});
    expect_bounds(
        noufaily_options(0.01),
        {{299, 23, false}, {309, 29, false}, {339, 29, false}, {340, 29, false}, {389, 31, true}, {390, 30, false}, {394, 28, false}});
    FarringtonOptions plain;
    plain.years = 4;
    plain.half_window = 2;
    plain.alpha = 0.005;
    plain.reweight = false;
    plain.trend = false;
    expect_bounds(plain, {{299, 30.971893, false},
                          {309, 29.161059, false},
                          {339, 29.233772, false},
                          {340, 32.647828, false},
                          {389, 31.720771, true},
                          {390, 30.241697, false},
                          {394, 37.362434, false}});
}

TEST(Farrington, SaysWhyAPointIsNotJudged)
{
    CountSeries series = weeks();
    series.counts[350].reset();
    EXPECT_EQ(farrington(series, 350, 350, {})[0].reason, "nothing was published for this period");
    EXPECT_EQ(farrington(series, 100, 100, {})[0].reason, "the series does not reach back far enough");
    EXPECT_EQ(first_judged(series, {}), 263U);
    for (std::size_t i = 346; i < 350; ++i) {
        series.counts[i] = 0;
    }
    series.counts[349] = 1;
    EXPECT_EQ(farrington(series, 349, 349, {})[0].reason, "too few cases to judge");
}

TEST(Farrington, FindsTheSameWeekByDate)
{
    CountSeries series = weeks();
    const Date monday = *Date::from_ymd(2010, 1, 4);
    for (int t = 0; t < 400; ++t) {
        series.dates.push_back(monday.plus_days(7 * t));
    }
    const FarringtonPoint point = farrington(series, 389, 389, {})[0];
    ASSERT_TRUE(point.upper) << point.reason;
    EXPECT_TRUE(point.alarm);
}

TEST(Cusum, HasTheSumsOfThePackage)
{
    const std::vector<double> counts{12, 9, 15, 13, 20, 8, 4, 11};
    expect_sums(cusum(counts, 9, 0.5, 3, Standardised::standard), {{0.500000, 20.000000, false},
                                                                   {0.000000, 18.000000, false},
                                                                   {1.500000, 20.000000, false},
                                                                   {2.333333, 15.000000, false},
                                                                   {5.500000, 13.000000, true},
                                                                   {4.666667, 3.000000, true},
                                                                   {2.500000, 6.000000, false},
                                                                   {2.666667, 12.000000, false}});
    expect_sums(cusum(counts, 9, 0.5, 3, Standardised::rossi), {{0.464102, 20.700993, false},
                                                                {0.000000, 19.036730, false},
                                                                {1.372983, 20.700993, false},
                                                                {2.145201, 15.864181, false},
                                                                {4.950671, 13.271089, true},
                                                                {4.112431, 4.948646, true},
                                                                {1.779098, 7.212148, false},
                                                                {1.929056, 14.487749, false}});
    expect_sums(cusum(counts, 9, 0.5, 3, Standardised::anscombe), {{0.451362, 21.333333, false},
                                                                   {0.000000, 19.553597, false},
                                                                   {1.325745, 21.333333, false},
                                                                   {2.075903, 16.256533, false},
                                                                   {4.738997, 13.594306, true},
                                                                   {3.899164, 5.552014, true},
                                                                   {1.519906, 7.829468, false},
                                                                   {1.664044, 15.552339, false}});
}

TEST(Cusum, KeepsItsFalseAlarmRate)
{
    const std::vector<double> means(20000, 8.0);
    for (const double dispersion : {1.0, 2.0}) {
        LikelihoodCusumOptions options;
        options.ratio = 1.5;
        options.dispersion = dispersion;
        options.run_length = 100;
        Random random(4, 0);
        std::vector<std::optional<double>> counts;
        for (std::size_t i = 0; i < means.size(); ++i) {
            const double mean = dispersion > 1 ? random.gamma(8 / (dispersion - 1)) * (dispersion - 1) : 8.0;
            counts.emplace_back(static_cast<double>(random.poisson(mean)));
        }
        const LikelihoodCusum found = likelihood_cusum(counts, means, options);
        EXPECT_GE(found.run_length, 100);
        EXPECT_LT(found.run_length, 130);
        const double between = 20000.0 / static_cast<double>(found.alarms.size());
        EXPECT_NEAR(between / found.run_length, 1, 0.2) << dispersion;
    }
}

TEST(Cusum, FindsARiseAndPassesOverGaps)
{
    std::vector<std::optional<double>> counts(60, 5.0);
    for (std::size_t i = 40; i < 60; ++i) {
        counts[i] = 11.0;
    }
    counts[41].reset();
    const LikelihoodCusum found = likelihood_cusum(counts, std::vector<double>(60, 5.0), {});
    ASSERT_FALSE(found.alarms.empty());
    EXPECT_GE(found.alarms.front(), 40U);
    EXPECT_LE(found.alarms.front(), 44U);
    EXPECT_EQ(found.sums[41], found.sums[40]);
}

TEST(ChangePoints, FindsTheChangeAndItsDoubt)
{
    Random random(9, 0);
    std::vector<std::optional<double>> counts;
    for (int i = 0; i < 120; ++i) {
        counts.emplace_back(static_cast<double>(random.poisson(i < 70 ? 6 : 12)));
    }
    const std::vector<ChangePoint> found = change_points(counts, 1, 0);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(static_cast<double>(found[0].at), 70, 4);
    EXPECT_LE(found[0].low, 70U);
    EXPECT_GE(found[0].high, 70U);
    EXPECT_NEAR(found[0].before, 6, 1);
    EXPECT_NEAR(found[0].after, 12, 1.5);
}

TEST(ChangePoints, FindsNoneInALevelSeries)
{
    int with_change = 0;
    for (std::uint64_t stream = 0; stream < 200; ++stream) {
        Random random(10, stream);
        std::vector<std::optional<double>> counts;
        for (int i = 0; i < 100; ++i) {
            counts.emplace_back(static_cast<double>(random.poisson(6)));
        }
        with_change += change_points(counts, 1, 0).empty() ? 0 : 1;
    }
    EXPECT_LT(with_change, 10);
}

TEST(Records, SayTheirReachAndWhatIsMissing)
{
    auto counts = counts_of({9, 4, 2, 5, 3, 7});
    counts[2].reset();
    const LargestSince found = *largest_since(counts, 5);
    EXPECT_EQ(found.equalled, 0U);
    EXPECT_EQ(found.reach, 5U);
    EXPECT_EQ(found.missing, 1U);
    counts[0] = 6.0;
    EXPECT_FALSE(largest_since(counts, 5)->equalled);
    EXPECT_FALSE(largest_since(counts, 2));
}

TEST(Records, DiscoveriesAreThoseOfBenjaminiAndHochberg)
{
    // The example of their paper: 15 tests at 0.05 find four.
    const auto p =
        counts_of({0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0});
    const std::vector<bool> found = discoveries(p, 0.05);
    EXPECT_EQ(std::count(found.begin(), found.end(), true), 4);
    EXPECT_TRUE(found[3]);
    EXPECT_FALSE(found[4]);
}

TEST(Discrete, QuantilesAndTailsAgree)
{
    for (const double dispersion : {1.0, 1.7, 6.0}) {
        double sum = 0;
        for (int count = 0; count < 400; ++count) {
            EXPECT_NEAR(count_tail(count, 11.3, dispersion), 1 - sum, 1e-9);
            sum += std::exp(count_log_density(count, 11.3, dispersion));
        }
        EXPECT_NEAR(sum, 1, 1e-9);
        const double bound = count_quantile(0.99, 11.3, dispersion);
        EXPECT_LE(count_tail(bound + 1, 11.3, dispersion), 0.01);
        EXPECT_GT(count_tail(bound, 11.3, dispersion), 0.01);
    }
}

} // namespace khronika::estimate
