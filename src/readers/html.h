// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"
#include "readers/tables.h"

#include <cstddef>
#include <string_view>

namespace khronika::readers {

/// Fills content, map (to `page`), dropped and what the page says of itself from HTML. The content is the main text, a
/// paragraph a line, without the headline, which is the title. Throws Error where elements are nested deeper than
/// `deepest`: the tree's builder takes quadratic time on those.
void read_html(Text& text, std::string_view page, std::size_t deepest, const Tables& tables);

} // namespace khronika::readers
