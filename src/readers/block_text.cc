// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/block_text.h"

#include "base/utf8.h"
#include "model/source_map.h"

#include <algorithm>

namespace khronika::readers {

namespace {

constexpr char32_t no_break_space = 0xA0;

bool letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool left_out(char32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0x2060;
}

bool begins_markup(std::string_view markup, std::size_t at)
{
    if (at + 1 >= markup.size() || markup[at] != '<') {
        return false;
    }
    const char next = markup[at + 1];
    return next == '/' || next == '!' || next == '?' || (letter_or_digit(next) && !(next >= '0' && next <= '9'));
}

bool means_ampersand(std::string_view reference)
{
    return reference.starts_with("&amp") || reference.starts_with("&AMP") || reference.starts_with("&#");
}

struct Run {
    std::size_t bytes = 0;
    std::size_t characters = 0;
};

/// How far both texts go on alike in letters, digits and marks that mean themselves: ASCII and Cyrillic.
Run plain_run(std::string_view decoded, std::string_view markup)
{
    const std::size_t size = std::min(decoded.size(), markup.size());
    Run run;
    while (run.bytes < size && decoded[run.bytes] == markup[run.bytes]) {
        const auto byte = static_cast<unsigned char>(decoded[run.bytes]);
        if (byte < 0x80) {
            if (byte <= 0x20 || byte == '&' || byte == '<') {
                break;
            }
            run.bytes += 1;
        } else {
            const std::size_t second = run.bytes + 1;
            const bool cyrillic = byte >= 0xD0 && byte <= 0xD3 && second < size && decoded[second] == markup[second] &&
                                  (static_cast<unsigned char>(decoded[second]) & 0xC0U) == 0x80;
            if (!cyrillic) {
                break;
            }
            run.bytes += 2;
        }
        ++run.characters;
    }
    return run;
}

} // namespace

/// The length of the character reference at `raw`, where what it stands for ends at `after` in `decoded`. A reference
/// without its semicolon ends where the texts agree again.
std::size_t BlockText::reference_length(std::string_view decoded, std::size_t after, std::size_t raw, std::size_t end) const
{
    std::size_t stop = raw + 1;
    if (stop < end && m_markup[stop] == '#') {
        ++stop;
    }
    while (stop < end && letter_or_digit(m_markup[stop])) {
        ++stop;
    }
    if (stop < end && m_markup[stop] == ';') {
        return stop + 1 - raw;
    }
    while (stop > raw + 2) {
        const bool ends = stop == end || after >= decoded.size() || m_markup[stop] == '<' || m_markup[stop] == '&';
        if (ends || m_markup[stop] == decoded[after]) {
            break;
        }
        --stop;
    }
    return stop - raw;
}

void BlockText::put_space()
{
    const std::size_t begin = m_text.size();
    if (m_break) {
        m_text.push_back('\n');
    } else if (m_no_break) {
        utf8::append(m_text, no_break_space);
    } else {
        m_text.push_back(' ');
    }
    if (!m_space_source.empty()) {
        add_run(m_map, {{begin, m_text.size()}, m_space_source});
    }
}

void BlockText::put(std::string_view bytes, char32_t c, Span source)
{
    const bool space = c == U' ' || (c >= 0x09 && c <= 0x0D) || c == no_break_space || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) ||
                       c == 0x202F || c == 0x2028 || c == 0x2029;
    if (left_out(c)) {
        return;
    }
    if (space) {
        if (m_text.empty()) {
            return;
        }
        m_break = m_lines && (m_break || c == U'\n');
        m_no_break = (c == no_break_space || c == 0x202F) && !m_space;
        m_space_source = m_space && !m_space_source.empty() ? Span{m_space_source.begin, source.end} : source;
        m_space = true;
        return;
    }
    put_run(bytes, c >= 0x2E80 ? 3 : 1, source); // an ideograph or a kana says as much as three letters
}

void BlockText::put_run(std::string_view bytes, std::size_t characters, Span source)
{
    if (m_space) {
        put_space();
        m_space = m_break = m_no_break = false;
        m_space_source = {};
    }
    const std::size_t begin = m_text.size();
    m_text.append(bytes);
    m_characters += characters;
    add_run(m_map, {{begin, m_text.size()}, source});
}

void BlockText::add(std::string_view decoded, Span raw, bool lines)
{
    m_lines = lines;
    std::size_t j = raw.begin;
    for (std::size_t i = 0; i < decoded.size();) {
        if (const Run run = plain_run(decoded.substr(i), m_markup.substr(j, raw.end - j)); run.bytes > 0) {
            put_run(decoded.substr(i, run.bytes), run.characters, {j, j + run.bytes});
            i += run.bytes;
            j += run.bytes;
            continue;
        }
        const utf8::Decoded next = utf8::decode(decoded, i);
        const std::string_view bytes = decoded.substr(i, next.length);
        const std::size_t after = i + next.length;
        while (j < raw.end && begins_markup(m_markup, j)) {
            j = std::min(m_markup.find('>', j), raw.end - 1) + 1;
        }
        while (j < raw.end && m_markup[j] == '\r' && bytes[0] != '\r') {
            ++j;
        }
        std::size_t length = 0;
        if (j < raw.end && m_markup[j] == '&' && (bytes != "&" || means_ampersand(m_markup.substr(j, 5)))) {
            length = reference_length(decoded, after, j, raw.end);
        } else if (m_markup.substr(j, bytes.size()) == bytes && j + bytes.size() <= raw.end) {
            length = bytes.size();
        }
        // Where the two texts part (a reference for two characters, a byte that the parser replaced) the characters up to
        // the end of this text have no source of their own.
        put(bytes, next.code_point, {j, std::min(j + length, raw.end)});
        j += length;
        i = after;
    }
}

void BlockText::add_border()
{
    if (!m_text.empty()) {
        m_text.push_back('\t');
    }
    m_space = m_break = m_no_break = false;
    m_space_source = {};
}

} // namespace khronika::readers
