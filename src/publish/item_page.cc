// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "model/boxes.h"
#include "publish/html.h"
#include "publish/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace khronika::publish {

namespace {

std::string fact(std::string_view name, const std::string& value)
{
    return value.empty() ? std::string() : "<dt>" + std::string(name) + "</dt><dd>" + value + "</dd>\n";
}

std::string whence(const std::string& from)
{
    return from == "stated" ? "stated when collected" : from == "detected" ? "detected in the text" : "from the page: " + from;
}

std::string from_where(const Found& found, const std::string& known)
{
    const std::string& value = known.empty() ? found.value : known;
    if (value.empty() || found.value != value || found.from.empty()) {
        return escaped(value);
    }
    return escaped(value) + " <span class=\"soft small\">(" + escaped(whence(found.from)) + ")</span>";
}

std::string facts(const View& view, const ReportItem& item)
{
    const Text text = item.text.value_or(Text{});
    std::string out = "<dl class=\"facts\">\n" + fact("Outlet", from_where(text.outlet, item.known.outlet)) +
                      fact("Published", from_where(text.published, item.known.published)) +
                      fact("Language", from_where(text.language, item.known.language)) +
                      fact("Address", from_where(text.url, item.known.url)) +
                      fact("SHA-256", "<code>" + escaped(item.item.sha256) + "</code>") +
                      fact("Size", grouped(static_cast<std::int64_t>(item.item.size)) + " bytes, " + escaped(item.item.media_type));
    for (const Collection& collection : item.item.collections) {
        out += fact("Collected", escaped(collection.at) + " by " + escaped(collection.by.empty() ? "a person not named" : collection.by) +
                                     (collection.from.empty() ? "" : " from <code>" + escaped(collection.from) + "</code>"));
    }
    out += fact("Read by", escaped(text.reader) + (text.encoding.empty() ? "" : ", from " + escaped(text.encoding)));
    if (view.input().with_items) {
        out += fact("Bytes", "<code>" + View::evidence_path(item.item.sha256) + "</code>");
        out += fact("Text", "<code>texts/" + escaped(item.item.sha256) + ".txt</code>");
    }
    return out + "</dl>\n";
}

/// Writes a text with its claims marked: a mark runs as far as any claim covers, and anchors stand where claims begin.
class Marked {
public:
    Marked(const View& view, std::string_view text, const std::vector<const Claim*>& claims) : m_view(view), m_text(text)
    {
        std::set<std::size_t> cuts{0, text.size()};
        for (const Claim* claim : claims) {
            const std::size_t begin = utf8::boundary(text, std::min(claim->span.begin, text.size()));
            const std::size_t end = utf8::boundary(text, std::min(claim->span.end, text.size()));
            m_begins[begin].push_back(claim);
            // A claim without words in the text gets an anchor and no mark.
            m_ends[std::max(begin, end)].push_back(claim);
            m_empty += begin >= end ? 1 : 0;
            cuts.insert(begin);
            cuts.insert(end);
        }
        for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
            cuts.insert(at);
            cuts.insert(at + 1);
        }
        m_cuts.assign(cuts.begin(), cuts.end());
    }

    [[nodiscard]] std::string html()
    {
        for (std::size_t i = 0; i < m_cuts.size(); ++i) {
            if (m_empty == 0) {
                close_claims(m_cuts[i]);
                open_claims(m_cuts[i]);
            } else {
                open_claims(m_cuts[i]);
                close_claims(m_cuts[i]);
            }
            if (i + 1 < m_cuts.size()) {
                piece(m_text.substr(m_cuts[i], m_cuts[i + 1] - m_cuts[i]));
            }
        }
        end_paragraph();
        return m_out;
    }

private:
    void close_claims(std::size_t at)
    {
        const auto ends = m_ends.find(at);
        if (ends == m_ends.end()) {
            return;
        }
        std::set<std::string> references;
        for (const Claim* claim : ends->second) {
            --m_open;
            if (const Figure* figure = m_view.figure_of(claim->id)) {
                references.insert("<a class=\"ref\" href=\"../" + View::figure_page(*figure) + "\">[" + escaped(m_view.count(*figure)) +
                                  "]</a>");
            }
        }
        for (const std::string& reference : references) {
            m_paragraph += reference;
        }
    }

    void open_claims(std::size_t at)
    {
        const auto begins = m_begins.find(at);
        if (begins == m_begins.end()) {
            return;
        }
        for (const Claim* claim : begins->second) {
            ++m_open;
            m_anchors += "<span id=\"c-" + escaped(claim->id) + "\"></span>";
        }
    }

    void piece(std::string_view words)
    {
        if (words == "\n") {
            end_paragraph();
            return;
        }
        if (m_open > 0 || !m_anchors.empty()) {
            m_paragraph += "<mark>" + m_anchors + escaped(words) + "</mark>";
            m_anchors.clear();
        } else {
            m_paragraph += escaped(words);
        }
    }

    void end_paragraph()
    {
        if (m_paragraph.find_first_not_of(" \t\r") != std::string::npos) {
            m_out += "<p>" + m_paragraph + "</p>\n";
        }
        m_paragraph.clear();
    }

    const View& m_view;
    std::string_view m_text;
    std::map<std::size_t, std::vector<const Claim*>> m_begins;
    std::map<std::size_t, std::vector<const Claim*>> m_ends;
    std::vector<std::size_t> m_cuts;
    std::size_t m_open = 0;
    std::size_t m_empty = 0;
    std::string m_anchors;
    std::string m_paragraph;
    std::string m_out;
};

std::string claims_table(const View& view, const Text& text, const std::vector<const Claim*>& claims)
{
    std::string out = "<div class=\"scroll\"><table>\n<caption>What the text claims, in its order</caption>\n<thead><tr><th "
                      "scope=\"col\">Act</th><th scope=\"col\">Count</th><th scope=\"col\">Who says so</th><th "
                      "scope=\"col\">Figure</th></tr></thead>\n<tbody>\n";
    for (const Claim* claim : claims) {
        const Figure* figure = view.figure_of(claim->id);
        const std::string place = place_of(text, claim->span); // of a PDF the page, of a table the cells
        std::string chain;
        for (const std::string& link : claim->attribution) {
            chain += (chain.empty() ? "" : " → ") + escaped(link);
        }
        out += "<tr><th scope=\"row\"><a href=\"#c-" + escaped(claim->id) + "\">" + escaped(view.act(claim->act)) + "</a>" +
               (place.empty() ? "" : ", " + escaped(place)) + "</th><td class=\"number\">" + escaped(View::count(*claim)) + "</td><td>" +
               (chain.empty() ? "the outlet itself" : chain) + "</td><td>" +
               (figure == nullptr ? std::string("no count")
                                  : "<a href=\"../" + View::figure_page(*figure) + "\">" + escaped(view.count(*figure)) + "</a>") +
               "</td></tr>\n";
    }
    return out + "</tbody>\n</table></div>\n";
}

std::string dropped_blocks(const Text& text)
{
    if (text.dropped.empty()) {
        return {};
    }
    std::string rows;
    for (const Dropped& block : text.dropped) {
        rows += "<tr><th scope=\"row\">" + escaped(block.reason) + "</th><td class=\"dropped\">" + escaped(block.content) + "</td></tr>\n";
    }
    return "<h2>Left out of the text</h2>\n<details>\n<summary>" + counted(text.dropped.size(), "block", "blocks") +
           " of the page that are no part of the article</summary>\n<div class=\"scroll\"><table>\n<caption>Each with the reason for which "
           "it "
           "was left out</caption>\n<thead><tr><th scope=\"col\">Reason</th><th scope=\"col\">Content</th></tr></thead>\n<tbody>\n" +
           rows + "</tbody>\n</table></div>\n</details>\n";
}

std::string title_of(const ReportItem& item)
{
    if (!item.known.title.empty()) {
        return item.known.title;
    }
    return item.text && !item.text->title.value.empty() ? item.text->title.value : "Item " + item.item.sha256.substr(0, 12);
}

} // namespace

std::string item_page(const View& view, const ReportItem& item)
{
    const auto claims = view.claims_of(item.item.sha256);
    const std::string title = title_of(item);
    const std::string language = lang_attribute(item.known.language);
    std::string body = "<h1" + language + ">" + escaped(title) + "</h1>\n" + facts(view, item);
    if (!item.text) {
        body += "<p>No text could be read from this item.</p>\n";
    } else if (view.input().with_items) {
        body += "<h2>Text</h2>\n<p class=\"soft small\">As the program read it. Claims are marked; a number in brackets leads to its "
                "figure.</p>\n"
                "<div class=\"article\"" +
                language + ">\n" + Marked(view, item.text->content, claims).html() + "</div>\n";
    } else {
        body += "<h2>Quotes</h2>\n<p>This report was made without the items' texts; only the quotes are shown.</p>\n";
        for (const Claim* claim : claims) {
            body += "<blockquote class=\"quote\" id=\"c-" + escaped(claim->id) + "\"" + language + "><p>" + escaped(claim->quote) +
                    "</p></blockquote>\n";
        }
    }
    if (!claims.empty()) {
        body += "<h2>Claims</h2>\n" + claims_table(view, item.text.value_or(Text{}), claims);
    }
    if (item.text && view.input().with_items) {
        body += dropped_blocks(*item.text);
    }
    return to_html({title, body, "../", "", view.input().title, view.footer("../")});
}

std::string items_page(const View& view)
{
    std::string body =
        "<h1>Items</h1>\n<p>Every item that this report rests on, in the order in which they were collected. An item is named by "
        "the SHA-256 of its bytes and never changes.</p>\n<ul class=\"items\">\n";
    for (const ReportItem& item : view.input().items) {
        body += "<li><a" + lang_attribute(item.known.language) + " href=\"" + View::item_page(item.item.sha256) + "\">" +
                escaped(title_of(item)) + "</a>\n<p class=\"small soft\">" +
                escaped(item.known.outlet.empty() ? "outlet not known" : item.known.outlet) + " · " +
                escaped(item.known.published.empty() ? "date not known" : day_words(item.known.published)) + " · " +
                counted(view.claims_of(item.item.sha256).size(), "claim", "claims") + "</p>\n<p class=\"small\"><code>" +
                escaped(item.item.sha256) + "</code></p></li>\n";
    }
    body += "</ul>\n";
    return to_html({"Items: " + view.input().title, body, "", "items", view.input().title, view.footer("")});
}

} // namespace khronika::publish
