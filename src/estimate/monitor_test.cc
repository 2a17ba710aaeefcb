// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/monitor.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace khronika::estimate {

namespace {

std::string refusal(const std::string& csv, const SeriesMapping& mapping = {})
{
    try {
        (void)read_series(csv, "t.csv", mapping);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

/// Eight years of weeks at about ten, with forty in the last.
std::string weeks()
{
    std::string csv = "date,count\n";
    Date week = *Date::from_ymd(2016, 1, 4);
    for (int t = 0; t < 420; ++t) {
        csv += week.iso() + "," + std::to_string(t == 419 ? 40 : 8 + t * 7 % 5) + "\n";
        week = week.plus_days(7);
    }
    return csv;
}

} // namespace

TEST(ReadSeries, KnowsGapsRevisionsAndPartialPeriods)
{
    SeriesMapping mapping;
    mapping.version = "published";
    mapping.as_of = Date::from_ymd(2024, 1, 30);
    const auto all = read_series("date,count,published\n2024-01-01,5,2024-01-10\n2024-01-01,7,2024-02-10\n2024-W02,,2024-01-20\n"
                                 "2024-01-22,9,2024-02-01\n2024-01-29,1,2024-02-01\n",
                                 "t.csv", mapping);
    ASSERT_EQ(all.size(), 1U);
    const NamedSeries& one = all[0];
    EXPECT_EQ(one.series.counts, (std::vector<std::optional<double>>{7.0, std::nullopt, std::nullopt, 9.0, std::nullopt}));
    EXPECT_EQ(one.series.dates[1].iso(), "2024-01-08");
    ASSERT_EQ(one.revised.size(), 1U);
    EXPECT_EQ(one.revised[0].count, 5.0);
    EXPECT_EQ(one.partial, std::vector<std::size_t>{4});
    EXPECT_EQ(one.missing, 2U);
}

TEST(ReadSeries, ReadsMonthsAndManySeries)
{
    SeriesMapping mapping;
    mapping.period = "month";
    mapping.by = "court";
    const auto all = read_series("court,date,count\nB,2024-01,1\nA,2024-02,2\nA,2024-03-01,3\nB,2024-04,4\n", "t.csv", mapping);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].name, "A");
    EXPECT_EQ(all[1].series.counts.size(), 4U);
    EXPECT_EQ(all[1].missing, 2U);
}

TEST(ReadSeries, RefusesWithTheLine)
{
    EXPECT_NE(refusal("date,count\n2024-13-01,5\n").find("t.csv:2: \"2024-13-01\" is no date"), std::string::npos);
    EXPECT_NE(refusal("date,count\n2024-01-01,x\n").find("t.csv:2: the count is not a whole number"), std::string::npos);
    EXPECT_NE(refusal("date,count\n2024-01-01,-4\n").find("t.csv:2: the count is negative"), std::string::npos);
    EXPECT_NE(refusal("date,count\n2024-01-01,1\n2024-01-01,2\n").find("t.csv:3: 2024-01-01 has two figures, here and in line 2"),
              std::string::npos);
    EXPECT_NE(refusal("date,count\n2024-01-01,1\n2024-01-09,2\n").find("does not begin a week"), std::string::npos);
    EXPECT_NE(refusal("day,count\n2024-01-01,1\n").find("no column is named date"), std::string::npos);
}

TEST(Monitor, FindsTheUptickAndSaysSinceWhen)
{
    const auto all = monitor_series(read_series(weeks(), "t.csv", {}), {});
    ASSERT_EQ(all.size(), 1U);
    const MonitoredSeries& one = all[0];
    EXPECT_TRUE(one.points.back().alarm);
    EXPECT_TRUE(one.discovery);
    EXPECT_EQ(std::ranges::count_if(one.points, &FarringtonPoint::alarm), 1);
    ASSERT_TRUE(one.largest);
    EXPECT_FALSE(one.largest->equalled);
    EXPECT_EQ(one.largest->reach, 419U);
    ASSERT_TRUE(one.cusum);
    EXPECT_GE(one.cusum->run_length, 520);
}

TEST(Monitor, JudgesNothingOfAShortSeries)
{
    const auto all = monitor_series(read_series("date,count\n2024-01-01,5\n2024-01-08,6\n", "t.csv", {}), {});
    EXPECT_EQ(all[0].judged, 0U);
    EXPECT_FALSE(all[0].cusum);
    EXPECT_FALSE(all[0].discovery);
}

} // namespace khronika::estimate
