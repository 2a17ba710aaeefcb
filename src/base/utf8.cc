// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <cstdint>

namespace khronika::utf8 {

namespace {

constexpr char32_t replacement = 0xFFFD;

std::uint8_t byte_at(std::string_view text, std::size_t offset)
{
    return static_cast<std::uint8_t>(text[offset]);
}

} // namespace

Decoded detail::decode_longer(std::string_view text, std::size_t offset)
{
    const std::uint8_t first = byte_at(text, offset);
    std::size_t length = 0;
    char32_t code_point = 0;
    char32_t smallest = 0;
    if ((first & 0xE0U) == 0xC0) {
        length = 2;
        code_point = first & 0x1FU;
        smallest = 0x80;
    } else if ((first & 0xF0U) == 0xE0) {
        length = 3;
        code_point = first & 0x0FU;
        smallest = 0x800;
    } else if ((first & 0xF8U) == 0xF0) {
        length = 4;
        code_point = first & 0x07U;
        smallest = 0x10000;
    } else {
        return {replacement, 1};
    }
    if (offset + length > text.size()) {
        return {replacement, 1};
    }
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint8_t next = byte_at(text, offset + i);
        if ((next & 0xC0U) != 0x80) {
            return {replacement, 1};
        }
        code_point = (code_point << 6U) | (next & 0x3FU);
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < smallest || code_point > 0x10FFFF || surrogate) {
        return {replacement, 1};
    }
    return {code_point, length};
}

void detail::append_longer(std::string& out, char32_t c)
{
    const auto put = [&out](char32_t value) { out.push_back(static_cast<char>(value)); };
    if (c < 0x800) {
        const char bytes[] = {static_cast<char>(0xC0U | (c >> 6U)), static_cast<char>(0x80U | (c & 0x3FU))};
        out.append(bytes, sizeof bytes);
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

bool valid(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text, i);
        if (next.code_point == replacement && next.length == 1) {
            return false;
        }
        i += next.length;
    }
    return true;
}

std::string repaired(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text, i);
        append(out, next.code_point);
        i += next.length;
    }
    return out;
}

std::size_t boundary(std::string_view text, std::size_t offset)
{
    if (offset >= text.size()) {
        return text.size();
    }
    while (offset > 0 && (byte_at(text, offset) & 0xC0U) == 0x80) {
        --offset;
    }
    return offset;
}

std::size_t length(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); i += decode(text, i).length) {
        ++count;
    }
    return count;
}

char32_t detail::lower_other(char32_t c)
{
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) {
        return c + 0x20;
    }
    if (c >= 0x400 && c <= 0x40F) {
        return c + 0x50;
    }
    const bool paired_cyrillic = (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F);
    const bool dotted_i = c == 0x130 || c == 0x131;
    const bool paired_latin = (c >= 0x100 && c <= 0x137 && !dotted_i) || (c >= 0x14A && c <= 0x177) || (c >= 0x1E00 && c <= 0x1EFF);
    if (paired_cyrillic || paired_latin) {
        return c | 1U;
    }
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || (c >= 0x4C1 && c <= 0x4CE)) {
        return (c & 1U) != 0 ? c + 1 : c;
    }
    if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) {
        return c + 0x20;
    }
    return c;
}

char32_t upper(char32_t c)
{
    if ((c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x430 && c <= 0x44F)) {
        return c - 0x20;
    }
    if (c >= 0x450 && c <= 0x45F) {
        return c - 0x50;
    }
    if (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) {
        return c - 0x20;
    }
    if (c > 0 && lower(c - 1) == c && lower(c) == c) {
        return c - 1;
    }
    return c;
}

bool detail::is_letter_other(char32_t c)
{
    const bool latin = (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
    const bool greek_or_cyrillic = (c >= 0x370 && c <= 0x3FF && c != 0x37E && c != 0x387) || (c >= 0x48A && c <= 0x52F);
    const bool other = (c >= 0x531 && c <= 0x587) || (c >= 0x5D0 && c <= 0x5EA) || (c >= 0x620 && c <= 0x64A) ||
                       (c >= 0x66E && c <= 0x6D3) || (c >= 0x10A0 && c <= 0x10FF) || (c >= 0x300 && c <= 0x36F) ||
                       (c >= 0x2B0 && c <= 0x2FF) || (c >= 0x900 && c <= 0xDFF) || (c >= 0x3040 && c <= 0x9FFF) ||
                       (c >= 0xAC00 && c <= 0xD7A3);
    return latin || greek_or_cyrillic || other;
}

bool detail::is_space_other(char32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

std::string fold(std::string_view text)
{
    std::string out;
    append_folded(out, text);
    return out;
}

void append_folded(std::string& out, std::string_view text)
{
    out.reserve(out.size() + text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text, i);
        append(out, fold(next.code_point));
        i += next.length;
    }
}

bool folds_to(std::string_view text, std::string_view folded)
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text, i);
        i += next.length;
        if (at >= folded.size()) {
            return false;
        }
        // A malformed byte folds to U+FFFD, which is decoded as itself.
        const Decoded other = decode(folded, at);
        at += other.length;
        if (fold(next.code_point) != other.code_point || (other.code_point == replacement && other.length == 1)) {
            return false;
        }
    }
    return at == folded.size();
}

std::string_view trim(std::string_view text)
{
    while (!text.empty()) {
        const Decoded first = decode(text, 0);
        if (!is_space(first.code_point)) {
            break;
        }
        text.remove_prefix(first.length);
    }
    while (!text.empty()) {
        const std::size_t last = boundary(text, text.size() - 1);
        if (!is_space(decode(text, last).code_point)) {
            break;
        }
        text.remove_suffix(text.size() - last);
    }
    return text;
}

} // namespace khronika::utf8
