// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace khronika::utf8 {

/// One code point and the bytes it took. A byte that begins no valid sequence is U+FFFD of length 1.
struct Decoded {
    char32_t code_point = 0;
    std::size_t length = 0;
};

/// Decodes the code point at `offset`, which must be less than `text.size()`.
[[nodiscard]] Decoded decode(std::string_view text, std::size_t offset);

void append(std::string& out, char32_t code_point);

/// True where `text` is well-formed UTF-8 (no surrogates, no overlong forms).
[[nodiscard]] bool valid(std::string_view text);

/// `text` with each malformed byte replaced by U+FFFD.
[[nodiscard]] std::string repaired(std::string_view text);

/// The largest offset at or before `offset` that begins a code point.
[[nodiscard]] std::size_t boundary(std::string_view text, std::size_t offset);

/// The number of code points.
[[nodiscard]] std::size_t length(std::string_view text);

/// Lower case of Latin (ASCII and Latin-1), Cyrillic and Greek letters; everything else as it is.
[[nodiscard]] char32_t lower(char32_t code_point);
[[nodiscard]] char32_t upper(char32_t code_point);
[[nodiscard]] bool is_upper(char32_t code_point);
[[nodiscard]] bool is_letter(char32_t code_point);
[[nodiscard]] bool is_space(char32_t code_point);
[[nodiscard]] constexpr bool is_digit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

/// Lower case, with ё folded to е and curly apostrophes to ': the key under which lexicons hold words.
[[nodiscard]] std::string fold(std::string_view text);

/// `text` without white space at its ends (Unicode white space and U+FEFF).
[[nodiscard]] std::string_view trim(std::string_view text);

} // namespace khronika::utf8
