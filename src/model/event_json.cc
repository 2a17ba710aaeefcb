// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

namespace {

ordered_json to_json(const std::vector<Step>& steps)
{
    ordered_json out = ordered_json::array();
    for (const Step& step : steps) {
        out.push_back({{"words", step.words}, {"claims", step.claims}});
    }
    return out;
}

std::vector<Step> steps_from(const std::vector<TreeValue>& list, std::string_view where)
{
    std::vector<Step> steps;
    for (const TreeValue& entry : list) {
        const Fields fields(entry, where);
        steps.push_back({fields.text("words"), fields.texts("claims")});
    }
    return steps;
}

ordered_json to_json(const Cell& cell)
{
    ordered_json conflicts = ordered_json::array();
    for (const ConflictSet& conflict : cell.conflicts) {
        conflicts.push_back({{"words", conflict.words}, {"steps", to_json(conflict.steps)}});
    }
    ordered_json out = ordered_json::object();
    out["id"] = cell.id;
    out["place"] = cell.place;
    out["period"] = to_json(cell.period);
    out["group"] = cell.group;
    out["unit"] = to_string(cell.unit);
    out["per"] = cell.per == Rate::none ? ordered_json(nullptr) : ordered_json(to_string(cell.per));
    out["claimed"] = to_json(cell.claimed);
    out["defensible"] = to_json(cell.defensible);
    out["corroborated"] = to_json(cell.corroborated);
    out["figures"] = cell.figures;
    out["whole"] = cell.whole;
    out["why_at_least"] = to_json(cell.why_at_least);
    out["why_two"] = to_json(cell.why_two);
    out["why_at_most"] = to_json(cell.why_at_most);
    out["conflicts"] = std::move(conflicts);
    return out;
}

Cell cell_from(const TreeValue& value, std::string_view where)
{
    const Fields fields(value, where);
    const auto bounds = [&](const char* key) {
        const auto found = fields.find(key);
        return found ? bounds_from(*found, where) : CountBounds{};
    };
    Cell cell;
    cell.id = fields.required_text("id");
    cell.place = fields.text("place");
    cell.period = range_from(fields.find("period"), where);
    cell.group = fields.text("group");
    cell.unit = fields.choice("unit", &unit_from, Unit::other);
    cell.per = fields.choice("per", &rate_from, Rate::none);
    cell.claimed = bounds("claimed");
    cell.defensible = bounds("defensible");
    cell.corroborated = bounds("corroborated");
    cell.figures = fields.texts("figures");
    cell.whole = fields.text("whole");
    cell.why_at_least = steps_from(fields.list("why_at_least"), where);
    cell.why_two = steps_from(fields.list("why_two"), where);
    cell.why_at_most = steps_from(fields.list("why_at_most"), where);
    for (const TreeValue& entry : fields.list("conflicts")) {
        const Fields conflict(entry, where);
        cell.conflicts.push_back({steps_from(conflict.list("steps"), where), conflict.text("words")});
    }
    return cell;
}

} // namespace

ordered_json to_json(const Event& event)
{
    ordered_json out{{"id", event.id},
                     {"act", event.act},
                     {"modality", to_string(event.modality)},
                     {"place", event.place},
                     {"period", to_json(event.period)},
                     {"claims", event.claims},
                     {"reasons", event.reasons},
                     {"cells", ordered_json::array()},
                     {"lineage", ordered_json::array()}};
    for (const Cell& cell : event.cells) {
        out["cells"].push_back(to_json(cell));
    }
    for (const LineageEdge& edge : event.lineage) {
        out["lineage"].push_back({{"from", edge.from}, {"to", edge.to}, {"kind", edge.kind}, {"reason", edge.reason}});
    }
    return out;
}

Event event_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    Event event;
    event.id = fields.required_text("id");
    event.act = fields.required_text("act");
    event.modality = fields.choice("modality", &modality_from, Modality::done);
    event.place = fields.text("place");
    event.period = range_from(fields.find("period"), fields.where());
    event.claims = fields.texts("claims");
    event.reasons = fields.texts("reasons");
    for (const TreeValue& cell : fields.list("cells")) {
        event.cells.push_back(cell_from(cell, where));
    }
    for (const TreeValue& entry : fields.list("lineage")) {
        const Fields edge(entry, where);
        event.lineage.push_back({edge.required_text("from"), edge.required_text("to"), edge.text("kind"), edge.text("reason")});
    }
    return event;
}

ordered_json to_json(const Figure& figure)
{
    ordered_json rivals = ordered_json::array();
    for (const RivalCount& rival : figure.rivals) {
        ordered_json entry = to_json(rival.bounds);
        entry["approximate"] = rival.approximate;
        entry["origin"] = rival.origin;
        entry["claims"] = rival.claims;
        entry["outlets"] = rival.outlets;
        rivals.push_back(std::move(entry));
    }
    ordered_json out = ordered_json::object();
    out["id"] = figure.id;
    out["event"] = figure.event;
    out["act"] = figure.act;
    out["place"] = figure.place;
    out["period"] = to_json(figure.period);
    out["modality"] = to_string(figure.modality);
    out["unit"] = to_string(figure.unit);
    out["per"] = figure.per == Rate::none ? ordered_json(nullptr) : ordered_json(to_string(figure.per));
    out["claimed"] = to_json(figure.claimed);
    out["defensible"] = to_json(figure.defensible);
    out["corroborated"] = to_json(figure.corroborated);
    out["rivals"] = std::move(rivals);
    out["origins"] = figure.origins;
    out["conflicts"] = figure.conflicts;
    out["notes"] = figure.notes;
    out["method"] = figure.method;
    return out;
}

Figure figure_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    Figure figure;
    figure.id = fields.required_text("id");
    figure.event = fields.text("event");
    figure.act = fields.required_text("act");
    figure.place = fields.text("place");
    figure.period = range_from(fields.find("period"), fields.where());
    figure.modality = fields.choice("modality", &modality_from, Modality::done);
    figure.unit = fields.choice("unit", &unit_from, Unit::other);
    figure.per = fields.choice("per", &rate_from, Rate::none);
    if (const auto claimed = fields.find("claimed")) {
        figure.claimed = bounds_from(*claimed, fields.where());
    }
    if (const auto defensible = fields.find("defensible")) {
        figure.defensible = bounds_from(*defensible, fields.where());
    }
    if (const auto corroborated = fields.find("corroborated")) {
        figure.corroborated = bounds_from(*corroborated, fields.where());
    }
    for (const TreeValue& entry : fields.list("rivals")) {
        const Fields inner(entry, where);
        figure.rivals.push_back({bounds_from(entry, fields.where()), inner.flag("approximate"), inner.text("origin"), inner.texts("claims"),
                                 inner.texts("outlets")});
    }
    figure.origins = fields.texts("origins");
    figure.conflicts = fields.texts("conflicts");
    figure.notes = fields.texts("notes");
    figure.method = fields.text("method");
    return figure;
}

} // namespace khronika
