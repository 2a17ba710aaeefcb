// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/html_tree.h"

#include <cstddef>
#include <cstring>

namespace khronika::readers {

/// The tree's builder allocates by the node and frees by the node; an arena does both at a quarter of the cost, and a tree
/// of any depth goes without recursion.
class HtmlTree::Arena {
public:
    void* take(std::size_t size)
    {
        constexpr std::size_t alignment = alignof(std::max_align_t);
        size = (size + alignment - 1) / alignment * alignment;
        if (size > m_left) {
            const std::size_t block = std::max(size, block_size);
            m_blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
            m_next = m_blocks.back().get();
            m_left = block;
        }
        void* const out = m_next;
        m_next += size;
        m_left -= size;
        return out;
    }

private:
    static constexpr std::size_t block_size = 1U << 20U;
    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::byte* m_next = nullptr;
    std::size_t m_left = 0;
};

std::string_view HtmlNode::attribute(const char* name) const
{
    if (element == nullptr) {
        return {};
    }
    const GumboAttribute* found = gumbo_get_attribute(&element->attributes, name);
    return found == nullptr ? std::string_view{} : found->value;
}

bool HtmlNode::has(const char* name) const
{
    return element != nullptr && gumbo_get_attribute(&element->attributes, name) != nullptr;
}

HtmlTree::HtmlTree(std::string_view markup) : m_arena(std::make_unique<Arena>())
{
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.userdata = m_arena.get();
    options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->take(size); };
    options.deallocator = [](void*, void*) {};
    const GumboOutput* output = gumbo_parse_with_options(&options, markup.data(), markup.size());

    struct Open {
        const GumboNode* node;
        std::uint32_t index;
        unsigned next = 0;
    };
    std::vector<Open> open;
    const auto enter = [&](const GumboNode* node, std::uint32_t parent) {
        HtmlNode out;
        out.parent = parent;
        const auto index = static_cast<std::uint32_t>(m_nodes.size());
        if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
            out.tag = node->v.element.tag;
            out.element = &node->v.element;
            m_nodes.push_back(out);
            open.push_back({node, index});
            return;
        }
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
            const GumboText& text = node->v.text;
            out.tag = GUMBO_TAG_LAST;
            out.text = text.text;
            out.end = index + 1;
            const auto* raw = text.original_text.data;
            if (raw >= markup.data() && raw <= markup.data() + markup.size()) {
                const auto begin = static_cast<std::size_t>(raw - markup.data());
                out.raw = {begin, std::min(markup.size(), begin + text.original_text.length)};
            }
            m_nodes.push_back(out);
        }
    };
    enter(output->root, 0);
    while (!open.empty()) {
        Open& top = open.back();
        const GumboVector& children = top.node->v.element.children;
        if (top.next < children.length) {
            const auto* child = static_cast<const GumboNode*>(children.data[top.next]);
            ++top.next;
            enter(child, top.index);
        } else {
            m_nodes[top.index].end = static_cast<std::uint32_t>(m_nodes.size());
            open.pop_back();
        }
    }
}

HtmlTree::~HtmlTree() = default;

} // namespace khronika::readers
