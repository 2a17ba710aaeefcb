// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/histories.h"

#include "base/error.h"
#include "estimate/test_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace khronika::estimate {

namespace {

std::string refusal(const std::string& csv, const ReadOptions& options = {})
{
    try {
        for (const Stratum& stratum : read_histories(csv, "t.csv", options)) {
            check_estimable(stratum.histories, "t.csv");
        }
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

} // namespace

TEST(Histories, ReadsATable)
{
    const auto strata = read_histories("\xEF\xBB\xBF"
                                       "A, \"B\" ,Count\r\n1,0,5\r\n0,1,7\r\n1,1,2\r\n1,0,1\r\n\r\n",
                                       "t.csv", {});
    ASSERT_EQ(strata.size(), 1U);
    const Histories& read = strata[0].histories;
    EXPECT_EQ(read.lists, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(read.count(1), 6);
    EXPECT_EQ(read.count(2), 7);
    EXPECT_EQ(read.count(3), 2);
    EXPECT_EQ(read.observed(), 15);
    EXPECT_EQ(read.on_all(1), 8);
}

TEST(Histories, CountsOnePersonARowWithoutACountColumn)
{
    const auto strata = read_histories("A;B\n1;0\n1;1\n1;0\n0;1\n", "t.csv", {});
    EXPECT_EQ(strata[0].histories.count(1), 2);
    EXPECT_EQ(strata[0].histories.observed(), 4);
}

TEST(Histories, DividesByStrataAndSaysWhichListSaysNothingThere)
{
    ReadOptions options;
    options.strata = "region";
    const auto strata = read_histories("A,B,C,region,count\n1,0,0,N,5\n1,1,0,N,3\n0,1,0,N,2\n1,0,1,S,1\n1,1,1,S,4\n", "t.csv", options);
    ASSERT_EQ(strata.size(), 2U);
    EXPECT_EQ(strata[0].name, "N");
    EXPECT_EQ(strata[0].histories.lists, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(strata[0].notes.size(), 1U);
    EXPECT_EQ(strata[1].histories.lists.size(), 3U);
}

TEST(Histories, RefusesWhatCannotBeEstimatedFrom)
{
    EXPECT_EQ(refusal("A,count\n1,5\n"), "t.csv: 1 list: an estimate of those on no list needs at least two lists that overlap");
    EXPECT_NE(refusal("A,B,count\n1,0,5\n0,1,3\n").find("nobody is on two lists"), std::string::npos);
    EXPECT_EQ(refusal("A,B,count\n1,0,5\n0,1,-3\n"), "t.csv:3: the count is negative: -3");
    EXPECT_EQ(refusal("A,B,count\n1,0,5\n0,1,2.5\n"), "t.csv:3: the count is not a whole number: \"2.5\"");
    EXPECT_EQ(refusal("A,B,count\n1,0,\n"), "t.csv:2: the count is not a whole number: \"\"");
    EXPECT_NE(refusal("A,B,count\n2,0,5\n").find("t.csv:2: column A must hold 0 or 1"), std::string::npos);
    EXPECT_NE(refusal("A,B,count\n0,0,5\n").find("on no list"), std::string::npos);
    EXPECT_NE(refusal("A,B,count\n1,1,5\n1,0\n").find("t.csv:3: 2 fields"), std::string::npos);
    EXPECT_NE(refusal("A,B,count\n1,0,0\n").find("nobody is on any list"), std::string::npos);
    EXPECT_NE(refusal("A,B,C,count\n1,1,0,5\n").find("list C is empty"), std::string::npos);
    EXPECT_NE(refusal("A,A,count\n1,1,5\n").find("two columns are named A"), std::string::npos);
    EXPECT_NE(refusal("A,B,count\n").find("no rows"), std::string::npos);
    EXPECT_NE(refusal("").find("empty"), std::string::npos);
    EXPECT_NE(refusal("A,B,count\n1,\"1,5\n").find("not closed"), std::string::npos);
    EXPECT_NE(refusal("A,B,count\n1,1,99999999999999999999\n").find("not a whole number"), std::string::npos);
    std::string twenty;
    std::string row;
    for (int j = 0; j < 20; ++j) {
        twenty += "L" + std::to_string(j) + ",";
        row += "1,";
    }
    EXPECT_NE(refusal(twenty + "count\n" + row + "5\n").find("20 lists are more than can be estimated from"), std::string::npos);
}

TEST(Histories, LeavesAListOut)
{
    const Histories without = without_list(spina3(), 1);
    EXPECT_EQ(without.lists, (std::vector<std::string>{"L1", "L3"}));
    EXPECT_EQ(without.observed(), spina3().observed() - spina3().count(2));
    EXPECT_EQ(without.count(1), spina3().count(1) + spina3().count(3));
}

} // namespace khronika::estimate
