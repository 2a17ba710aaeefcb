// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/links.h"

#include "base/error.h"
#include "base/utf8.h"
#include "readers/decode.h"
#include "readers/encoding.h"
#include "readers/html_reduce.h"
#include "readers/html_tree.h"
#include "readers/http_body.h"

#include <algorithm>

namespace khronika::readers {

namespace {

constexpr std::size_t largest_page = 128U << 20U;

class Links {
public:
    void add(std::string_view kind, std::string_view address)
    {
        const std::string_view trimmed = utf8::trim(address);
        const bool control = std::any_of(trimmed.begin(), trimmed.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
        if (!trimmed.empty() && !control && !trimmed.starts_with("data:") && !trimmed.starts_with('#')) {
            m_lines += fmt::format("{} {}\n", kind, trimmed);
        }
    }

    /// The addresses of a srcset: `a.jpg 1x, b.jpg 2x`.
    void add_set(std::string_view set)
    {
        while (!set.empty()) {
            set = utf8::trim(set);
            const std::size_t end = std::min(set.find_first_of(" \t\n\r"), set.size());
            std::string_view address = set.substr(0, end);
            const bool ended = address.ends_with(',');
            while (address.ends_with(',')) {
                address.remove_suffix(1);
            }
            add("image", address);
            set.remove_prefix(end);
            if (!ended) {
                set.remove_prefix(std::min(set.find(','), set.size()));
                set.remove_prefix(set.empty() ? 0 : 1);
            }
        }
    }

    [[nodiscard]] const std::string& lines() const { return m_lines; }

private:
    std::string m_lines;
};

void add_link_element(Links& links, const HtmlNode& node)
{
    const std::string rel = utf8::fold(node.attribute("rel"));
    if (rel.find("stylesheet") != std::string::npos) {
        links.add("style", node.attribute("href"));
    } else if (rel.find("icon") != std::string::npos) {
        links.add("icon", node.attribute("href"));
    }
}

void add_node(Links& links, const HtmlNode& node)
{
    switch (node.tag) {
    case GUMBO_TAG_BASE:
        links.add("base", node.attribute("href"));
        break;
    case GUMBO_TAG_LINK:
        add_link_element(links, node);
        break;
    case GUMBO_TAG_IMG:
        links.add("image", node.attribute("src"));
        links.add_set(node.attribute("srcset"));
        break;
    case GUMBO_TAG_SCRIPT:
        links.add("script", node.attribute("src"));
        break;
    case GUMBO_TAG_SOURCE:
        links.add("media", node.attribute("src"));
        links.add_set(node.attribute("srcset"));
        break;
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
        links.add("media", node.attribute("src"));
        links.add("image", node.attribute("poster"));
        break;
    default:
        break;
    }
}

std::string charset_of(const HttpHead& head, std::string_view page)
{
    const std::string type = head.field("content-type");
    const std::size_t at = type.find("charset=");
    if (at == std::string::npos) {
        return choose_encoding(page);
    }
    std::string name = type.substr(at + 8);
    std::erase(name, '"');
    return canonical_encoding(name.substr(0, name.find(';'))).value_or(choose_encoding(page));
}

} // namespace

void unpack_links(std::string_view answer, std::size_t deepest, Parts& parts)
{
    const auto head = parse_http_head(answer);
    if (!head) {
        fail("the answer is not one of HTTP");
    }
    std::string page;
    BodyDecoder decoder(*head, {}, [&](std::string_view run) {
        if (page.size() + run.size() > largest_page) {
            fail("the page is of more than {} bytes", largest_page);
        }
        page += run;
    });
    if (!decoder.add(answer.substr(head->size)) || !decoder.finish()) {
        fail("{}", decoder.reason());
    }
    PartHead part;
    part.path = "links";
    const std::string type = head->media_type();
    if (!type.empty() && type != "text/html" && type != "application/xhtml+xml") {
        parts.put(std::move(part), {}); // whole, and without resources
        return;
    }
    const Decoded decoded = decode(page, charset_of(*head, page));
    if (reduce_html(decoded.text).deepest > deepest) {
        fail("its elements are nested more than {} deep", deepest);
    }
    const HtmlTree tree(decoded.text);
    Links links;
    for (const HtmlNode& node : tree.nodes()) {
        if (!node.is_text()) {
            add_node(links, node);
        }
    }
    parts.put(std::move(part), links.lines());
}

} // namespace khronika::readers
