// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/show_events.h"

#include "model/json.h"
#include "publish/figures_csv.h"
#include "publish/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

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
    }
    return out + fmt::format("{}, {}, {}\n", publish::counted(result.claims.size(), "claim", "claims"),
                             publish::counted(result.joined.events.size(), "event", "events"),
                             publish::counted(figures.size(), "figure", "figures"));
}

} // namespace

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
