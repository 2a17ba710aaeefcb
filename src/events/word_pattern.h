// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the hand-written tables of this room: "police|militia*".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::events {

/// Folded words; a last `*` matches any ending.
using WordPattern = std::vector<std::string>;

/// The parts between separators, each without the blanks around it.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// The words of a table's cell, each with its star where it has one.
[[nodiscard]] WordPattern pattern_of(std::string_view words);
/// True where the pattern's words are those of `words` from `at` on.
[[nodiscard]] bool stands_at(const WordPattern& pattern, const std::vector<std::string>& words, std::size_t at);

} // namespace khronika::events
