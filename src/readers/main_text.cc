// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/main_text.h"

#include "base/utf8.h"
#include "readers/page_stats.h"

#include <algorithm>
#include <unordered_map>

namespace khronika::readers {

namespace {

using Reasons = std::vector<std::string>;

std::string_view reason_of_tag(const HtmlNode& node)
{
    switch (node.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU:
        return "navigation";
    case GUMBO_TAG_ASIDE:
        return "aside";
    case GUMBO_TAG_FOOTER:
        return "footer";
    case GUMBO_TAG_FIGCAPTION:
        return "caption";
    case GUMBO_TAG_FORM:
        return "form";
    case GUMBO_TAG_HEADER:
        return "header";
    default:
        break;
    }
    const std::string_view role = node.attribute("role");
    for (const auto& [name, reason] :
         {std::pair{"navigation", "navigation"}, std::pair{"complementary", "aside"}, std::pair{"contentinfo", "footer"},
          std::pair{"banner", "header"}, std::pair{"search", "form"}, std::pair{"dialog", "notice"}, std::pair{"alertdialog", "notice"},
          std::pair{"menu", "navigation"}}) {
        if (role == name) {
            return reason;
        }
    }
    return {};
}

/// True for a short line that names an author or gives a time of day and a date's numbers, and says no more.
bool is_byline(std::string_view line)
{
    if (line.size() > 160) {
        return false;
    }
    const bool author = line.starts_with("By ") || line.starts_with("by ") || line.starts_with("Автор") || line.starts_with("Текст:");
    std::size_t digits = 0;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < line.size();) {
        const utf8::Decoded next = utf8::decode(line, i);
        digits += utf8::is_digit(next.code_point) ? 1 : 0;
        letters += utf8::is_letter(next.code_point) ? 1 : 0;
        i += next.length;
    }
    return author || (digits >= 4 && letters <= 4 * digits && letters < 40);
}

/// True for a line that is a link but for a label before it: `Related: March in Minsk`.
bool is_labelled_link(const Block& block)
{
    constexpr std::size_t longest_label = 30;
    const std::size_t colon = block.text.find(':');
    if (colon == std::string::npos || block.in_links * 2 < block.characters) {
        return false;
    }
    const std::size_t label = utf8::length(std::string_view(block.text).substr(0, colon + 1));
    return label <= longest_label && block.characters - block.in_links <= label;
}

class Chooser {
public:
    Chooser(const HtmlTree& tree, const std::vector<Block>& blocks, const Tables& tables, std::string_view title)
        : m_tree(tree), m_blocks(blocks), m_tables(tables), m_title(utf8::fold(title)), m_reasons(blocks.size())
    {
    }

    Reasons run()
    {
        if (m_blocks.empty()) {
            return m_reasons;
        }
        read_names();
        leave_out_named_furniture();
        leave_out_known_phrases();
        const std::uint32_t root = choose_root();
        const auto [begin, end] = PageStats(m_tree, m_blocks, std::vector<bool>(m_blocks.size())).range(root);
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            if (m_reasons[i].empty()) {
                m_reasons[i] = i < begin || i >= end ? "outside" : reason_within(m_blocks[i]);
            }
        }
        leave_out_related_lists(begin, end);
        leave_out_what_precedes(begin, end);
        return m_reasons;
    }

private:
    [[nodiscard]] const HtmlNode& node(std::uint32_t i) const { return m_tree.nodes()[i]; }

    [[nodiscard]] PageStats stats() const
    {
        std::vector<bool> left_out(m_blocks.size());
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            left_out[i] = !m_reasons[i].empty();
        }
        return PageStats(m_tree, m_blocks, left_out);
    }

    void read_names()
    {
        m_meanings.resize(m_tree.nodes().size());
        std::string names;
        // Most elements of a page share their class with others.
        std::unordered_map<std::string, Hints::Meaning> known;
        for (std::uint32_t i = 0; i < m_tree.nodes().size(); ++i) {
            const HtmlNode& here = node(i);
            if (here.is_text() || here.element->attributes.length == 0) {
                continue;
            }
            names.assign(here.attribute("class")).append(" ").append(here.attribute("id"));
            const auto [meaning, fresh] = known.try_emplace(names);
            if (fresh) {
                meaning->second = m_tables.hints.of(names);
            }
            m_meanings[i] = meaning->second;
            m_meanings[i].main = m_meanings[i].main || here.attribute("itemprop") == "articleBody";
        }
    }

    void leave_out_named_furniture()
    {
        const PageStats all(m_tree, m_blocks, std::vector<bool>(m_blocks.size()));
        const double total = all.of(0).prose;
        for (std::uint32_t i = 1; i < m_tree.nodes().size();) {
            const HtmlNode& here = node(i);
            std::string_view reason;
            if (!here.is_text() && here.tag != GUMBO_TAG_BODY && here.tag != GUMBO_TAG_MAIN) {
                reason = reason_of_tag(here);
                reason = reason.empty() ? m_meanings[i].drop_reason : reason;
            }
            if (reason.empty() || all.of(i).prose > total * 0.4) {
                ++i;
                continue;
            }
            const auto [begin, end] = all.range(i);
            for (std::size_t block = begin; block < end; ++block) {
                // An element within a line (a dateline, an author's name) takes the line along only if it is all of it.
                if (m_blocks[block].last < here.end) {
                    m_reasons[block] = reason;
                }
            }
            i = here.end;
        }
    }

    /// Before the article's element is chosen, so that an appeal between two paragraphs does not part them.
    void leave_out_known_phrases()
    {
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            if (m_reasons[i].empty()) {
                m_reasons[i] = m_tables.phrases.reason_for(m_blocks[i].text);
            }
        }
    }

    /// The element whose blocks together are worth most; narrowed to one that is named as the article's text where that
    /// holds most of the prose. The whole page where none of it reads as prose.
    [[nodiscard]] std::uint32_t choose_root() const
    {
        const PageStats sums = stats();
        std::uint32_t best = 0;
        double best_worth = -1e300;
        for (std::uint32_t i = 0; i < m_tree.nodes().size(); ++i) {
            if (node(i).is_text() || !(is_block_level(node(i).tag) || node(i).end > i + 1)) {
                continue;
            }
            const PageStats::Sums here = sums.of(i);
            const double worth = here.worth;
            if (here.prose > 0 && worth >= best_worth) {
                best = i;
                best_worth = worth;
            }
        }
        std::uint32_t named = 0;
        double most = 0;
        for (const std::uint32_t i : named_mains()) {
            const double prose = sums.of(i).prose;
            if (prose > most) {
                named = i;
                most = prose;
            }
        }
        return named != 0 && (most > 0.5 * sums.of(best).prose || most > 1200) ? named : best;
    }

    /// The elements that are named as the article's text. Where several of one parent are (each paragraph of the text has
    /// the name), it is the parent.
    [[nodiscard]] std::vector<std::uint32_t> named_mains() const
    {
        std::vector<std::uint32_t> out;
        for (std::uint32_t i = 1; i < m_tree.nodes().size(); ++i) {
            if (!m_meanings[i].main) {
                continue;
            }
            const std::uint32_t parent = node(i).parent;
            const bool brother = !out.empty() && (out.back() == parent || node(out.back()).parent == parent);
            if (brother) {
                out.back() = parent;
            } else {
                out.push_back(i);
            }
        }
        return out;
    }

    /// Why a block within the article's element is no part of the article; empty where it is.
    [[nodiscard]] std::string reason_within(const Block& block) const
    {
        if (!m_title.empty() && utf8::fold(block.text) == m_title) {
            return "title";
        }
        if (is_labelled_link(block)) {
            return "related";
        }
        const bool row = block.text.find('\t') != std::string::npos;
        if (!row && block.in_links * 10 >= block.characters * 9 && block.characters >= 15) {
            return "related";
        }
        return {};
    }

    /// The headline and what stands above it, and between headline and prose the lines of author and date.
    void leave_out_what_precedes(std::size_t begin, std::size_t end)
    {
        std::size_t prose = begin;
        while (prose < end && !(m_reasons[prose].empty() && is_prose(m_blocks[prose]))) {
            ++prose;
        }
        std::size_t headline = end;
        for (std::size_t i = begin; i < prose; ++i) {
            if (node(m_blocks[i].node).tag == GUMBO_TAG_H1) {
                headline = i;
            }
        }
        for (std::size_t i = begin; i < prose; ++i) {
            if (!m_reasons[i].empty()) {
                continue;
            }
            if (headline < end && i <= headline) {
                m_reasons[i] = i == headline ? "title" : "header";
            } else if (is_byline(m_blocks[i].text)) {
                m_reasons[i] = "byline";
            }
        }
    }

    /// A heading that only led to what was left out goes with it.
    void leave_out_related_lists(std::size_t begin, std::size_t end)
    {
        for (std::size_t i = end; i-- > begin;) {
            const GumboTag tag = node(m_blocks[i].node).tag;
            const bool heading = tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
            if (heading && m_reasons[i].empty() && i + 1 < end && m_reasons[i + 1] == "related") {
                m_reasons[i] = "related";
            }
        }
    }

    const HtmlTree& m_tree;
    const std::vector<Block>& m_blocks;
    const Tables& m_tables;
    std::string m_title;
    Reasons m_reasons;
    std::vector<Hints::Meaning> m_meanings; ///< of each node's class and id
};

} // namespace

std::vector<std::string> choose_main_text(const HtmlTree& tree, const std::vector<Block>& blocks, const Tables& tables,
                                          std::string_view title)
{
    return Chooser(tree, blocks, tables, title).run();
}

} // namespace khronika::readers
