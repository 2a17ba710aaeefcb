// SPDX-License-Identifier: GPL-3.0-or-later
// Which single-byte encoding undeclared text is in. Each candidate's reading of the non-ASCII bytes is scored as words:
// by how common its letters are in Russian (with a share for Ukrainian and Belarusian letters), by the pattern of capitals
// (the encodings swap or shuffle cases), by the alternation of vowels and consonants, and against symbols and mixed
// scripts within a word. Not used: ICU's and uchardet's detectors, which are made
// for longer texts; they were not compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace khronika::readers {

/// True for the names that guess_single_byte may give, windows-1252 excepted.
[[nodiscard]] bool is_cyrillic_candidate(std::string_view encoding);

/// The likeliest of windows-1251, KOI8-R, KOI8-U, ISO-8859-5, CP866, x-mac-cyrillic and windows-1252. What is declared,
/// a candidate or not, is kept unless another reads clearly better.
[[nodiscard]] std::string guess_single_byte(std::string_view bytes, const std::optional<std::string>& declared);

} // namespace khronika::readers
