// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/page.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace khronika::documents {

namespace {

constexpr char32_t soft_hyphen = 0xAD;

/// True where `word` goes on in the line that ends in `last`.
bool same_line(const Line& line, const Word& last, const Word& word)
{
    if (line.rotation != word.rotation) {
        return false;
    }
    if (word.rotation % 2 != 0) { // written upwards or downwards: lines stand side by side
        return std::abs((last.box.x0 + last.box.x1) - (word.box.x0 + word.box.x1)) < std::min(last.box.width(), word.box.width());
    }
    const double shared = std::min(line.box.y1, word.box.y1) - std::max(line.box.y0, word.box.y0);
    const double low = std::min(last.box.height(), word.box.height());
    const bool forward = word.rotation == 2 ? word.box.x1 <= last.box.x1 : word.box.x0 >= last.box.x0;
    return forward && shared > 0.4 * low;
}

/// The size of most letters of a line.
double size_of(const Line& line)
{
    double size = 0;
    std::size_t longest = 0;
    for (const Word& word : line.words) {
        if (word.text.size() > longest) {
            longest = word.text.size();
            size = word.size;
        }
    }
    return size;
}

std::string_view ligature(char32_t c)
{
    constexpr std::array<std::string_view, 7> letters{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    return c >= 0xFB00 && c <= 0xFB06 ? letters.at(c - 0xFB00) : std::string_view{};
}

} // namespace

void Rect::widen(const Rect& other)
{
    x0 = std::min(x0, other.x0);
    y0 = std::min(y0, other.y0);
    x1 = std::max(x1, other.x1);
    y1 = std::max(y1, other.y1);
}

std::vector<Line> lines_of(std::vector<Word> words)
{
    std::vector<Line> out;
    for (Word& word : words) {
        if (word.text.empty()) {
            continue;
        }
        if (out.empty() || !same_line(out.back(), out.back().words.back(), word)) {
            out.push_back({{}, word.box, 0, word.rotation});
        }
        out.back().box.widen(word.box);
        out.back().words.push_back(std::move(word));
    }
    for (Line& line : out) {
        line.size = size_of(line);
    }
    return out;
}

std::string words_of(const Line& line)
{
    std::string out;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        out += line.words[i].text;
        if (line.words[i].space_after && i + 1 < line.words.size()) {
            out += ' ';
        }
    }
    return out;
}

std::string clean_word(std::string_view word)
{
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        const utf8::Decoded next = utf8::decode(word, i);
        i += next.length;
        const char32_t c = next.code_point;
        if (c == soft_hyphen && i < word.size()) {
            continue;
        }
        if (const std::string_view letters = ligature(c); !letters.empty()) {
            out += letters;
        } else if (utf8::is_space(c)) {
            out += ' ';
        } else if (c > 0x20 && !(c >= 0x7F && c < 0xA0) && c != 0x200B && c != 0xFEFF) {
            utf8::append(out, c);
        }
    }
    return std::string(utf8::trim(out));
}

} // namespace khronika::documents
