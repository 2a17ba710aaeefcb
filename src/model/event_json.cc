// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

ordered_json to_json(const Event& event)
{
    return {{"id", event.id},
            {"act", event.act},
            {"modality", to_string(event.modality)},
            {"place", event.place},
            {"period", to_json(event.period)},
            {"claims", event.claims},
            {"reasons", event.reasons}};
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
    ordered_json out;
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
    if (const json* claimed = fields.find("claimed")) {
        figure.claimed = bounds_from(*claimed, fields.where());
    }
    if (const json* defensible = fields.find("defensible")) {
        figure.defensible = bounds_from(*defensible, fields.where());
    }
    if (const json* corroborated = fields.find("corroborated")) {
        figure.corroborated = bounds_from(*corroborated, fields.where());
    }
    for (const json& entry : fields.list("rivals")) {
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
