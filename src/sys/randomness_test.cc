// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/randomness.h"

#include <gtest/gtest.h>

#include <set>

namespace khronika::sys {
namespace {

using std::chrono::milliseconds;

TEST(Clock, WritesUtcWithMilliseconds)
{
    EXPECT_EQ(rfc3339(Instant(milliseconds(1711445400007))), "2024-03-26T09:30:00.007Z");
    EXPECT_EQ(rfc3339(Instant(milliseconds(0))), "1970-01-01T00:00:00.000Z");
}

TEST(UlidMaker, BeginsWithTheTimeOfTheSpecification)
{
    // The example of github.com/ulid/spec: 1469918176385 is written 01ARYZ6S41.
    SetClock clock(Instant(milliseconds(1469918176385)));
    SeededRandom random(1);
    UlidMaker maker(clock, random);
    const std::string id = maker.next();
    EXPECT_EQ(id.size(), 26U);
    EXPECT_EQ(id.substr(0, 10), "01ARYZ6S41");
}

TEST(UlidMaker, GrowsWhereTheClockStandsOrGoesBack)
{
    SetClock clock(Instant(milliseconds(5000)));
    SeededRandom random(2);
    UlidMaker maker(clock, random);
    std::string last;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = maker.next();
        EXPECT_LT(last, id);
        last = id;
        clock.set(Instant(milliseconds(5000 - (i % 3))));
    }
}

TEST(RealRandom, DoesNotRepeat)
{
    std::set<std::string> ids;
    UlidMaker maker(real_clock(), real_random());
    for (int i = 0; i < 100; ++i) {
        ids.insert(maker.next());
    }
    EXPECT_EQ(ids.size(), 100U);
}

} // namespace
} // namespace khronika::sys
