// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/place_tokens.h"

#include "base/utf8.h"

namespace khronika::language {

namespace {

bool is_ascii_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || is_ascii_upper(c) || (c >= '0' && c <= '9');
}

bool is_word(char32_t c)
{
    return utf8::is_letter(c) || utf8::is_digit(c);
}

/// The length of the word character at `at`; 0 where there is none.
std::size_t word_character(std::string_view text, std::size_t at)
{
    if (static_cast<unsigned char>(text[at]) < 0x80) {
        return is_ascii_word(text[at]) ? 1 : 0;
    }
    const utf8::Decoded next = utf8::decode(text, at);
    return is_word(next.code_point) ? next.length : 0;
}

PlaceGap gap_of(std::string_view between)
{
    if (between == " ") {
        return PlaceGap::space;
    }
    PlaceGap gap = PlaceGap::space;
    for (std::size_t at = 0; at < between.size();) {
        const utf8::Decoded next = utf8::decode(between, at);
        at += next.length;
        const char32_t c = next.code_point;
        if (c == U' ' || c == 0xA0 || c == 0x202F || c == U'\t') {
            continue;
        }
        if (gap != PlaceGap::space) {
            return PlaceGap::other;
        }
        if (c == U'.') {
            gap = PlaceGap::dot;
        } else if (c == U',') {
            gap = PlaceGap::comma;
        } else if (c == 0xAB || c == 0x201C || c == 0x201E || c == U'"') {
            gap = PlaceGap::quote;
        } else {
            return PlaceGap::other;
        }
    }
    return between.empty() ? PlaceGap::other : gap;
}

bool starts_sentence(std::string_view between, PlaceGap gap)
{
    return gap == PlaceGap::dot || gap == PlaceGap::quote || between.find_first_of(".!?\n:") != std::string_view::npos ||
           between.find("\xE2\x80\x94") != std::string_view::npos || between.find("\xC2\xAB") != std::string_view::npos ||
           between.find("\xE2\x80\x9C") != std::string_view::npos || between.find("\xE2\x80\xA2") != std::string_view::npos;
}

} // namespace

PlaceTokens::PlaceTokens(std::string_view text) : m_text(text)
{
    m_tokens.reserve(text.size() / 6 + 1);
    m_folded.reserve(text.size() + 16);
    std::size_t previous_end = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (word_character(text, at) == 0) {
            at += static_cast<unsigned char>(text[at]) < 0x80 ? 1 : utf8::decode(text, at).length;
            continue;
        }
        std::size_t end = word_end(at);
        end = acronym_end(at, end);
        const std::size_t next = end;
        const std::string_view word = text.substr(at, end - at);
        if (word.size() > 2 && word.ends_with("'s")) {
            end -= 2;
        } else if (word.size() > 4 && word.ends_with("\xE2\x80\x99s")) {
            end -= 4;
        }
        add(at, end, previous_end);
        previous_end = end;
        at = next;
    }
}

std::size_t PlaceTokens::word_end(std::size_t begin) const
{
    std::size_t at = begin;
    while (at < m_text.size()) {
        std::size_t length = word_character(m_text, at);
        if (length == 0) {
            const std::string_view rest = m_text.substr(at);
            const std::size_t joint =
                rest.starts_with("\xE2\x80\x99") || rest.starts_with("\xE2\x80\x91") || rest.starts_with("\xE2\x80\x90")
                    ? 3
                    : (rest.front() == '-' || rest.front() == '\'' ? 1 : 0);
            if (joint == 0 || at + joint >= m_text.size()) {
                return at;
            }
            length = word_character(m_text, at + joint);
            if (length == 0) {
                return at;
            }
            length += joint;
        }
        at += length;
    }
    return at;
}

std::size_t PlaceTokens::acronym_end(std::size_t begin, std::size_t end) const
{
    if (end != begin + 1 || !is_ascii_upper(m_text[begin])) {
        return end;
    }
    std::size_t letters = 1;
    std::size_t at = end;
    while (at + 2 < m_text.size() && m_text[at] == '.' && is_ascii_upper(m_text[at + 1]) && m_text[at + 2] == '.') {
        at += 2;
        ++letters;
    }
    return letters > 1 ? at + 1 : end;
}

void PlaceTokens::add(std::size_t begin, std::size_t end, std::size_t previous_end)
{
    PlaceToken token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(end);
    const std::string_view between = m_text.substr(previous_end, begin - previous_end);
    if (m_tokens.empty()) {
        token.sentence_start = true;
    } else {
        std::string_view gap = between;
        for (const std::string_view possessive : {"'s", "\xE2\x80\x99s"}) {
            if (gap.starts_with(possessive)) {
                gap.remove_prefix(possessive.size());
            }
        }
        token.gap = gap_of(gap);
        token.sentence_start = token.gap != PlaceGap::space && token.gap != PlaceGap::comma && starts_sentence(gap, token.gap);
        if (gap.size() != between.size() && token.gap == PlaceGap::space) {
            token.gap = PlaceGap::other;
        }
    }
    fold_into(token);
    m_tokens.push_back(token);
}

void PlaceTokens::fold_into(PlaceToken& token)
{
    token.folded_at = static_cast<std::uint32_t>(m_folded.size());
    std::size_t letters = 0;
    bool lower = false;
    for (std::size_t at = token.begin; at < token.end;) {
        if (static_cast<unsigned char>(m_text[at]) < 0x80) { // most of an English text: without decoding
            const char c = m_text[at];
            const bool upper = is_ascii_upper(c);
            letters += upper ? 1 : 0;
            lower = lower || (c >= 'a' && c <= 'z');
            token.capital = token.capital || (upper && at == token.begin);
            token.hyphen = token.hyphen || c == '-';
            m_folded.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
            ++at;
            continue;
        }
        const utf8::Decoded next = utf8::decode(m_text, at);
        char32_t c = next.code_point;
        const char32_t small = utf8::lower(c);
        if (small != c) {
            token.capital = token.capital || at == token.begin;
            ++letters;
        } else if (utf8::is_letter(c)) {
            lower = true;
        }
        c = small == 0x451 ? 0x435 : (small == 0x2019 ? U'\'' : (small == 0x2010 || small == 0x2011 ? U'-' : small));
        token.hyphen = token.hyphen || c == U'-';
        utf8::append(m_folded, c);
        at += next.length;
    }
    token.all_caps = letters > 1 && !lower;
    token.folded_size = static_cast<std::uint32_t>(m_folded.size()) - token.folded_at;
}

} // namespace khronika::language
