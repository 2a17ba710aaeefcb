// SPDX-License-Identifier: GPL-3.0-or-later
// What a page's text does not need is taken out before the tree is built: scripts, styles, drawings, comments, and the
// attributes that nothing reads. It halves the bytes, and the tree's builder, which is slow by the tag and the attribute
// and quadratic in depth, meets only what matters. Linear in the size of the page.
#pragma once

#include "model/text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

struct ReducedHtml {
    std::string text;
    std::vector<SourceMap> map; ///< from `text` to the page, byte for byte
    std::vector<Span> data;     ///< in the page: what stands within <script type="application/ld+json">
    std::size_t deepest = 0;    ///< an upper estimate of the depth of open elements
};

/// `page` must be valid UTF-8; any mark-up, broken or not, is taken.
[[nodiscard]] ReducedHtml reduce_html(std::string_view page);

} // namespace khronika::readers
