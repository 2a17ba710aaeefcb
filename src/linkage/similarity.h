// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace khronika::linkage {

/// Jaro's similarity with Winkler's bonus of .1 for each of the first four bytes that agree (Winkler 1990), 0 to 1; 1 for two
/// empty strings. By bytes: give it keys in ASCII. Strings of up to 64 bytes take the bit-parallel way.
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);

/// True where at most one byte was changed, left out, put in, or swapped with its neighbour (Damerau 1964).
[[nodiscard]] bool one_edit_apart(std::string_view a, std::string_view b);

} // namespace khronika::linkage
