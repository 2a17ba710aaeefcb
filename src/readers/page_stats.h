// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/blocks.h"
#include "readers/html_tree.h"

#include <cstdint>
#include <vector>

namespace khronika::readers {

/// Sums over the blocks of any element in logarithmic time.
class PageStats {
public:
    struct Sums {
        double worth = 0; ///< how much the blocks read like prose: see worth_of
        double prose = 0; ///< characters in blocks of prose
        double characters = 0;
        double in_links = 0;
        double blocks = 0;
    };

    /// `left_out[i]` takes block i out of the sums.
    PageStats(const HtmlTree& tree, const std::vector<Block>& blocks, const std::vector<bool>& left_out);

    [[nodiscard]] Sums of(std::uint32_t node) const;
    /// The blocks of an element: from first to last, the last excluded.
    [[nodiscard]] std::pair<std::size_t, std::size_t> range(std::uint32_t node) const;

private:
    const HtmlTree& m_tree;
    std::vector<std::uint32_t> m_first;
    std::vector<Sums> m_sums; ///< before block i
};

/// How much one block speaks for being (above 0) or not being (below 0) part of an article.
[[nodiscard]] double worth_of(const HtmlTree& tree, const Block& block);
/// True for a block that reads as prose: long enough, not made of links.
[[nodiscard]] bool is_prose(const Block& block);

} // namespace khronika::readers
