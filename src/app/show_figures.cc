// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/show_figures.h"

#include "app/show_events.h"
#include "base/utf8.h"
#include "model/json.h"
#include "publish/csv_cell.h"
#include "publish/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;

bool wanted(const Event& event, const Cell& cell, const CellFilter& filter)
{
    if ((!filter.event.empty() && event.id != filter.event) || (!filter.act.empty() && event.act != filter.act)) {
        return false;
    }
    if (!filter.place.empty() && utf8::fold(cell.place).find(utf8::fold(filter.place)) == std::string::npos) {
        return false;
    }
    if (filter.from && (!cell.period || cell.period->to < *filter.from)) {
        return false;
    }
    return !filter.to || (cell.period && cell.period->from <= *filter.to);
}

std::string number(const std::optional<std::int64_t>& end)
{
    return end ? std::to_string(*end) : std::string();
}

std::string words(const CountBounds& bounds, const Cell& cell)
{
    return bounds.min || bounds.max ? publish::count_words(bounds, cell.unit, cell.per) : std::string("no number");
}

std::string step_words(const std::vector<Step>& steps)
{
    std::string out;
    for (const Step& step : steps) {
        out += (out.empty() ? "" : "; ") + step.words;
    }
    return out;
}

// The origins of all its figures, each once.
std::vector<std::string> origins_of(const ShownCell& shown)
{
    std::vector<std::string> out;
    for (const Figure* figure : shown.figures) {
        for (const std::string& origin : figure->origins) {
            if (std::find(out.begin(), out.end(), origin) == out.end()) {
                out.push_back(origin);
            }
        }
    }
    return out;
}

std::string lines_of(const ShownCell& shown)
{
    const Cell& cell = *shown.cell;
    std::string out = fmt::format("{} ({}), {}, {}{}\n    {} of {}\n", shown.event->act, to_string(shown.event->modality),
                                  cell.place.empty() ? "no place named" : cell.place, publish::period_words(cell.period),
                                  cell.group.empty() ? "" : ", " + cell.group, cell.id, shown.event->id);
    out += fmt::format("    claimed: {}\n", words(cell.claimed, cell));
    out += fmt::format("    defensible by one origin: {}\n{}", words(cell.defensible, cell), steps_lines(cell.why_at_least, "        "));
    if (cell.defensible.max) {
        out += steps_lines(cell.why_at_most, "        ");
    }
    if (cell.corroborated.min) {
        out += fmt::format("    defensible by two independent origins: {}\n{}", words({cell.corroborated.min, std::nullopt}, cell),
                           steps_lines(cell.why_two, "        "));
    } else {
        out += fmt::format("    defensible by two independent origins: no number; {}\n",
                           publish::counted(origins_of(shown).size(), "origin stands behind it", "origins imply none together"));
    }
    for (const Figure* figure : shown.figures) {
        for (const std::string& conflict : figure->conflicts) {
            out += fmt::format("    conflict: {}\n", conflict);
        }
    }
    for (const ConflictSet& conflict : cell.conflicts) {
        out += fmt::format("    conflict: {}\n{}", conflict.words, steps_lines(conflict.steps, "        "));
    }
    return out;
}

ordered_json json_of(const ShownCell& shown)
{
    const Event& event = *shown.event;
    Event only;
    only.cells = {*shown.cell};
    ordered_json out{{"event", event.id}, {"act", event.act}, {"modality", to_string(event.modality)}};
    out.update(to_json(only)["cells"][0]);
    out["origins"] = origins_of(shown);
    out["figure_conflicts"] = ordered_json::array();
    for (const Figure* figure : shown.figures) {
        for (const std::string& conflict : figure->conflicts) {
            out["figure_conflicts"].push_back({{"figure", figure->id}, {"words", conflict}});
        }
    }
    return out;
}

std::string csv_of(const std::vector<ShownCell>& cells)
{
    std::string out = "cell,event,act,modality,place,from,to,group,unit,per,claimed_min,claimed_max,at_least,at_least_two_origins,at_most,"
                      "figures,origins,why_at_least,why_two,why_at_most,conflicts\n";
    for (const ShownCell& shown : cells) {
        const Cell& cell = *shown.cell;
        out += publish::csv_row({cell.id,
                                 shown.event->id,
                                 shown.event->act,
                                 std::string(to_string(shown.event->modality)),
                                 cell.place,
                                 cell.period ? cell.period->from.iso() : "",
                                 cell.period ? cell.period->to.iso() : "",
                                 cell.group,
                                 std::string(to_string(cell.unit)),
                                 std::string(to_string(cell.per)),
                                 number(cell.claimed.min),
                                 number(cell.claimed.max),
                                 number(cell.defensible.min),
                                 number(cell.corroborated.min),
                                 number(shown.at_most()),
                                 fmt::format("{}", fmt::join(cell.figures, "; ")),
                                 fmt::format("{}", fmt::join(origins_of(shown), "; ")),
                                 step_words(cell.why_at_least),
                                 step_words(cell.why_two),
                                 step_words(cell.why_at_most),
                                 fmt::format("{}", fmt::join(shown.conflicts(), "; "))});
    }
    return out;
}

} // namespace

std::vector<std::string> ShownCell::conflicts() const
{
    std::vector<std::string> out;
    for (const Figure* figure : figures) {
        out.insert(out.end(), figure->conflicts.begin(), figure->conflicts.end());
    }
    for (const ConflictSet& conflict : cell->conflicts) {
        out.push_back(step_words(conflict.steps) + ": " + conflict.words);
    }
    return out;
}

std::vector<ShownCell> cells_of(const JoinedClaims& result, const CellFilter& filter)
{
    std::map<std::string_view, const Figure*> figures;
    for (const Figure& figure : result.joined.figures) {
        figures.emplace(figure.id, &figure);
    }
    std::vector<ShownCell> out;
    for (const Event& event : result.joined.events) {
        for (const Cell& cell : event.cells) {
            if (!wanted(event, cell, filter)) {
                continue;
            }
            ShownCell shown{&event, &cell, {}};
            for (const std::string& id : cell.figures) {
                shown.figures.push_back(figures.at(id));
            }
            if (!filter.conflicts || !shown.conflicts().empty()) {
                out.push_back(std::move(shown));
            }
        }
    }
    return out;
}

std::string show_cells(const std::vector<ShownCell>& cells, std::string_view format)
{
    if (format == "csv") {
        return csv_of(cells);
    }
    std::string out = format == "json" ? "[" : "";
    std::size_t number = 0;
    for (const ShownCell& shown : cells) {
        if (format == "json") {
            out += (number++ == 0 ? "\n" : ",\n") + json_line(json_of(shown));
        } else {
            out += format == "jsonl" ? json_line(json_of(shown)) + "\n" : lines_of(shown);
        }
    }
    return format == "json" ? out + "\n]\n" : out;
}

} // namespace khronika::app
