// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sys/clock.h"

#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <string>

namespace khronika::sys {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The operating system's.
[[nodiscard]] Random& real_random();

/// For tests: the same seed gives the same bytes.
class SeededRandom : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::mt19937_64 m_engine;
};

/// Makes ULIDs (Crockford base 32, 26 letters: 48 bits of milliseconds, 80 random bits), each greater than the one before
/// even where the clock stands still or goes back.
class UlidMaker {
public:
    UlidMaker(Clock& clock, Random& random) : m_clock(clock), m_random(random) {}
    [[nodiscard]] std::string next();

private:
    Clock& m_clock;
    Random& m_random;
    std::int64_t m_milliseconds = -1;
    std::array<std::uint8_t, 10> m_tail{};
};

} // namespace khronika::sys
