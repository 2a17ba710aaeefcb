// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/blocks.h"

#include "readers/block_text.h"

#include <algorithm>
#include <array>

namespace khronika::readers {

namespace {

constexpr std::array block_tags{
    GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY, GUMBO_TAG_CAPTION,  GUMBO_TAG_CENTER,
    GUMBO_TAG_DD,      GUMBO_TAG_DETAILS, GUMBO_TAG_DIV,    GUMBO_TAG_DL,         GUMBO_TAG_DT,   GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION,
    GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,   GUMBO_TAG_H1,         GUMBO_TAG_H2,   GUMBO_TAG_H3,       GUMBO_TAG_H4,
    GUMBO_TAG_H5,      GUMBO_TAG_H6,      GUMBO_TAG_HEADER, GUMBO_TAG_HR,         GUMBO_TAG_HTML, GUMBO_TAG_LI,       GUMBO_TAG_MAIN,
    GUMBO_TAG_MENU,    GUMBO_TAG_NAV,     GUMBO_TAG_OL,     GUMBO_TAG_P,          GUMBO_TAG_PRE,  GUMBO_TAG_SECTION,  GUMBO_TAG_SUMMARY,
    GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,   GUMBO_TAG_TD,     GUMBO_TAG_TFOOT,      GUMBO_TAG_TH,   GUMBO_TAG_THEAD,    GUMBO_TAG_TR,
    GUMBO_TAG_UL,      GUMBO_TAG_VIDEO,   GUMBO_TAG_AUDIO,  GUMBO_TAG_LEGEND};

constexpr std::array unseen_tags{GUMBO_TAG_HEAD,   GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
                                 GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,   GUMBO_TAG_CANVAS,
                                 GUMBO_TAG_SVG,    GUMBO_TAG_TITLE,    GUMBO_TAG_BUTTON, GUMBO_TAG_DATALIST, GUMBO_TAG_MAP};

template <std::size_t N>
constexpr std::array<bool, GUMBO_TAG_LAST + 1> lookup(const std::array<GumboTag, N>& tags)
{
    std::array<bool, GUMBO_TAG_LAST + 1> out{};
    for (const GumboTag tag : tags) {
        out[tag] = true;
    }
    return out;
}

constexpr auto is_block = lookup(block_tags);
constexpr auto never_shown = lookup(unseen_tags);

bool is_cell(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
}

/// True for a row whose cells hold words and no blocks: data, not layout.
bool is_data_row(const std::vector<HtmlNode>& nodes, std::uint32_t row)
{
    std::size_t cells = 0;
    for (std::uint32_t i = row + 1; i < nodes[row].end; ++i) {
        const GumboTag tag = nodes[i].tag;
        cells += is_cell(tag) ? 1 : 0;
        const bool inner = is_block[tag] && !is_cell(tag) && tag != GUMBO_TAG_P && tag != GUMBO_TAG_DIV;
        if (inner || tag == GUMBO_TAG_BR) {
            return false;
        }
        // A paragraph of prose in a cell is layout, whatever the table says.
        if (tag == GUMBO_TAG_LAST && nodes[i].text.size() > 400) {
            return false;
        }
    }
    return cells > 1;
}

class Segmenter {
public:
    Segmenter(const HtmlTree& tree, std::string_view markup) : m_nodes(tree.nodes()), m_markup(markup), m_text(markup) {}

    std::vector<Block> run()
    {
        for (std::uint32_t i = 0; i < m_nodes.size();) {
            while (!m_open.empty() && m_open.back().end <= i) {
                leave();
            }
            const HtmlNode& node = m_nodes[i];
            if (node.is_text()) {
                text(i);
                ++i;
            } else if (is_unseen(node)) {
                m_text.add_gap();
                i = node.end;
            } else {
                enter(i);
                ++i;
            }
        }
        while (!m_open.empty()) {
            leave();
        }
        flush();
        return std::move(m_blocks);
    }

private:
    struct Open {
        std::uint32_t end;
        std::uint32_t node;
        bool block;
    };

    void enter(std::uint32_t i)
    {
        const GumboTag tag = m_nodes[i].tag;
        if (tag == GUMBO_TAG_BR) {
            if (m_row == 0) {
                flush();
            } else {
                m_text.add_gap();
            }
            return;
        }
        if (tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_INPUT) {
            m_text.add_gap();
        }
        const bool block = is_block[tag];
        if (block && m_row != 0) {
            if (is_cell(tag)) {
                m_text.add_border();
            } else {
                m_text.add_gap();
            }
        } else if (block) {
            flush();
            m_block_node = i;
            if (tag == GUMBO_TAG_TR && is_data_row(m_nodes, i)) {
                m_row = m_nodes[i].end;
            }
        }
        m_links += tag == GUMBO_TAG_A ? 1 : 0;
        m_pre += tag == GUMBO_TAG_PRE ? 1 : 0;
        m_open.push_back({m_nodes[i].end, i, block});
    }

    void leave()
    {
        const Open open = m_open.back();
        m_open.pop_back();
        const GumboTag tag = m_nodes[open.node].tag;
        m_links -= tag == GUMBO_TAG_A ? 1 : 0;
        m_pre -= tag == GUMBO_TAG_PRE ? 1 : 0;
        if (open.block && m_row != 0 && open.end < m_row) {
            m_text.add_gap();
            return;
        }
        if (open.block) {
            flush();
            if (m_row != 0 && open.end >= m_row && tag == GUMBO_TAG_TR) {
                m_row = 0;
            }
            m_block_node = 0;
            for (auto outer = m_open.rbegin(); outer != m_open.rend(); ++outer) {
                if (outer->block) {
                    m_block_node = outer->node;
                    break;
                }
            }
        }
    }

    void text(std::uint32_t i)
    {
        const std::size_t before = m_text.characters();
        m_text.add(m_nodes[i].text, m_nodes[i].raw, m_pre > 0);
        if (before == 0 && m_text.characters() > 0) {
            m_first = i;
        }
        m_last = i;
        if (m_links > 0) {
            m_in_links += m_text.characters() - before;
        }
    }

    void flush()
    {
        if (m_text.characters() > 0) {
            while (m_text.m_text.ends_with('\t')) {
                m_text.m_text.pop_back();
            }
            m_blocks.push_back(
                {std::move(m_text.m_text), std::move(m_text.m_map), m_block_node, m_first, m_last, m_text.characters(), m_in_links});
        }
        m_text = BlockText(m_markup);
        m_in_links = 0;
    }

    const std::vector<HtmlNode>& m_nodes;
    std::string_view m_markup;
    BlockText m_text;
    std::vector<Block> m_blocks;
    std::vector<Open> m_open;
    std::uint32_t m_block_node = 0;
    std::uint32_t m_first = 0;
    std::uint32_t m_last = 0;
    std::uint32_t m_row = 0; ///< the end of the data row that is open, else 0
    std::size_t m_in_links = 0;
    int m_links = 0;
    int m_pre = 0;
};

} // namespace

bool is_block_level(GumboTag tag)
{
    return is_block[tag];
}

bool is_unseen(const HtmlNode& node)
{
    if (never_shown[node.tag]) {
        return true;
    }
    const bool whole_page = node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_HTML;
    if (node.is_text() || whole_page || node.element->attributes.length == 0) {
        return false;
    }
    if (node.has("hidden")) {
        return true;
    }
    const std::string_view style = node.attribute("style");
    for (const std::string_view none : {"display:none", "display: none", "visibility:hidden", "visibility: hidden"}) {
        if (style.find(none) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::vector<Block> find_blocks(const HtmlTree& tree, std::string_view markup)
{
    return Segmenter(tree, markup).run();
}

} // namespace khronika::readers
