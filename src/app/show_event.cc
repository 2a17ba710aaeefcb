// SPDX-License-Identifier: GPL-3.0-or-later
// One event in full.
#include "app/show_events.h"
#include "model/json.h"
#include "publish/cell_words.h"
#include "publish/csv_cell.h"
#include "publish/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

/// A report of the event: a claim with where and when it was told, and whose it is taken to be.
struct Report {
    const Claim* claim = nullptr;
    const events::ItemInfo* item = nullptr; ///< null where nothing is known of it
    std::string origin;                     ///< empty for a claim without a count
    std::string figure;
    std::string reason;

    [[nodiscard]] std::string published() const { return item == nullptr ? std::string() : item->published; }
    [[nodiscard]] std::string outlet() const { return item == nullptr ? std::string() : item->outlet; }
    [[nodiscard]] std::string count() const
    {
        return claim->count ? publish::count_words(claim->count->bounds, claim->count->unit, claim->count->per) : std::string();
    }
};

// The join keeps the claims of an event in the order in which they were told.
std::vector<Report> reports_of(const JoinedClaims& result, const Event& event)
{
    std::map<std::string_view, const Claim*> claims;
    for (const Claim& claim : result.claims) {
        claims.emplace(claim.id, &claim);
    }
    std::map<std::string_view, const events::ItemInfo*> items;
    for (const events::ItemInfo& item : result.items) {
        items.emplace(item.id, &item);
    }
    std::map<std::string_view, std::pair<std::string_view, std::string_view>> stands;
    for (const Figure& figure : result.joined.figures) {
        if (figure.event != event.id) {
            continue;
        }
        for (const RivalCount& rival : figure.rivals) {
            for (const std::string& claim : rival.claims) {
                stands.emplace(claim, std::pair<std::string_view, std::string_view>(rival.origin, figure.id));
            }
        }
    }
    std::vector<Report> reports;
    for (std::size_t i = 0; i < event.claims.size(); ++i) {
        Report report;
        report.claim = claims.at(event.claims[i]);
        const auto item = items.find(report.claim->item);
        report.item = item == items.end() ? nullptr : item->second;
        if (const auto home = stands.find(report.claim->id); home != stands.end()) {
            report.origin = home->second.first;
            report.figure = home->second.second;
        }
        report.reason = event.reasons[i];
        reports.push_back(std::move(report));
    }
    return reports;
}

std::vector<const Figure*> figures_of(const JoinedClaims& result, const Event& event)
{
    std::vector<const Figure*> figures;
    for (const Figure& figure : result.joined.figures) {
        if (figure.event == event.id) {
            figures.push_back(&figure);
        }
    }
    return figures;
}

/// What one origin says of each figure.
std::map<std::string, std::vector<std::pair<const Figure*, const RivalCount*>>> by_origin(const std::vector<const Figure*>& figures)
{
    std::map<std::string, std::vector<std::pair<const Figure*, const RivalCount*>>> out;
    for (const Figure* figure : figures) {
        for (const RivalCount& rival : figure->rivals) {
            out[rival.origin].emplace_back(figure, &rival);
        }
    }
    return out;
}

std::string timeline_lines(const JoinedClaims& result, const Event& event)
{
    std::string out;
    for (const Report& report : reports_of(result, event)) {
        const std::string day = report.published().empty() ? "undated   " : report.published().substr(0, 10);
        out += fmt::format("    {}  {}{}{}\n", day, report.outlet().empty() ? "an outlet that is not named" : report.outlet(),
                           report.count().empty() ? "" : ": " + report.count(), report.origin.empty() ? "" : "; origin: " + report.origin);
        out += fmt::format("        \"{}\" [{}]\n        {}\n", flat(report.claim->quote), report.claim->id, report.reason);
        if (const auto review = result.reviews.find(report.claim->id); review != result.reviews.end()) {
            out += fmt::format("        review: {}\n", review_words(review->second));
        }
    }
    return out;
}

std::string origin_lines(const std::vector<const Figure*>& figures)
{
    std::string out;
    for (const auto& [origin, said] : by_origin(figures)) {
        out += fmt::format("    {}\n", origin);
        for (const auto& [figure, rival] : said) {
            out += fmt::format("        {}{}, carried by {} in {} [{}]\n", publish::count_words(rival->bounds, figure->unit, figure->per),
                               rival->approximate ? " (approximate)" : "", publish::counted(rival->outlets.size(), "outlet", "outlets"),
                               publish::counted(rival->claims.size(), "claim", "claims"), figure->id);
        }
    }
    for (const Figure* figure : figures) {
        for (const std::string& note : figure->notes) {
            out += fmt::format("    note: {}\n", note);
        }
    }
    return out;
}

std::string bound_words(const CountBounds& bounds, const Figure& figure)
{
    return bounds.min || bounds.max ? publish::count_words(bounds, figure.unit, figure.per) : std::string("no number");
}

std::string bounds_lines(const Event& event, const std::vector<const Figure*>& figures)
{
    std::string out;
    for (const Figure* figure : figures) {
        out += fmt::format("    {}\n        claimed: {}\n        by one origin: {}\n        by two independent origins: {}\n", figure->id,
                           bound_words(figure->claimed, *figure), bound_words(figure->defensible, *figure),
                           bound_words(figure->corroborated, *figure));
    }
    for (const Cell& cell : event.cells) {
        out += fmt::format("    {}\n", publish::cell_words(cell));
        const auto why = [&](const char* what, const std::vector<Step>& steps) {
            return steps.empty() ? std::string() : fmt::format("        {}\n{}", what, steps_lines(steps, "            "));
        };
        out += why("why at least", cell.why_at_least) + why("why by two origins", cell.why_two) + why("why at most", cell.why_at_most);
    }
    return out;
}

std::string conflict_lines(const Event& event, const std::vector<const Figure*>& figures)
{
    std::string out;
    for (const Figure* figure : figures) {
        for (const std::string& conflict : figure->conflicts) {
            out += fmt::format("    {} [{}]\n", conflict, figure->id);
        }
    }
    for (const Cell& cell : event.cells) {
        for (const ConflictSet& conflict : cell.conflicts) {
            out += fmt::format("    {}\n{}", conflict.words, steps_lines(conflict.steps, "        "));
        }
    }
    return out.empty() ? "    none\n" : out;
}

} // namespace

std::string show_event(const JoinedClaims& result, const Event& event)
{
    const std::vector<const Figure*> figures = figures_of(result, event);
    std::string out = fmt::format("{}\n{} ({}), {}, {}\n", event.id, event.act, to_string(event.modality),
                                  event.place.empty() ? "no place named" : event.place, publish::period_words(event.period));
    if (const auto review = result.reviews.find(event.id); review != result.reviews.end()) {
        out += fmt::format("review: {}\n", review_words(review->second));
    }
    out += "\ntimeline\n" + timeline_lines(result, event);
    if (!figures.empty()) {
        out += "\norigins\n" + origin_lines(figures) + "\nbounds\n" + bounds_lines(event, figures) + "\nconflicts\n" +
               conflict_lines(event, figures);
    }
    return out + "\nlineage\n" + show_lineage(event, "table");
}

nlohmann::ordered_json event_json(const JoinedClaims& result, const Event& event)
{
    using nlohmann::ordered_json;
    const std::vector<const Figure*> figures = figures_of(result, event);
    ordered_json out = to_json(event);
    out["figures"] = ordered_json::array();
    for (const Figure* figure : figures) {
        out["figures"].push_back(to_json(*figure));
    }
    out["timeline"] = ordered_json::array();
    for (const Report& report : reports_of(result, event)) {
        ordered_json entry{{"published", report.published()}, {"outlet", report.outlet()}, {"origin", report.origin},
                           {"figure", report.figure},         {"reason", report.reason},   {"claim", to_json(*report.claim)}};
        if (const auto review = result.reviews.find(report.claim->id); review != result.reviews.end()) {
            entry["review"] = to_json(review->second);
            entry["review"]["by"] = review->second.by;
            entry["review"]["at"] = review->second.at;
        }
        out["timeline"].push_back(std::move(entry));
    }
    out["origins"] = ordered_json::array();
    for (const auto& [origin, said] : by_origin(figures)) {
        ordered_json counts = ordered_json::array();
        for (const auto& [figure, rival] : said) {
            counts.push_back({{"figure", figure->id},
                              {"min", rival->bounds.min ? ordered_json(*rival->bounds.min) : ordered_json(nullptr)},
                              {"max", rival->bounds.max ? ordered_json(*rival->bounds.max) : ordered_json(nullptr)},
                              {"claims", rival->claims},
                              {"outlets", rival->outlets}});
        }
        out["origins"].push_back({{"origin", origin}, {"says", std::move(counts)}});
    }
    const auto review = result.reviews.find(event.id);
    out["review"] = review == result.reviews.end() ? ordered_json(nullptr) : to_json(review->second);
    return out;
}

std::string timeline_csv(const JoinedClaims& result, const Event& event)
{
    std::string out = "published,outlet,count_min,count_max,unit,origin,figure,claim,quote,reason,status\n";
    const auto end = [](const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : std::string(); };
    for (const Report& report : reports_of(result, event)) {
        const auto& count = report.claim->count;
        const auto review = result.reviews.find(report.claim->id);
        out += publish::csv_row(
            {report.published(), report.outlet(), count ? end(count->bounds.min) : "", count ? end(count->bounds.max) : "",
             std::string(count ? to_string(count->unit) : ""), report.origin, report.figure, report.claim->id, report.claim->quote,
             report.reason, std::string(to_string(review == result.reviews.end() ? ReviewStatus::unreviewed : review->second.status))});
    }
    return out;
}

std::string show_lineage(const Event& event, std::string_view format)
{
    if (format == "json" || format == "jsonl") {
        return json_line(to_json(event)["lineage"]) + "\n";
    }
    if (format == "csv") {
        std::string out = "from,to,kind,reason\n";
        for (const LineageEdge& edge : event.lineage) {
            out += publish::csv_row({edge.from, edge.to, edge.kind, edge.reason});
        }
        return out;
    }
    if (format != "dot") {
        std::string out;
        for (const LineageEdge& edge : event.lineage) {
            out += fmt::format("    {} -> {} ({}): {}\n", flat(edge.from), edge.to, edge.kind, flat(edge.reason));
        }
        return out;
    }
    // Graphviz: a quoted string escapes quotes and backslashes alone.
    const auto quoted = [](std::string_view text) {
        std::string out = "\"";
        for (const char c : flat(text)) {
            out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
        }
        return out + "\"";
    };
    std::string out = "digraph lineage {\n";
    for (const LineageEdge& edge : event.lineage) {
        out +=
            fmt::format("  {} -> {} [label={}, tooltip={}];\n", quoted(edge.from), quoted(edge.to), quoted(edge.kind), quoted(edge.reason));
    }
    return out + "}\n";
}

} // namespace khronika::app
