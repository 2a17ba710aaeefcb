// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "documents/packs.h"
#include "model/text.h"
#include "readers/read.h"

#include <string_view>

namespace khronika::documents {

/// The text of a PDF: paragraphs in reading order with a box a word, running heads and page numbers left out, title and date.
/// A page without words of its own, or with garbled ones, is rendered at 300 dots an inch and read by OCR. A page that fails is
/// named in the notes and the rest is read. Throws Error where the PDF is damaged, locked by a password, has more pages than
/// the limit, or none of its pages can be read.
[[nodiscard]] Text read_pdf(std::string_view bytes, const readers::Request& request, const readers::Tables& tables, const Packs& packs,
                            const readers::PageBegins& page_begins);

} // namespace khronika::documents
