// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika {
namespace {

TEST(Date, KnowsTheCalendar)
{
    EXPECT_FALSE(Date::from_ymd(2023, 2, 29));
    EXPECT_TRUE(Date::from_ymd(2024, 2, 29));
    EXPECT_EQ(Date::from_ymd(2024, 3, 22)->weekday(), 5);
    EXPECT_EQ(Date::from_ymd(2024, 3, 31)->plus_months(-1).iso(), "2024-02-29");
    EXPECT_EQ(DateRange::month(2024, 2)->length(), 29);
}

TEST(Date, ReadsOnlyWholeDates)
{
    EXPECT_EQ(Date::parse("2024-03-29T10:00:00Z")->iso(), "2024-03-29");
    EXPECT_FALSE(Date::parse("2024-3-29"));
    EXPECT_FALSE(Date::parse("2024-13-01"));
    EXPECT_FALSE(Date::parse("2024-03-291"));
    EXPECT_FALSE(Date::parse("yyyy-mm-dd"));
}

RC_GTEST_PROP(Date, IsoFormReadsBackEqual, ())
{
    const Date date = Date::from_days(*rc::gen::inRange(-700000, 2900000));
    RC_ASSERT(Date::parse(date.iso()) == date);
}

} // namespace
} // namespace khronika
