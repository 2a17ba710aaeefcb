// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/html.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/blocks.h"
#include "readers/html_reduce.h"
#include "readers/html_tree.h"
#include "readers/main_text.h"
#include "readers/page_facts.h"
#include "readers/written_date.h"

#include <algorithm>

namespace khronika::readers {

namespace {

constexpr std::size_t longest_dateline = 120;

/// The date in a short line just above the main text or at its head.
std::string date_in_lines(const std::vector<Block>& blocks, const std::vector<std::string>& reasons, const Months& months)
{
    constexpr std::size_t lines_above = 10;
    constexpr std::size_t lines_within = 3;
    std::size_t first = 0;
    while (first < blocks.size() && !reasons[first].empty()) {
        ++first;
    }
    const std::size_t end = std::min(blocks.size(), first + lines_within);
    for (std::size_t i = first > lines_above ? first - lines_above : 0; i < end; ++i) {
        const bool other = reasons[i] == "related" || reasons[i] == "navigation" || reasons[i] == "comments";
        if (!other && blocks[i].text.size() <= longest_dateline) {
            if (auto date = find_date(blocks[i].text, months)) {
                return *date;
            }
        }
    }
    return {};
}

void keep(Text& text, Block& block)
{
    const std::size_t begin = text.content.size();
    text.content.append(block.text).push_back('\n');
    for (const SourceMap& run : block.map) {
        add_run(text.map, {{run.text.begin + begin, run.text.end + begin}, run.source});
    }
}

} // namespace

void read_html(Text& text, std::string_view page, std::size_t deepest, const Tables& tables)
{
    const ReducedHtml reduced = reduce_html(page);
    if (reduced.deepest > deepest) {
        fail("its elements are nested {} deep, and {} is the limit: no page that is read by people needs as much", reduced.deepest,
             deepest);
    }
    const HtmlTree tree(reduced.text);
    PageFacts facts;
    std::vector<std::string_view> data;
    for (const Span span : reduced.data) {
        data.push_back(at(page, span));
    }
    add_json_ld(facts, data, tables.months);
    add_markup_facts(facts, tree, tables.months);

    std::vector<Block> blocks = find_blocks(tree, reduced.text);
    std::vector<std::string> reasons = choose_main_text(tree, blocks, tables, facts.title.value);
    if (facts.published.value.empty()) {
        facts.published = {date_in_address(facts.url.value).value_or(""), "url"};
    }
    if (facts.published.value.empty()) {
        facts.published = {date_in_lines(blocks, reasons, tables.months), "text"};
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (reasons[i].empty()) {
            keep(text, blocks[i]);
        } else {
            text.dropped.push_back({std::move(reasons[i]), std::move(blocks[i].text)});
        }
    }
    text.map = compose(text.map, reduced.map, reduced.text);
    text.title = std::move(facts.title);
    text.outlet = std::move(facts.outlet);
    text.language = std::move(facts.language);
    text.published = std::move(facts.published);
    text.url = std::move(facts.url);
}

} // namespace khronika::readers
