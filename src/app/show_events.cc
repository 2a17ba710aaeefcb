// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/show_events.h"

#include "model/json.h"
#include "publish/cell_words.h"
#include "publish/figures_csv.h"
#include "publish/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace khronika::app {

namespace {

std::string as_json(const JoinedClaims& result)
{
    nlohmann::ordered_json out{{"events", nlohmann::ordered_json::array()}, {"figures", nlohmann::ordered_json::array()}};
    for (const Event& event : result.joined.events) {
        out["events"].push_back(to_json(event));
    }
    for (const Figure& figure : result.joined.figures) {
        out["figures"].push_back(to_json(figure));
    }
    return json_line(out) + "\n";
}

std::string steps_lines(const std::vector<Step>& steps, std::string_view indent)
{
    std::string out;
    for (const Step& step : steps) {
        out += fmt::format("{}- {}{}\n", indent, step.words, step.claims.empty() ? "" : fmt::format(" [{}]", fmt::join(step.claims, ", ")));
    }
    return out;
}

std::string review_words(const Review& review)
{
    std::string words(to_string(review.status));
    if (review.reliability) {
        words += fmt::format(", source: {}", reliability_term(*review.reliability));
    }
    return words + " by " + review.by + (review.why.empty() ? "" : ": " + review.why);
}

std::string cells_lines(const Event& event)
{
    std::string out;
    for (const Cell& cell : event.cells) {
        if (!publish::tells_more(cell)) {
            continue;
        }
        out += fmt::format("    {}\n", publish::cell_words(cell));
        for (const ConflictSet& conflict : cell.conflicts) {
            out += fmt::format("        conflict: {}\n{}", conflict.words, steps_lines(conflict.steps, "        "));
        }
    }
    return out;
}

std::string as_listing(const JoinedClaims& result)
{
    std::string out;
    std::size_t next = 0;
    const std::vector<Figure>& figures = result.joined.figures;
    for (const Event& event : result.joined.events) {
        out += fmt::format("{}: {}, {}, {}\n", event.act, event.place.empty() ? "no place named" : event.place,
                           publish::period_words(event.period), publish::counted(event.claims.size(), "claim", "claims"));
        for (; next < figures.size() && figures[next].event == event.id; ++next) {
            const Figure& figure = figures[next];
            out += fmt::format("    {} ({}); {}; {}\n", publish::count_words(figure), to_string(figure.modality),
                               publish::origin_words(figure), publish::counted(publish::outlets_of(figure), "outlet", "outlets"));
            for (const std::string& conflict : figure.conflicts) {
                out += fmt::format("        conflict: {}\n", conflict);
            }
        }
        out += cells_lines(event);
        if (const auto review = result.reviews.find(event.id); review != result.reviews.end()) {
            out += fmt::format("    review: {}\n", review_words(review->second));
        }
    }
    if (!result.left_out.empty()) {
        out += fmt::format("{} left out: rejected or refuted by review\n", publish::counted(result.left_out.size(), "claim", "claims"));
    }
    for (const std::string& lost : result.decisions.lost) {
        out += lost + "\n";
    }
    return out + fmt::format("{}, {}, {}\n", publish::counted(result.claims.size(), "claim", "claims"),
                             publish::counted(result.joined.events.size(), "event", "events"),
                             publish::counted(figures.size(), "figure", "figures"));
}

} // namespace

std::string show_event(const JoinedClaims& result, const Event& event)
{
    std::map<std::string_view, const Claim*> claims;
    for (const Claim& claim : result.claims) {
        claims.emplace(claim.id, &claim);
    }
    std::string out = fmt::format("{}\n{}: {}, {}\n\nclaims\n", event.id, event.act, event.place.empty() ? "no place named" : event.place,
                                  publish::period_words(event.period));
    for (std::size_t i = 0; i < event.claims.size(); ++i) {
        const Claim& claim = *claims.at(event.claims[i]);
        out += fmt::format("    {}  \"{}\"\n        {}\n", claim.id, claim.quote, event.reasons[i]);
        if (const auto review = result.reviews.find(claim.id); review != result.reviews.end()) {
            out += fmt::format("        review: {}\n", review_words(review->second));
        }
    }
    out += "\nfigures\n";
    for (const Figure& figure : result.joined.figures) {
        if (figure.event == event.id) {
            out += fmt::format("    {}: {}; {}\n", figure.id, publish::count_words(figure), publish::origin_words(figure));
            for (const std::string& conflict : figure.conflicts) {
                out += fmt::format("        conflict: {}\n", conflict);
            }
        }
    }
    for (const Cell& cell : event.cells) {
        out += fmt::format("    {}\n{}{}{}", publish::cell_words(cell), steps_lines(cell.why_at_least, "        "),
                           steps_lines(cell.why_two, "        "), steps_lines(cell.why_at_most, "        "));
        for (const ConflictSet& conflict : cell.conflicts) {
            out += fmt::format("        conflict: {}\n{}", conflict.words, steps_lines(conflict.steps, "        "));
        }
    }
    out += "\nlineage\n";
    for (const LineageEdge& edge : event.lineage) {
        out += fmt::format("    {} -> {} ({}): {}\n", edge.from, edge.to, edge.kind, edge.reason);
    }
    return out;
}

std::string show_lineage(const Event& event, std::string_view format)
{
    if (format == "json" || format == "jsonl") {
        return json_line(to_json(event)["lineage"]) + "\n";
    }
    // Graphviz: a quoted string escapes quotes and backslashes alone.
    const auto quoted = [](std::string_view text) {
        std::string out = "\"";
        for (const char c : text) {
            out += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? std::string(" ") : std::string(1, c);
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

std::string show_events(const JoinedClaims& result, std::string_view format)
{
    if (format == "json") {
        return as_json(result);
    }
    if (format == "csv") {
        return publish::figures_csv(result.joined.figures);
    }
    if (format != "jsonl") {
        return as_listing(result);
    }
    std::string out;
    for (const Figure& figure : result.joined.figures) {
        out += json_line(to_json(figure)) + "\n";
    }
    return out;
}

} // namespace khronika::app
