// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

namespace {

ordered_json to_json(const Count& count)
{
    ordered_json out = to_json(count.bounds);
    out["unit"] = to_string(count.unit);
    out["text"] = count.text;
    out["approximate"] = count.approximate;
    out["per"] = count.per == Rate::none ? ordered_json(nullptr) : ordered_json(to_string(count.per));
    return out;
}

} // namespace

ordered_json to_json(const Claim& claim)
{
    ordered_json out = ordered_json::object();
    out["quote"] = claim.quote;
    out["act"] = claim.act;
    out["count"] = claim.count ? to_json(*claim.count) : ordered_json(nullptr);
    out["trend"] = nullptr;
    if (claim.trend) {
        out["trend"] = {{"direction", to_string(claim.trend->direction)},
                        {"by", optional_json(claim.trend->by)},
                        {"since", optional_json(claim.trend->since)}};
    }
    out["modality"] = to_string(claim.modality);
    out["victims"] = claim.victims ? ordered_json(claim.victims->text) : ordered_json(nullptr);
    out["actors"] = claim.actors ? ordered_json(claim.actors->text) : ordered_json(nullptr);
    out["places"] = claim.places;
    out["when"] = nullptr;
    if (claim.when) {
        out["when"] = {{"from", claim.when->range.from.iso()}, {"to", claim.when->range.to.iso()}, {"text", claim.when->text}};
    }
    out["attribution"] = claim.attribution;
    out["start"] = claim.span.begin;
    out["end"] = claim.span.end;
    out["item"] = claim.item;
    if (!claim.id.empty()) {
        out["id"] = claim.id;
    }
    return out;
}

namespace {

template <typename Value>
Claim claim_from(const Value& value, std::string_view where)
{
    const Fields fields(value, where);
    Claim claim;
    claim.quote = fields.required_text("quote");
    claim.act = fields.required_text("act");
    if (const auto count = fields.find("count")) {
        const Fields inner(*count, where);
        claim.count = Count{{inner.integer("min"), inner.integer("max")},
                            inner.choice("unit", &unit_from, Unit::other),
                            inner.text("text"),
                            inner.flag("approximate"),
                            inner.choice("per", &rate_from, Rate::none),
                            {}};
    }
    if (const auto trend = fields.find("trend")) {
        const Fields inner(*trend, where);
        claim.trend =
            Trend{inner.choice("direction", &direction_from, Direction::increase), inner.optional_text("by"), inner.optional_text("since")};
    }
    claim.modality = fields.choice("modality", &modality_from, Modality::done);
    if (const auto victims = fields.optional_text("victims")) {
        claim.victims = Words{*victims, {}};
    }
    if (const auto actors = fields.optional_text("actors")) {
        claim.actors = Words{*actors, {}};
    }
    claim.places = fields.texts("places");
    if (const auto when = fields.find("when")) {
        const Fields inner(*when, where);
        claim.when = When{{inner.date("from"), inner.date("to")}, inner.text("text"), {}};
    }
    claim.attribution = fields.texts("attribution");
    claim.span = {fields.offset("start"), fields.offset("end")};
    claim.item = fields.text("item");
    claim.id = fields.text("id");
    return claim;
}

} // namespace

Claim claim_from_json(const json& value, std::string_view where)
{
    return claim_from(TreeValue(value), where);
}

Claim claim_from_json(const simdjson::dom::element& value, std::string_view where)
{
    return claim_from(TapeValue(value), where);
}

} // namespace khronika
