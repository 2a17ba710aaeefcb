// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/html_reduce.h"

#include "model/source_map.h"

#include <algorithm>
#include <array>

namespace khronika::readers {

namespace {

bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
}

bool same(std::string_view text, std::string_view lower_case)
{
    return text.size() == lower_case.size() &&
           std::equal(text.begin(), text.end(), lower_case.begin(), [](char a, char b) { return lower(a) == b; });
}

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& list)
{
    return std::ranges::any_of(list, [name](std::string_view entry) { return same(name, entry); });
}

/// Elements whose content is no mark-up and no prose: gone with their end tag.
constexpr std::array<std::string_view, 8> raw_elements{"script", "style", "noscript", "iframe", "noembed", "noframes", "textarea", "xmp"};
/// Elements with mark-up within, gone up to the matching end tag: drawings, and controls that show no prose.
constexpr std::array<std::string_view, 6> drawn_elements{"svg", "math", "canvas", "template", "select", "button"};
constexpr std::array<std::string_view, 14> void_elements{"br",   "img",  "input", "meta",  "link", "hr",    "source",
                                                         "area", "base", "col",   "embed", "wbr",  "param", "track"};
/// Elements that the next of their kind closes, so that a missing end tag makes no depth.
constexpr std::array<std::string_view, 10> self_closing{"p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead"};
/// What is read of any element, and what of those alone that give facts.
constexpr std::array<std::string_view, 9> read_attributes{"class",    "id",     "role",  "itemprop", "lang",
                                                          "datetime", "hidden", "style", "charset"};
constexpr std::array<std::string_view, 6> fact_attributes{"property", "name", "content", "http-equiv", "rel", "href"};

struct Tag {
    std::string_view name;
    std::size_t end = 0; ///< past the >
    std::vector<Span> attributes;
    std::string_view type; ///< the value of a script's type
    bool closed = false;   ///< it ended in />
};

class Reducer {
public:
    explicit Reducer(std::string_view page) : m_page(page) { m_out.text.reserve(page.size() / 2); }

    ReducedHtml run()
    {
        std::size_t i = 0;
        while (i < m_page.size()) {
            const std::size_t mark = m_page.find('<', i);
            if (mark == std::string_view::npos) {
                keep({i, m_page.size()});
                break;
            }
            keep({i, mark});
            i = markup(mark);
        }
        return std::move(m_out);
    }

private:
    void keep(Span span)
    {
        if (span.empty()) {
            return;
        }
        const std::size_t begin = m_out.text.size();
        m_out.text.append(at(m_page, span));
        add_run(m_out.map, {{begin, m_out.text.size()}, span});
    }

    /// Takes or leaves what begins with the < at `mark`; gives where to go on.
    std::size_t markup(std::size_t mark)
    {
        if (m_page.substr(mark, 4) == "<!--") {
            const std::size_t end = m_page.find("-->", mark + 2);
            return end == std::string_view::npos ? m_page.size() : end + 3;
        }
        const bool closing = mark + 1 < m_page.size() && m_page[mark + 1] == '/';
        const std::size_t name = mark + (closing ? 2 : 1);
        if (name >= m_page.size() || !letter(m_page[name])) {
            keep({mark, name});
            return name;
        }
        const Tag tag = read_tag(name);
        if (tag.end > m_page.size()) {
            return m_page.size(); // the page breaks off within the tag
        }
        return closing ? end_tag(mark, tag) : start_tag(mark, tag);
    }

    std::size_t end_tag(std::size_t mark, const Tag& tag)
    {
        if (m_depth > 0 && !among(tag.name, self_closing) && !among(tag.name, void_elements)) {
            --m_depth;
        }
        keep({mark, mark + 2 + tag.name.size()});
        keep({tag.end - 1, tag.end});
        return tag.end;
    }

    std::size_t start_tag(std::size_t mark, const Tag& tag)
    {
        if (among(tag.name, raw_elements)) {
            return raw_element(tag);
        }
        if (among(tag.name, drawn_elements)) {
            return drawn_element(tag);
        }
        keep({mark, mark + 1 + tag.name.size()});
        for (const Span attribute : tag.attributes) {
            if (!space(m_page[attribute.begin])) {
                m_out.text.push_back(' ');
            }
            keep(attribute);
        }
        keep({tag.end - 1, tag.end});
        if (!among(tag.name, void_elements) && !among(tag.name, self_closing)) {
            m_out.deepest = std::max(m_out.deepest, ++m_depth);
        }
        if (same(tag.name, "title")) {
            const std::size_t end = find_end("title", tag.end);
            keep({tag.end, end});
            return end;
        }
        return tag.end;
    }

    std::size_t raw_element(const Tag& tag)
    {
        const std::size_t end = find_end(tag.name, tag.end);
        if (same(tag.name, "script") && tag.type.find("ld+json") != std::string_view::npos) {
            m_out.data.push_back({tag.end, end});
        }
        const std::size_t close = m_page.find('>', end);
        return close == std::string_view::npos ? m_page.size() : close + 1;
    }

    std::size_t drawn_element(const Tag& tag)
    {
        if (tag.closed || std::ranges::find(m_unclosed, lower_name(tag.name)) != m_unclosed.end()) {
            return tag.end;
        }
        std::size_t depth = 1;
        std::size_t i = tag.end;
        while ((i = m_page.find('<', i)) != std::string_view::npos) {
            if (same(m_page.substr(i + 1, tag.name.size()), lower_name(tag.name)) && !letter(peek(i + 1 + tag.name.size()))) {
                ++depth;
            } else if (peek(i + 1) == '/' && same(m_page.substr(i + 2, tag.name.size()), lower_name(tag.name)) && --depth == 0) {
                const std::size_t close = m_page.find('>', i);
                return close == std::string_view::npos ? m_page.size() : close + 1;
            }
            ++i;
        }
        // Never closed: whatever follows is not thrown away with it, nor searched again for the next of its kind.
        m_unclosed.push_back(lower_name(tag.name));
        return tag.end;
    }

    /// Where the end tag of `name` begins at or after `from`; the page's end where there is none.
    [[nodiscard]] std::size_t find_end(std::string_view name, std::size_t from) const
    {
        const std::string wanted = lower_name(name);
        for (std::size_t i = m_page.find("</", from); i != std::string_view::npos; i = m_page.find("</", i + 2)) {
            const char after = peek(i + 2 + name.size());
            if (same(m_page.substr(i + 2, name.size()), wanted) && (space(after) || after == '>' || after == '/' || after == '\0')) {
                return i;
            }
        }
        return m_page.size();
    }

    [[nodiscard]] static std::string lower_name(std::string_view name)
    {
        std::string out(name);
        std::ranges::transform(out, out.begin(), lower);
        return out;
    }

    [[nodiscard]] char peek(std::size_t i) const { return i < m_page.size() ? m_page[i] : '\0'; }

    Tag read_tag(std::size_t name) const
    {
        Tag tag;
        std::size_t i = name;
        while (i < m_page.size() && !space(m_page[i]) && m_page[i] != '>' && m_page[i] != '/') {
            ++i;
        }
        tag.name = m_page.substr(name, i - name);
        while (i < m_page.size() && m_page[i] != '>') {
            if (space(m_page[i]) || m_page[i] == '/') {
                tag.closed = m_page[i] == '/';
                ++i;
                continue;
            }
            tag.closed = false;
            i = read_attribute(i, tag);
        }
        tag.end = i + 1;
        return tag;
    }

    std::size_t read_attribute(std::size_t begin, Tag& tag) const
    {
        std::size_t i = begin + 1;
        while (i < m_page.size() && !space(m_page[i]) && m_page[i] != '>' && m_page[i] != '/' && m_page[i] != '=') {
            ++i;
        }
        const std::string_view name = m_page.substr(begin, i - begin);
        std::size_t value = i;
        while (value < m_page.size() && space(m_page[value])) {
            ++value;
        }
        Span content{i, i};
        if (peek(value) == '=') {
            i = value + 1;
            while (i < m_page.size() && space(m_page[i])) {
                ++i;
            }
            const char quote = peek(i);
            if (quote == '"' || quote == '\'') {
                const std::size_t end = std::min(m_page.find(quote, i + 1), m_page.size());
                content = {i + 1, end};
                i = std::min(end + 1, m_page.size());
            } else {
                const std::size_t first = i;
                while (i < m_page.size() && !space(m_page[i]) && m_page[i] != '>') {
                    ++i;
                }
                content = {first, i};
            }
        }
        const bool fact = (same(tag.name, "meta") || same(tag.name, "link")) && among(name, fact_attributes);
        const bool hides = !same(name, "style") || at(m_page, content).find("none") != std::string_view::npos ||
                           at(m_page, content).find("hidden") != std::string_view::npos;
        if (fact || (hides && among(name, read_attributes))) {
            tag.attributes.push_back({space(m_page[begin - 1]) ? begin - 1 : begin, i});
        }
        if (same(name, "type")) {
            tag.type = at(m_page, content);
        }
        return i;
    }

    std::string_view m_page;
    ReducedHtml m_out;
    std::size_t m_depth = 0;
    std::vector<std::string> m_unclosed;
};

} // namespace

ReducedHtml reduce_html(std::string_view page)
{
    return Reducer(page).run();
}

} // namespace khronika::readers
