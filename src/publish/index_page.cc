// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/cell_words.h"
#include "publish/chart.h"
#include "publish/html.h"
#include "publish/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace khronika::publish {

namespace {

std::string summary(const View& view)
{
    std::set<std::string_view> outlets;
    std::set<std::string_view> origins;
    std::size_t conflicts = 0;
    for (const Claim& claim : view.claims()) {
        outlets.insert(view.item(claim.item).known.outlet);
    }
    for (const Figure& figure : view.figures()) {
        origins.insert(figure.origins.begin(), figure.origins.end());
        conflicts += figure.conflicts.size();
    }
    return fmt::format(
        "<p class=\"lead\">{} and {} from {}, published by {}. Behind the figures stand {}; {}. Rival counts "
        "stand side by side: nothing is averaged, and only what texts, places or days show to be different acts is added up.</p>\n",
        counted(view.figures().size(), "figure", "figures"), counted(view.claims().size(), "claim", "claims"),
        counted(view.input().items.size(), "item", "items"), counted(outlets.size(), "outlet", "outlets"),
        counted(origins.size(), "origin", "origins"),
        conflicts == 0 ? std::string("no two counts contradict each other")
                       : counted(conflicts, "pair of counts", "pairs of counts") + " cannot both hold");
}

std::string reading_help()
{
    return "<details>\n<summary>How to read this report</summary>\n<dl class=\"facts\">\n"
           "<dt>Figure</dt><dd>A count for one act, in one place and period. Follow it to its quotes, and from a quote to the text and "
           "its hash.</dd>\n"
           "<dt>Origin</dt><dd>Who said it first. Ten outlets that quote one press service have one origin, and count once.</dd>\n"
           "<dt>Ordered, done, planned</dt><dd>Never mixed: an expulsion that a court ordered is not one that was carried out.</dd>\n"
           "<dt>Defensible minimum</dt><dd>The highest number that at least one origin implies. Where two independent origins imply "
           "one, that number is given too.</dd>\n</dl>\n</details>\n";
}

std::string figure_row(const View& view, const Figure& figure)
{
    std::string out =
        "<li>\n<div>\n<p class=\"count\"><a href=\"" + View::figure_page(figure) + "\">" + escaped(view.count(figure)) + "</a></p>\n";
    out += "<p>" + escaped(origin_words(figure)) + "</p>\n<p class=\"small soft\">" + counted(outlets_of(figure), "outlet", "outlets") +
           " · " + counted(figure.rivals.size(), "count", "rival counts") + " · " + escaped(modality_words(figure.modality));
    if (figure.corroborated.min) {
        out += " · at least " + grouped(*figure.corroborated.min) + " by two independent origins";
    }
    out += "</p>\n";
    for (const std::string& note : figure.notes) {
        if (const std::size_t colon = note.find(':'); note.substr(0, colon).find(" = ") != std::string::npos) {
            out += "<p>" + escaped(note.substr(0, colon)) + ", as one text states it</p>\n";
        }
    }
    out += "</div>\n" + line_chart(figure);
    for (const std::string& conflict : figure.conflicts) {
        out += "<p class=\"conflict\">Conflict: " + escaped(conflict) + "</p>\n";
    }
    return out + "</li>\n";
}

std::size_t support(const Figure& figure)
{
    std::size_t claims = 0;
    for (const RivalCount& rival : figure.rivals) {
        claims += rival.claims.size();
    }
    return claims;
}

/// An event and its figures.
using Section = std::pair<const Event*, std::vector<const Figure*>>;

// The best supported first, of events and of the figures in each; else in the order of the join.
std::vector<Section> sections_of(const View& view)
{
    std::vector<Section> sections;
    for (const Event& event : view.events()) {
        auto figures = view.figures_of(event);
        if (!figures.empty()) {
            std::stable_sort(figures.begin(), figures.end(), [](const Figure* a, const Figure* b) { return support(*a) > support(*b); });
            sections.emplace_back(&event, std::move(figures));
        }
    }
    const auto claims = [](const Section& section) {
        return std::accumulate(section.second.begin(), section.second.end(), std::size_t{0},
                               [](std::size_t sum, const Figure* figure) { return sum + support(*figure); });
    };
    std::stable_sort(sections.begin(), sections.end(), [&](const Section& a, const Section& b) { return claims(a) > claims(b); });
    return sections;
}

std::string steps_list(const View& view, const std::vector<Step>& steps)
{
    std::string out = "<ol>\n";
    for (const Step& step : steps) {
        out += "<li>" + escaped(step.words);
        for (const std::string& claim : step.claims) {
            if (const Figure* figure = view.figure_of(claim)) {
                out += " <a href=\"" + View::figure_page(*figure) + "#c-" + escaped(claim) + "\">claim</a>";
            }
        }
        out += "</li>\n";
    }
    return out + "</ol>\n";
}

// What follows from the figures of an event together, each step with the way back to its claims.
std::string cells_of(const View& view, const Event& event)
{
    std::string out;
    for (const Cell& cell : event.cells) {
        if (!tells_more(cell)) {
            continue;
        }
        out += "<details>\n<summary>" + escaped(cell_words(cell)) + "</summary>\n";
        if (!cell.why_at_least.empty()) {
            out += "<p>Why at least:</p>\n" + steps_list(view, cell.why_at_least);
        }
        if (!cell.why_two.empty()) {
            out += "<p>By two independent origins:</p>\n" + steps_list(view, cell.why_two);
        }
        if (!cell.why_at_most.empty()) {
            out += "<p>Why at most:</p>\n" + steps_list(view, cell.why_at_most);
        }
        out += "</details>\n";
        for (const ConflictSet& conflict : cell.conflicts) {
            out += "<div class=\"conflict\"><p>Conflict: " + escaped(conflict.words) + "</p>\n" + steps_list(view, conflict.steps) +
                   "</div>\n";
        }
    }
    return out;
}

std::string event_section(const View& view, const Event& event, const std::vector<const Figure*>& figures)
{
    std::string out = "<section class=\"event\" id=\"" + escaped(event.id) + "\">\n<h2>" + escaped(view.heading(event)) + "</h2>\n";
    out += "<p class=\"soft\">" + escaped(view.when(event)) + " · " + counted(event.claims.size(), "claim", "claims") +
           "</p>\n<ul class=\"figures\">\n";
    for (const Figure* figure : figures) {
        out += figure_row(view, *figure);
    }
    return out + "</ul>\n" + cells_of(view, event) + "</section>\n";
}

std::string uncounted_rows(const View& view)
{
    std::string rows;
    for (const Event& event : view.events()) {
        if (!view.figures_of(event).empty()) {
            continue;
        }
        const Claim& first = view.claim(event.claims.front());
        rows += "<tr><th scope=\"row\">" + escaped(view.act(event.act)) + "</th><td>" +
                escaped(event.place.empty() ? "not named" : event.place) + "</td><td>" + escaped(view.when(event)) + "</td><td><a href=\"" +
                View::item_page(first.item) + "#c-" + escaped(first.id) + "\">" + counted(event.claims.size(), "claim", "claims") +
                "</a></td></tr>\n";
    }
    return rows;
}

} // namespace

std::string index_page(const View& view)
{
    std::string body = "<h1>" + escaped(view.input().title) + "</h1>\n" + summary(view) + reading_help();
    body += "<p class=\"soft\">The events that most reports count come first.</p>\n";
    for (const auto& [event, figures] : sections_of(view)) {
        body += event_section(view, *event, figures);
    }
    if (const std::string rows = uncounted_rows(view); !rows.empty()) {
        body +=
            "<section class=\"event\">\n<h2>Reported without a number</h2>\n<div class=\"scroll\"><table>\n<caption>Acts that the texts "
            "report and nobody counts; each leads to the first claim.</caption>\n<thead><tr><th scope=\"col\">Act</th><th "
            "scope=\"col\">Place</th><th scope=\"col\">When</th><th scope=\"col\">Claims</th></tr></thead>\n<tbody>\n" +
            rows + "</tbody>\n</table></div>\n</section>\n";
    }
    body += "<section class=\"event\">\n<h2>The data</h2>\n<p><a href=\"figures.csv\">figures.csv</a>, <a "
            "href=\"figures.json\">figures.json</a>, "
            "<a href=\"events.json\">events.json</a>, <a href=\"claims.jsonl\">claims.jsonl</a>, <a href=\"items.json\">items.json</a>, "
            "<a href=\"report.json\">report.json</a>. Every file of this report stands with its hash in <a "
            "href=\"manifest.sha256\">manifest.sha256</a>.</p>\n</section>\n";
    return to_html({view.input().title, body, "", "figures", view.input().title, view.footer("")});
}

} // namespace khronika::publish
