// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/json_text.h"

#include "base/utf8.h"
#include "model/source_map.h"

#include <algorithm>
#include <optional>

namespace khronika::readers {

namespace {

/// The four digits at `at`.
std::optional<char32_t> hex4(std::string_view raw, std::size_t at)
{
    char32_t out = 0;
    if (at + 4 > raw.size()) {
        return std::nullopt;
    }
    for (const char c : raw.substr(at, 4)) {
        const char lower = static_cast<char>(c | 32);
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (lower < 'a' || lower > 'f')) {
            return std::nullopt;
        }
        out = out * 16 + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    return out;
}

/// One escape sequence: what it means and how long it is.
utf8::Decoded escape(std::string_view raw, std::size_t at)
{
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view meanings = "\b\f\n\r\t";
    const char letter = at + 1 < raw.size() ? raw[at + 1] : '\\';
    if (letter != 'u') {
        const std::size_t index = letters.find(letter);
        return {static_cast<unsigned char>(index == std::string_view::npos ? letter : meanings[index]), 2};
    }
    const auto first = hex4(raw, at + 2);
    if (!first) {
        return {U'\uFFFD', 2};
    }
    if (*first < 0xD800 || *first > 0xDFFF) {
        return {*first, 6};
    }
    const auto second = raw.substr(std::min(at + 6, raw.size()), 2) == "\\u" ? hex4(raw, at + 8) : std::nullopt;
    if (*first > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) {
        return {U'\uFFFD', 6};
    }
    return {0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00), 12};
}

} // namespace

void add_json_text(Text& text, std::string_view bytes, Span span)
{
    const std::string_view raw = at(bytes, span);
    for (std::size_t i = 0; i < raw.size();) {
        const std::size_t begin = text.content.size();
        if (raw[i] == '\\') {
            const utf8::Decoded meant = escape(raw, i);
            const std::size_t length = std::min(meant.length, raw.size() - i);
            utf8::append(text.content, meant.code_point == 0 ? U'\uFFFD' : meant.code_point);
            text.map.push_back({{begin, text.content.size()}, {span.begin + i, span.begin + i + length}});
            i += length;
            continue;
        }
        const std::size_t end = std::min(raw.find('\\', i), raw.size());
        text.content.append(utf8::repaired(raw.substr(i, end - i)));
        add_run(text.map, {{begin, text.content.size()}, {span.begin + i, span.begin + end}});
        i = end;
    }
}

std::string json_words(std::string_view raw)
{
    if (!raw.starts_with('"')) {
        return raw == "null" ? std::string{} : std::string(raw);
    }
    Text words;
    add_json_text(words, raw, {1, raw.size() - 1});
    return std::move(words.content);
}

} // namespace khronika::readers
