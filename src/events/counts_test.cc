// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/counts.h"

#include <gtest/gtest.h>

namespace khronika::events {
namespace {

Count count(std::optional<std::int64_t> min, std::optional<std::int64_t> max, bool approximate = false)
{
    return {{min, max}, Unit::person, "", approximate, Rate::none, {}};
}

TEST(Counts, AboutReachesHalfAUnitOfTheLastDigit)
{
    EXPECT_EQ(implied(count(500, 500, true)), (CountBounds{450, 549}));
    EXPECT_EQ(implied(count(27000, 27000, true)), (CountBounds{26500, 27499}));
    EXPECT_EQ(implied(count(584, 584, true)), (CountBounds{584, 584}));
    EXPECT_EQ(implied(count(500, 500)), (CountBounds{500, 500}));
}

TEST(Counts, ARoundedNumberIsTheSameNumber)
{
    const Count exactly = count(418, 418);
    EXPECT_TRUE(same_number(exactly, count(401, std::nullopt)));               // more than 400
    EXPECT_TRUE(same_number(count(466, 466), count(500, 500, true)));          // about 500
    EXPECT_TRUE(same_number(count(584, 584), count(std::nullopt, 599, true))); // almost 600
    EXPECT_TRUE(same_number(count(1493, 1493), count(std::nullopt, 1499, true)));
    EXPECT_FALSE(same_number(exactly, count(466, 466)));
    EXPECT_FALSE(same_number(exactly, count(101, std::nullopt))); // more than 100 is no rounding of 418
    EXPECT_FALSE(same_number(exactly, count(200, 999, true)));    // nor are hundreds
    EXPECT_FALSE(same_number(count(1501, std::nullopt), count(std::nullopt, 1499, true)));
}

TEST(Counts, DigitsThatTell)
{
    EXPECT_EQ(digits_of(count(418, 418)), 3);
    EXPECT_EQ(digits_of(count(500, 500)), 1);
    EXPECT_EQ(digits_of(count(1010, 1010)), 3);
    EXPECT_EQ(digits_of(count(418, 418, true)), 0);
    EXPECT_EQ(digits_of(count(0, 0)), 0);
}

TEST(Counts, Words)
{
    EXPECT_EQ(in_words(count(1500, 1500, true)), "about 1,500");
    EXPECT_EQ(in_words(CountBounds{1234567, 1234567}), "1,234,567");
    EXPECT_EQ(in_words(CountBounds{401, std::nullopt}), "at least 401");
    EXPECT_EQ(in_words(CountBounds{std::nullopt, 1499}), "at most 1,499");
    EXPECT_EQ(in_words(CountBounds{}), "any number");
}

} // namespace
} // namespace khronika::events
