// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/chart.h"
#include "publish/html.h"
#include "publish/pages.h"

#include <fmt/format.h>

#include <algorithm>

namespace khronika::publish {

namespace {

std::string bound(std::string_view name, const std::string& number, std::string_view why)
{
    return "<li><span class=\"term\">" + std::string(name) + "</span> <strong>" + escaped(number) + "</strong> <span class=\"why\">" +
           std::string(why) + "</span></li>\n";
}

std::string number_or(const CountBounds& bounds, const Figure& figure, const std::string& otherwise)
{
    return bounds.min || bounds.max ? count_words(bounds, figure.unit, figure.per) : otherwise;
}

std::string bounds_list(const Figure& figure)
{
    if (suppressed(figure)) {
        return "<p class=\"conflict\">" + escaped(suppression_note) + ".</p>\n";
    }
    const bool lone = figure.origins.size() < 2;
    return "<ul class=\"bounds\">\n" + bound("Claimed", count_words(figure), "All that any origin says.") +
           bound("Defensible", number_or(figure.defensible, figure, "no number"),
                 figure.conflicts.empty() ? "What at least one origin implies."
                                          : "What at least one origin implies, though another contradicts it.") +
           bound("Corroborated", number_or(figure.corroborated, figure, lone ? "not corroborated" : "no number"),
                 lone ? "There is one origin, however many outlets carry it." : "What at least two independent origins imply.") +
           "</ul>\n";
}

std::string rivals_table(const View& view, const Figure& figure)
{
    std::string out =
        "<div class=\"scroll\"><table>\n<caption>Rival counts by origin. An origin counts once, however many outlets carry "
        "it.</caption>\n<thead><tr><th scope=\"col\">Origin</th><th scope=\"col\">Count</th><th scope=\"col\">Carried by</th><th "
        "scope=\"col\">Claims</th></tr></thead>\n<tbody>\n";
    for (const RivalCount& rival : figure.rivals) {
        std::string outlets;
        for (const std::string& outlet : rival.outlets) {
            outlets += (outlets.empty() ? "" : ", ") + escaped(outlet);
        }
        const std::string count =
            suppressed(figure) ? view.count(figure) : in_words(rival.bounds) + (rival.approximate ? " (approximate)" : "");
        out += "<tr><th scope=\"row\">" + escaped(rival.origin) + "</th><td class=\"number\">" + escaped(count) + "</td><td>" + outlets +
               "</td><td>" + std::to_string(rival.claims.size()) + "</td></tr>\n";
    }
    return out + "</tbody>\n</table></div>\n";
}

std::string quote(const View& view, const Claim& claim)
{
    const ReportItem& item = view.item(claim.item);
    std::string chain;
    for (const std::string& link : view.chain(claim)) {
        chain += (chain.empty() ? "" : " → ") + escaped(link);
    }
    std::string out = "<article class=\"quote\" id=\"c-" + escaped(claim.id) + "\">\n<blockquote" + lang_attribute(item.known.language) +
                      "><p>" + escaped(claim.quote) + "</p></blockquote>\n";
    out += "<p class=\"chain\">" + chain + "</p>\n<p class=\"small soft\">" + escaped(View::count(claim)) + " · published " +
           escaped(item.known.published.empty() ? "on an unknown day" : day_words(item.known.published)) + " · <a href=\"../" +
           View::item_page(claim.item) + "#c-" + escaped(claim.id) + "\">in its text</a> · bytes " +
           fmt::format("{} to {}", claim.span.begin, claim.span.end) + " · claim <code>" + escaped(claim.id) + "</code></p>\n";
    return out + "<p class=\"small soft\">Joined because: " + escaped(view.reason(claim.id)) + ".</p>\n</article>\n";
}

std::vector<const Claim*> claims_of(const View& view, const Figure& figure)
{
    std::vector<const Claim*> claims;
    for (const RivalCount& rival : figure.rivals) {
        for (const std::string& id : rival.claims) {
            claims.push_back(&view.claim(id));
        }
    }
    return claims;
}

std::vector<std::string> unknowns(const View& view, const Figure& figure)
{
    std::vector<std::string> out;
    if (figure.modality == Modality::ordered) {
        out.emplace_back("How many of these orders were carried out: no claim here says it, and orders are never counted as deeds.");
    } else if (figure.modality == Modality::planned) {
        out.emplace_back("Whether it happened: the claims speak of a plan.");
    } else if (figure.modality == Modality::alleged) {
        out.emplace_back("Whether it happened: the texts themselves hedge.");
    }
    if (figure.origins.size() < 2) {
        out.emplace_back("Whether it is so: one origin alone stands behind this figure, and no second one confirms or denies it.");
    }
    if (!figure.period) {
        out.emplace_back("When: no claim states a date; only the days of publication are known.");
    }
    if (figure.place.empty()) {
        out.emplace_back("Where: no claim names a place.");
    }
    if (!figure.claimed.max && !suppressed(figure)) {
        out.emplace_back("How many at most: no origin sets an upper end that the others accept.");
    }
    const auto claims = claims_of(view, figure);
    if (std::none_of(claims.begin(), claims.end(), [](const Claim* claim) { return claim->actors.has_value(); })) {
        out.emplace_back("Who did it: no claim says it in its own clause.");
    }
    if (figure.origins.size() > 1) {
        out.emplace_back("Whether the origins know it independently: none is seen to repeat another, which does not prove it.");
    }
    if (figure.unit == Unit::person) {
        out.emplace_back("Who they are: persons were not matched, so these people may be counted under other acts as well.");
    }
    return out;
}

std::string list(const std::vector<std::string>& entries)
{
    std::string out = "<ul>\n";
    for (const std::string& entry : entries) {
        out += "<li>" + escaped(entry) + "</li>\n";
    }
    return out + "</ul>\n";
}

// Who has it from whom, as far as it concerns the claims of one figure.
std::string lineage(const View& view, const Figure& figure)
{
    std::string rows;
    const auto claims = claims_of(view, figure);
    for (const LineageEdge& edge : view.event(figure.event).lineage) {
        const bool here = std::any_of(claims.begin(), claims.end(), [&](const Claim* claim) { return claim->id == edge.to; });
        if (here && edge.kind != "says" && edge.kind != "passes_on") {
            rows += "<li><a href=\"#c-" + escaped(edge.to) + "\">claim</a> depends on <a href=\"#c-" + escaped(edge.from) +
                    "\">claim</a>: " + escaped(edge.reason) + "</li>\n";
        }
    }
    return rows.empty() ? rows : "<h2>Who has it from whom</h2>\n<ul>\n" + rows + "</ul>\n";
}

std::string siblings(const View& view, const Figure& figure)
{
    std::string rows;
    for (const Figure* other : view.figures_of(view.event(figure.event))) {
        if (other->id != figure.id) {
            rows += "<li><a href=\"" + escaped(other->id) + ".html\">" + escaped(view.count(*other)) + "</a>, " +
                    escaped(origin_words(*other)) + "</li>\n";
        }
    }
    return rows.empty()
               ? rows
               : "<h2>Other figures of this event</h2>\n<p>Each counts something else of it, or what cannot be shown to be the same. "
                 "They are not added to this one.</p>\n<ul>\n" +
                     rows + "</ul>\n";
}

} // namespace

std::string figure_page(const View& view, const Figure& figure)
{
    std::string body = "<h1>" + escaped(view.heading(figure)) + "</h1>\n<p class=\"headline\">" + escaped(view.count(figure)) + "</p>\n";
    body += "<p class=\"lead\">" + escaped(origin_words(figure)) + " · " + counted(outlets_of(figure), "outlet", "outlets") + " · " +
            escaped(modality_words(figure.modality)) + "</p>\n";
    for (const std::string& conflict : figure.conflicts) {
        body += "<p class=\"conflict\">Conflict: " + escaped(conflict) + "</p>\n";
    }
    body += bounds_list(figure) + "<h2>Rival counts</h2>\n" + rivals_chart(figure) + rivals_table(view, figure);
    body += "<h2>The quotes</h2>\n<p>Word for word from the texts. The chain names who said it first, each who passed it on, and the "
            "outlet.</p>\n";
    for (const Claim* claim : claims_of(view, figure)) {
        body += quote(view, *claim);
    }
    body += "<h2>What is not known</h2>\n" + list(unknowns(view, figure)) + lineage(view, figure) + siblings(view, figure);
    body += "<h2>Method</h2>\n<p>Claims are of one figure where act, place, period, unit and kind (ordered, done, planned, denied) agree "
            "and their "
            "counts are one number or rivals for it; two counts that one text states apart never are. Rules: <code>" +
            escaped(figure.method) + "</code>.</p>\n";
    if (!figure.notes.empty() && !suppressed(figure)) {
        body += list(figure.notes);
    }
    body +=
        "<p class=\"small soft\">Figure <code>" + escaped(figure.id) + "</code> of event <code>" + escaped(figure.event) + "</code></p>\n";
    return to_html({view.count(figure) + ": " + view.heading(figure), body, "../", "", view.input().title, view.footer("../")});
}

} // namespace khronika::publish
