// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/clock.h"

#include <fmt/format.h>

namespace khronika::sys {

namespace {

class RealClock : public Clock {
public:
    Instant now() override { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }
};

} // namespace

Clock& real_clock()
{
    static RealClock clock;
    return clock;
}

std::string rfc3339(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{instant - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

} // namespace khronika::sys
