// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <gumbo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// One element or text of a page. Nodes stand in document order, so that the descendants of node i are i + 1 to end - 1.
struct HtmlNode {
    GumboTag tag = GUMBO_TAG_UNKNOWN; ///< GUMBO_TAG_LAST for a text
    std::uint32_t parent = 0;         ///< the root is its own parent
    std::uint32_t end = 0;
    std::string_view text; ///< of a text: decoded
    Span raw;              ///< of a text: where it stands in the mark-up, stray tags included
    const GumboElement* element = nullptr;

    [[nodiscard]] bool is_text() const { return element == nullptr; }
    /// The value of an attribute; empty where it is absent.
    [[nodiscard]] std::string_view attribute(const char* name) const;
    [[nodiscard]] bool has(const char* name) const;
};

/// The HTML5 tree of a page, flat. It refers to the mark-up, which must outlive it.
class HtmlTree {
public:
    /// Parses any mark-up; cost grows with size times depth, so that both are to be capped before.
    explicit HtmlTree(std::string_view markup);
    ~HtmlTree();
    HtmlTree(const HtmlTree&) = delete;
    HtmlTree& operator=(const HtmlTree&) = delete;

    [[nodiscard]] const std::vector<HtmlNode>& nodes() const { return m_nodes; }

private:
    class Arena;
    std::unique_ptr<Arena> m_arena;
    std::vector<HtmlNode> m_nodes;
};

} // namespace khronika::readers
