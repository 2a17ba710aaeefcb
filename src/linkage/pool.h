// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::linkage {

/// A hash of bytes that is the same on every machine and in every run (FNV-1a, mixed at the end).
[[nodiscard]] std::uint64_t content_hash(std::string_view bytes);
/// Mixes the bits of a number (the finaliser of SplitMix64).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// Each distinct string once; ids are given from 1 in the order of coming, the empty string is 0.
class StringPool {
public:
    StringPool() : m_strings(1), m_hashes(1), m_slots(16) {}

    /// Throws Error where there would be more than 2^28 distinct strings.
    std::uint32_t intern(std::string_view text);
    [[nodiscard]] const std::string& at(std::uint32_t id) const { return m_strings[id]; }
    [[nodiscard]] std::uint64_t hash_of(std::uint32_t id) const { return m_hashes[id]; }
    /// One more than the greatest id.
    [[nodiscard]] std::size_t size() const { return m_strings.size(); }

private:
    void grow();

    std::deque<std::string> m_strings;
    std::vector<std::uint64_t> m_hashes;
    std::vector<std::uint32_t> m_slots; ///< open addressing; 0 is free
};

} // namespace khronika::linkage
