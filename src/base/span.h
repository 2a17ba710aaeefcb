// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

namespace khronika {

/// A half-open range of byte offsets in a UTF-8 text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] constexpr std::size_t size() const { return end - begin; }
    [[nodiscard]] constexpr bool empty() const { return begin >= end; }
    [[nodiscard]] constexpr bool contains(std::size_t offset) const { return begin <= offset && offset < end; }
    [[nodiscard]] constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    [[nodiscard]] constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    constexpr auto operator<=>(const Span&) const = default;
};

/// The words at `span`; the part that lies within `text` where the span runs past its end.
[[nodiscard]] constexpr std::string_view at(std::string_view text, Span span)
{
    if (span.begin >= text.size() || span.empty()) {
        return {};
    }
    return text.substr(span.begin, span.end - span.begin);
}

} // namespace khronika
