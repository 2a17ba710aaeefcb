// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/source_map.h"

#include <gtest/gtest.h>

namespace khronika {
namespace {

TEST(SourceMap, PlainRunLeadsByteForByte)
{
    const std::vector<SourceMap> map{{{0, 5}, {100, 105}}, {{6, 9}, {200, 203}}};
    EXPECT_EQ(source_of("abcde fgh", map, {1, 3}), (Span{101, 103}));
    EXPECT_EQ(source_of("abcde fgh", map, {4, 7}), (Span{104, 201}));
    EXPECT_EQ(source_of("abcde fgh", map, {5, 6}), std::nullopt);
}

TEST(SourceMap, SingleByteRunCountsCharacters)
{
    const std::string text = "суд 48";
    const std::vector<SourceMap> map{{{0, text.size()}, {10, 16}}};
    EXPECT_EQ(source_of(text, map, {2, 4}), (Span{11, 12}));
    EXPECT_EQ(source_of(text, map, {7, 9}), (Span{14, 16}));
}

TEST(SourceMap, CharacterReferenceIsWhole)
{
    const std::vector<SourceMap> map{{{0, 1}, {0, 4}}, {{1, 3}, {4, 6}}};
    EXPECT_EQ(source_of("<ab", map, {0, 1}), (Span{0, 4}));
    EXPECT_EQ(source_of("<ab", map, {0, 2}), (Span{0, 5}));
}

TEST(SourceMap, ComposeCutsAtTheOuterBorders)
{
    const std::string middle = "xxabcdyy";
    const std::vector<SourceMap> inner{{{0, 4}, {2, 6}}};
    const std::vector<SourceMap> outer{{{0, 4}, {50, 54}}, {{4, 8}, {70, 74}}};
    const auto map = compose(inner, outer, middle);
    ASSERT_EQ(map.size(), 2U);
    EXPECT_EQ(map[0], (SourceMap{{0, 2}, {52, 54}}));
    EXPECT_EQ(map[1], (SourceMap{{2, 4}, {70, 72}}));
}

TEST(SourceMap, RunsThatTouchAreJoined)
{
    std::vector<SourceMap> map;
    add_run(map, {{0, 3}, {5, 8}});
    add_run(map, {{3, 4}, {8, 9}});
    add_run(map, {{4, 5}, {20, 24}});
    add_run(map, {{5, 5}, {24, 24}});
    EXPECT_EQ(map, (std::vector<SourceMap>{{{0, 4}, {5, 9}}, {{4, 5}, {20, 24}}}));
}

TEST(SourceMap, DisorderIsSeen)
{
    EXPECT_TRUE(well_formed({{{0, 2}, {7, 9}}, {{2, 3}, {0, 1}}}, 3, 9));
    EXPECT_FALSE(well_formed({{{0, 2}, {0, 2}}, {{1, 3}, {2, 4}}}, 3, 9));
    EXPECT_FALSE(well_formed({{{0, 4}, {0, 4}}}, 3, 9));
    EXPECT_FALSE(well_formed({{{0, 2}, {8, 10}}}, 3, 9));
}

} // namespace
} // namespace khronika
