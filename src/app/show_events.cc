// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/show_events.h"

#include "model/json.h"
#include "publish/cell_words.h"
#include "publish/figures_csv.h"
#include "publish/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace khronika::app {

namespace {

nlohmann::ordered_json review_json(const std::string& subject, const Review& review)
{
    nlohmann::ordered_json out = to_json(review);
    out.erase("claims");
    out["subject"] = subject;
    out["id"] = review.id;
    out["at"] = review.at;
    out["by"] = review.by;
    return out;
}

std::string as_json(const JoinedClaims& result)
{
    nlohmann::ordered_json out{{"events", nlohmann::ordered_json::array()},
                               {"figures", nlohmann::ordered_json::array()},
                               {"reviews", nlohmann::ordered_json::array()},
                               {"left_out", result.left_out},
                               {"lost_decisions", result.decisions.lost}};
    for (const Event& event : result.joined.events) {
        out["events"].push_back(to_json(event));
    }
    for (const Figure& figure : result.joined.figures) {
        out["figures"].push_back(to_json(figure));
    }
    for (const auto& [subject, review] : result.reviews) {
        out["reviews"].push_back(review_json(subject, review));
    }
    return json_line(out) + "\n";
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
        out += fmt::format("{}\n    {} ({}): {}, {}, {}\n", event.id, event.act, to_string(event.modality),
                           event.place.empty() ? "no place named" : event.place, publish::period_words(event.period),
                           publish::counted(event.claims.size(), "claim", "claims"));
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
        out += fmt::format("{} left out: rejected or refuted by review (`khronika review list`)\n",
                           publish::counted(result.left_out.size(), "claim", "claims"));
    }
    for (const std::string& lost : result.decisions.lost) {
        out += lost + "\n";
    }
    return out + fmt::format("{}, {}, {}\n", publish::counted(result.claims.size(), "claim", "claims"),
                             publish::counted(result.joined.events.size(), "event", "events"),
                             publish::counted(figures.size(), "figure", "figures"));
}

} // namespace

std::string flat(std::string_view text)
{
    std::string out(text);
    std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return out;
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
    std::string words = std::string(to_string(review.status)) + " by " + review.by + " on " + review.at.substr(0, 10);
    if (!review.why.empty()) {
        words += ": " + flat(review.why);
    }
    return review.reliability ? words + fmt::format("; source: {}", reliability_term(*review.reliability)) : words;
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
