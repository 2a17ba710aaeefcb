// SPDX-License-Identifier: GPL-3.0-or-later
// Running heads, feet and page numbers: lines at the top and bottom of pages that stand there on several pages alike, but for
// their digits, and numbers that count with the pages. A line that stands on one page only is never taken for one, save a
// lone 1 at the foot of a lone page.
#pragma once

#include "documents/page.h"
#include "model/text.h"

#include <vector>

namespace khronika::documents {

/// Takes them out of `pages` and gives them with the reason `header`, `footer` or `page_number`, one a page and line.
[[nodiscard]] std::vector<Dropped> take_margins(std::vector<Page>& pages);

} // namespace khronika::documents
