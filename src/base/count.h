// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace khronika {

/// What is known of a whole number: from `min` to `max`, both included; an absent end is open.
struct CountBounds {
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;

    [[nodiscard]] static CountBounds exactly(std::int64_t n) { return {n, n}; }
    [[nodiscard]] bool exact() const { return min && max && *min == *max; }
    [[nodiscard]] bool contains(std::int64_t n) const { return (!min || *min <= n) && (!max || n <= *max); }
    [[nodiscard]] bool overlaps(const CountBounds& other) const
    {
        return (!min || !other.max || *min <= *other.max) && (!other.min || !max || *other.min <= *max);
    }
    /// The smallest bounds that hold both: an end that is open in either is open.
    [[nodiscard]] CountBounds hull(const CountBounds& other) const
    {
        CountBounds out;
        if (min && other.min) {
            out.min = std::min(*min, *other.min);
        }
        if (max && other.max) {
            out.max = std::max(*max, *other.max);
        }
        return out;
    }
    bool operator==(const CountBounds&) const = default;
};

/// 1234567 as "1,234,567".
[[nodiscard]] std::string grouped(std::int64_t number);

/// "466", "at least 401", "at most 1,499", "200 to 999", "any number".
[[nodiscard]] std::string in_words(const CountBounds& bounds);

} // namespace khronika
