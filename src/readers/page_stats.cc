// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/page_stats.h"

#include <algorithm>

namespace khronika::readers {

namespace {

bool is_heading(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

} // namespace

bool is_prose(const Block& block)
{
    return block.characters >= 50 && block.in_links * 3 < block.characters;
}

double worth_of(const HtmlTree& tree, const Block& block)
{
    const auto characters = static_cast<double>(block.characters);
    const auto links = static_cast<double>(block.in_links);
    if (links > characters / 2) {
        return -25 - std::min(characters / 4, 40.0);
    }
    if (is_prose(block)) {
        return characters - links - 25;
    }
    if (block.text.find('\t') != std::string::npos) {
        return 5;
    }
    return is_heading(tree.nodes()[block.node].tag) ? 0 : -5;
}

PageStats::PageStats(const HtmlTree& tree, const std::vector<Block>& blocks, const std::vector<bool>& left_out) : m_tree(tree)
{
    m_first.reserve(blocks.size());
    m_sums.reserve(blocks.size() + 1);
    Sums sums;
    m_sums.push_back(sums);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        m_first.push_back(block.first);
        if (!left_out[i]) {
            sums.worth += worth_of(tree, block);
            sums.prose += is_prose(block) ? static_cast<double>(block.characters) : 0;
            sums.characters += static_cast<double>(block.characters);
            sums.in_links += static_cast<double>(block.in_links);
            sums.blocks += 1;
        }
        m_sums.push_back(sums);
    }
}

std::pair<std::size_t, std::size_t> PageStats::range(std::uint32_t node) const
{
    const auto begin = std::ranges::lower_bound(m_first, node);
    const auto end = std::lower_bound(begin, m_first.end(), m_tree.nodes()[node].end);
    return {static_cast<std::size_t>(begin - m_first.begin()), static_cast<std::size_t>(end - m_first.begin())};
}

PageStats::Sums PageStats::of(std::uint32_t node) const
{
    const auto [begin, end] = range(node);
    const Sums& a = m_sums[begin];
    const Sums& b = m_sums[end];
    return {b.worth - a.worth, b.prose - a.prose, b.characters - a.characters, b.in_links - a.in_links, b.blocks - a.blocks};
}

} // namespace khronika::readers
