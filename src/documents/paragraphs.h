// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of pages to paragraphs. A line begins a paragraph where the one before broke off though the next word would have fitted,
// where it is indented after a full stop, where the gap or the size of the letters changes, or where a list's mark stands. A
// paragraph goes on over the end of a column or a page where its last line was full and no sentence ended there.
#pragma once

#include "base/span.h"
#include "documents/page.h"
#include "model/text.h"

#include <cstdint>
#include <vector>

namespace khronika::documents {

struct Paragraph {
    Span span;       ///< in the content, without the line's end
    double size = 0; ///< of its first line's letters
    std::uint64_t page = 1;
};

/// Adds the pages to content and boxes of `text`: a paragraph a line, hyphens at lines' ends joined; gives the paragraphs.
std::vector<Paragraph> write_paragraphs(Text& text, const std::vector<Page>& pages);

} // namespace khronika::documents
