// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/page_facts.h"

#include "base/utf8.h"
#include "readers/block_text.h"
#include "readers/written_date.h"

#include <algorithm>
#include <array>

namespace khronika::readers {

namespace {

enum class Fact { title, outlet, language, published, url };

struct MetaName {
    std::string_view name;
    Fact fact;
    const char* from;
};

/// In order of trust: the first in the list that the page has wins.
constexpr std::array<MetaName, 26> meta_names{{{"og:title", Fact::title, "opengraph"},
                                               {"twitter:title", Fact::title, "meta"},
                                               {"dc.title", Fact::title, "meta"},
                                               {"og:site_name", Fact::outlet, "opengraph"},
                                               {"application-name", Fact::outlet, "meta"},
                                               {"dc.publisher", Fact::outlet, "meta"},
                                               {"og:locale", Fact::language, "opengraph"},
                                               {"content-language", Fact::language, "meta"},
                                               {"dc.language", Fact::language, "meta"},
                                               {"article:published_time", Fact::published, "opengraph"},
                                               {"og:published_time", Fact::published, "opengraph"},
                                               {"article:published", Fact::published, "opengraph"},
                                               {"datepublished", Fact::published, "meta"},
                                               {"dcterms.created", Fact::published, "meta"},
                                               {"dc.date.issued", Fact::published, "meta"},
                                               {"dc.date", Fact::published, "meta"},
                                               {"pubdate", Fact::published, "meta"},
                                               {"publishdate", Fact::published, "meta"},
                                               {"publish-date", Fact::published, "meta"},
                                               {"publication_date", Fact::published, "meta"},
                                               {"parsely-pub-date", Fact::published, "meta"},
                                               {"sailthru.date", Fact::published, "meta"},
                                               {"cxenseparse:recs:publishtime", Fact::published, "meta"},
                                               {"mediator_published_time", Fact::published, "meta"},
                                               {"date", Fact::published, "meta"},
                                               {"og:url", Fact::url, "opengraph"}}};

Found& place_of(PageFacts& facts, Fact fact)
{
    switch (fact) {
    case Fact::title:
        return facts.title;
    case Fact::outlet:
        return facts.outlet;
    case Fact::language:
        return facts.language;
    case Fact::published:
        return facts.published;
    default:
        return facts.url;
    }
}

std::string value_for(Fact fact, std::string_view content, const Months& months)
{
    switch (fact) {
    case Fact::language:
        return language_of_tag(content);
    case Fact::published:
        return find_date(content, months).value_or("");
    case Fact::url:
        return content.starts_with("http") ? std::string(content) : std::string{};
    default:
        return words_of(content);
    }
}

void put(Found& found, std::string value, const char* from)
{
    if (found.value.empty() && !value.empty()) {
        found = {std::move(value), from};
    }
}

void add_meta(PageFacts& facts, const HtmlTree& tree, const Months& months)
{
    std::array<std::string_view, meta_names.size()> contents{};
    for (const HtmlNode& node : tree.nodes()) {
        if (node.tag != GUMBO_TAG_META) {
            continue;
        }
        for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
            const std::string name = utf8::fold(node.attribute(key));
            const auto* found = std::ranges::find(meta_names, name, &MetaName::name);
            if (!name.empty() && found != meta_names.end()) {
                std::string_view& content = contents[static_cast<std::size_t>(found - meta_names.begin())];
                content = content.empty() ? node.attribute("content") : content;
            }
        }
    }
    for (std::size_t i = 0; i < meta_names.size(); ++i) {
        if (!contents[i].empty()) {
            put(place_of(facts, meta_names[i].fact), value_for(meta_names[i].fact, contents[i], months), meta_names[i].from);
        }
    }
}

std::string text_below(const std::vector<HtmlNode>& nodes, std::size_t i)
{
    std::string out;
    for (std::size_t inner = i + 1; inner < nodes[i].end; ++inner) {
        out.append(nodes[inner].is_text() ? nodes[inner].text : " ");
    }
    return words_of(out);
}

/// True where an element stands in what is not the article: other stories' dates are no date of this one.
bool beside_article(const std::vector<HtmlNode>& nodes, std::size_t i)
{
    for (; i != 0; i = nodes[i].parent) {
        const GumboTag tag = nodes[i].tag;
        if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_LI) {
            return true;
        }
    }
    return false;
}

void add_elements(PageFacts& facts, const HtmlTree& tree, const Months& months)
{
    const std::vector<HtmlNode>& nodes = tree.nodes();
    std::string headline;
    std::string title;
    int headlines = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const HtmlNode& node = nodes[i];
        switch (node.tag) {
        case GUMBO_TAG_HTML:
            put(facts.language, language_of_tag(node.attribute("lang")), "meta");
            break;
        case GUMBO_TAG_LINK:
            if (node.attribute("rel") == "canonical") {
                put(facts.url, value_for(Fact::url, node.attribute("href"), months), "meta");
            }
            break;
        case GUMBO_TAG_H1:
            headline = ++headlines == 1 ? text_below(nodes, i) : headline;
            break;
        case GUMBO_TAG_TITLE:
            title = title.empty() ? text_below(nodes, i) : title;
            break;
        case GUMBO_TAG_TIME:
            if (!beside_article(nodes, i)) {
                const std::string_view machine = node.attribute("datetime");
                put(facts.published, find_date(machine.empty() ? text_below(nodes, i) : machine, months).value_or(""), "time");
            }
            break;
        default:
            break;
        }
    }
    put(facts.title, headlines == 1 ? headline : std::string{}, "text");
    put(facts.title, title.empty() ? headline : title, title.empty() ? "text" : "meta");
}

/// Takes " | Outlet" and the like off the end of a title.
void trim_outlet(std::string& title, std::string_view outlet)
{
    if (outlet.empty() || !title.ends_with(outlet)) {
        return;
    }
    std::string_view rest = utf8::trim(std::string_view(title).substr(0, title.size() - outlet.size()));
    for (const std::string_view mark : {"|", "-", "–", "—", ":", "·", "•"}) {
        if (rest.size() > mark.size() && rest.ends_with(mark)) {
            title = std::string(utf8::trim(rest.substr(0, rest.size() - mark.size())));
            return;
        }
    }
}

} // namespace

std::string language_of_tag(std::string_view tag)
{
    const std::string_view first = utf8::trim(tag.substr(0, tag.find_first_of("-_,; ")));
    const bool letters = std::ranges::all_of(first, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    return letters && (first.size() == 2 || first.size() == 3) ? utf8::fold(first) : std::string{};
}

std::string words_of(std::string_view html)
{
    BlockText block(html);
    if (html.find_first_of("<&") == std::string_view::npos) {
        block.add(html, {0, html.size()}, false);
    } else {
        const HtmlTree tree(html.substr(0, 4096));
        for (const HtmlNode& node : tree.nodes()) {
            if (node.is_text()) {
                block.add(node.text, {}, false);
            }
        }
    }
    return std::move(block.m_text);
}

void add_markup_facts(PageFacts& facts, const HtmlTree& tree, const Months& months)
{
    add_meta(facts, tree, months);
    add_elements(facts, tree, months);
    trim_outlet(facts.title.value, facts.outlet.value);
}

} // namespace khronika::readers
