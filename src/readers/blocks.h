// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"
#include "readers/html_tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// A piece of a page that a reader sees as one: a paragraph, a heading, an item, a row of a table, a line before <br>.
struct Block {
    std::string text;
    std::vector<SourceMap> map; ///< from `text` to the mark-up
    std::uint32_t node = 0;     ///< the block-level element that it stands in
    std::uint32_t first = 0;    ///< its first text node; grows from block to block
    std::uint32_t last = 0;     ///< its last text node
    std::size_t characters = 0; ///< white space not counted
    std::size_t in_links = 0;   ///< how many of them stand in links
};

/// The blocks of what a page shows, in its order. Hidden elements, forms' controls, scripts and the like give none.
[[nodiscard]] std::vector<Block> find_blocks(const HtmlTree& tree, std::string_view markup);

/// True for elements that begin and end a block.
[[nodiscard]] bool is_block_level(GumboTag tag);
/// True where an element and all in it is not shown: `hidden`, `display:none`, or an element that never shows text.
[[nodiscard]] bool is_unseen(const HtmlNode& node);

} // namespace khronika::readers
