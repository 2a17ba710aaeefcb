// SPDX-License-Identifier: GPL-3.0-or-later
// One key for the many ways in which a name of Russia or Central Asia is written in Cyrillic and in Latin letters.
//
// No system of transliteration is undone: all of them are folded into one coarse alphabet, so that Мухаммадҷон, Mukhammadzhon,
// Muxammadjon and Muhamadjon have one key. What is folded, in this order: case, accents and apostrophes; kh, x and ks to h (x is
// х in Uzbek, кс in Alexander); zh, dzh and dj to j; y to i; i before a vowel goes (Yulia, Iuliia, Юлия); doubled letters are one.
// A key says that two spellings may be one name; how much that weighs is learnt from the data.
#pragma once

#include <string>
#include <string_view>

namespace khronika::linkage {

/// `text` (UTF-8) in lower case, without what is neither letter nor digit: apostrophes go, all else parts words, one space
/// between two. Accents stay.
[[nodiscard]] std::string cleaned_name(std::string_view text);

/// The key of a cleaned name: a to z, digits and single spaces; letters of other scripts stay as they are.
[[nodiscard]] std::string name_key(std::string_view cleaned);

/// A key without the endings by which one family's name differs: -ov and -ova, -ovich, -zoda, ugli, kizi, -skii and -skaia ...
/// Each word keeps at least three letters.
[[nodiscard]] std::string name_stem(std::string_view key);

} // namespace khronika::linkage
