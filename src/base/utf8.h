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

namespace detail {

// What the inline functions below leave: all that is neither ASCII nor plain Russian.
[[nodiscard]] Decoded decode_longer(std::string_view text, std::size_t offset);
void append_longer(std::string& out, char32_t code_point);
[[nodiscard]] char32_t lower_other(char32_t code_point);
[[nodiscard]] bool is_letter_other(char32_t code_point);
[[nodiscard]] bool is_space_other(char32_t code_point);

} // namespace detail

/// Decodes the code point at `offset`, which must be less than `text.size()`.
[[nodiscard]] inline Decoded decode(std::string_view text, std::size_t offset)
{
    const auto first = static_cast<unsigned char>(text[offset]);
    if (first < 0x80) {
        return {first, 1};
    }
    if (first >= 0xC2 && first < 0xE0 && offset + 1 < text.size()) {
        const auto second = static_cast<unsigned char>(text[offset + 1]);
        if ((second & 0xC0U) == 0x80) {
            return {((first & 0x1FU) << 6U) | (second & 0x3FU), 2};
        }
    }
    return detail::decode_longer(text, offset);
}

inline void append(std::string& out, char32_t code_point)
{
    if (code_point < 0x80) {
        out.push_back(static_cast<char>(code_point));
    } else {
        detail::append_longer(out, code_point);
    }
}

/// True where `text` is well-formed UTF-8 (no surrogates, no overlong forms).
[[nodiscard]] bool valid(std::string_view text);

/// `text` with each malformed byte replaced by U+FFFD.
[[nodiscard]] std::string repaired(std::string_view text);

/// The largest offset at or before `offset` that begins a code point.
[[nodiscard]] std::size_t boundary(std::string_view text, std::size_t offset);

/// The number of code points.
[[nodiscard]] std::size_t length(std::string_view text);

/// Lower case of Latin (ASCII and Latin-1), Cyrillic and Greek letters; everything else as it is.
[[nodiscard]] inline char32_t lower(char32_t c)
{
    if (c < 0x80) {
        return c >= U'A' && c <= U'Z' ? c + 0x20 : c;
    }
    if (c >= 0x410 && c <= 0x44F) {
        return c < 0x430 ? c + 0x20 : c;
    }
    return detail::lower_other(c);
}
[[nodiscard]] char32_t upper(char32_t code_point);
[[nodiscard]] inline bool is_upper(char32_t code_point)
{
    return lower(code_point) != code_point;
}
[[nodiscard]] inline bool is_letter(char32_t c)
{
    if (c < 0x80) {
        return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    }
    return (c >= 0x400 && c <= 0x481) || detail::is_letter_other(c);
}
[[nodiscard]] inline bool is_space(char32_t c)
{
    if (c < 0x80) {
        return c == U' ' || (c >= 0x09 && c <= 0x0D);
    }
    return detail::is_space_other(c);
}
[[nodiscard]] constexpr bool is_digit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

/// Lower case, with ё folded to е and curly apostrophes to ': the key under which lexicons hold words.
[[nodiscard]] std::string fold(std::string_view text);
/// The same of one code point.
[[nodiscard]] inline char32_t fold(char32_t code_point)
{
    const char32_t c = lower(code_point);
    if (c < 0x451) {
        return c == 0x2BC || c == 0x2BB ? U'\'' : c;
    }
    return c == 0x451 ? char32_t{0x435} : (c == 0x2019 || c == 0x2018 ? U'\'' : c);
}
/// Appends what fold() gives.
void append_folded(std::string& out, std::string_view text);
/// True where `folded` is what fold() gives of `text`.
[[nodiscard]] bool folds_to(std::string_view text, std::string_view folded);

/// `text` without white space at its ends (Unicode white space and U+FEFF).
[[nodiscard]] std::string_view trim(std::string_view text);

} // namespace khronika::utf8
