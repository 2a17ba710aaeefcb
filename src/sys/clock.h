// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace khronika::sys {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() = 0;
};

[[nodiscard]] Clock& real_clock();

/// For tests: stands still until it is moved.
class SetClock : public Clock {
public:
    explicit SetClock(Instant at) : m_now(at) {}
    [[nodiscard]] Instant now() override { return m_now; }
    void set(Instant at) { m_now = at; }

private:
    Instant m_now;
};

/// UTC with milliseconds: `2024-03-26T09:30:00.000Z`.
[[nodiscard]] std::string rfc3339(Instant instant);

} // namespace khronika::sys
