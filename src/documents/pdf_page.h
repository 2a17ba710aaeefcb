// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "documents/page.h"
#include "documents/picture.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace poppler {
class document;
class page;
} // namespace poppler

namespace khronika::documents {

using PdfFile = std::unique_ptr<poppler::document>;
using PdfPage = std::unique_ptr<poppler::page>;

/// Throws Error where the bytes are no PDF that can be opened, or locked by a password.
[[nodiscard]] PdfFile open_pdf(std::string_view bytes);
/// Throws Error where the page is damaged. `number` counts from 1.
[[nodiscard]] PdfPage open_page(const PdfFile& file, int number);

struct PdfFacts {
    std::string title;
    std::string created; ///< RFC 3339, UTC; empty where the PDF does not say
};
[[nodiscard]] PdfFacts facts_of(const PdfFile& file);

/// The words of a page in reading order, in points from the top left as it is shown.
[[nodiscard]] std::vector<Word> words_of(const PdfPage& page);

struct PageSize {
    double width = 0;
    double height = 0;
};
/// In points, as the page is shown.
[[nodiscard]] PageSize size_of(const PdfPage& page);

/// The page in grey. Throws Error where it cannot be rendered.
[[nodiscard]] Picture rendered(const PdfPage& page, double resolution);

/// True where the words are no text: boxes, private characters, Cyrillic shown as accented Latin letters.
[[nodiscard]] bool is_garbled(const std::vector<Word>& words);

/// The share of a page that is dark outside its words.
[[nodiscard]] double ink_outside(const PdfPage& page, const std::vector<Word>& words);

/// Loads what poppler loads when first used, while files can be opened.
void warm_up_pdf();

} // namespace khronika::documents
