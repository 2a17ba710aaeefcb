// SPDX-License-Identifier: GPL-3.0-or-later
// Which blocks of a page are the article. In three steps, each of which gives every block that it leaves out a reason:
// elements that name themselves as furniture (tag, role, class and id by data/readers/hints.tsv); the element whose blocks
// read most like prose; within it, blocks that are furniture by their words (data/readers/phrases.tsv), by their links or
// by standing where furniture stands.
#pragma once

#include "readers/blocks.h"
#include "readers/html_tree.h"
#include "readers/tables.h"

#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// For each block why it is left out; empty where it belongs to the article. `title` is the page's headline, which is no
/// part of the main text.
[[nodiscard]] std::vector<std::string> choose_main_text(const HtmlTree& tree, const std::vector<Block>& blocks, const Tables& tables,
                                                        std::string_view title);

} // namespace khronika::readers
