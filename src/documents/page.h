// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen on a page, before it is a text: words in reading order, from a PDF's own text or from OCR.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::documents {

/// In the unit of the page, from its top left.
struct Rect {
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;

    [[nodiscard]] double width() const { return x1 - x0; }
    [[nodiscard]] double height() const { return y1 - y0; }
    [[nodiscard]] double middle() const { return (y0 + y1) / 2; }
    void widen(const Rect& other);
};

struct Word {
    std::string text; ///< UTF-8 without white space
    Rect box;
    bool space_after = true;
    double size = 0;  ///< of the letters; 0 where unknown (OCR)
    int rotation = 0; ///< quarter turns
};

struct Line {
    std::vector<Word> words;
    Rect box;
    double size = 0;
    int rotation = 0;
};

struct Page {
    std::uint64_t number = 1;
    double width = 0;
    double height = 0;
    std::vector<Line> lines; ///< in reading order
};

/// Joins words in reading order to lines.
[[nodiscard]] std::vector<Line> lines_of(std::vector<Word> words);

/// The words of a line as one string.
[[nodiscard]] std::string words_of(const Line& line);

/// `word` without control characters and white space at its ends, with ligatures as letters, and without soft hyphens but for
/// one at its end, which parts the word.
[[nodiscard]] std::string clean_word(std::string_view word);

} // namespace khronika::documents
