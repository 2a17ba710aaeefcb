// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json.h"

#include "base/error.h"

#include <nlohmann/json.hpp>

namespace khronika {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

/// Reads the fields of one object, naming the place and the field in every complaint.
class Fields {
public:
    Fields(const json& object, std::string_view where) : m_object(object), m_where(where)
    {
        if (!object.is_object()) {
            fail("{}: an object was expected", where);
        }
    }

    [[nodiscard]] const json* find(const char* key) const
    {
        const auto it = m_object.find(key);
        return it == m_object.end() || it->is_null() ? nullptr : &*it;
    }

    [[nodiscard]] std::string text(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return {};
        }
        if (!value->is_string()) {
            fail("{}: field '{}' must be a string", m_where, key);
        }
        return value->get<std::string>();
    }

    [[nodiscard]] std::optional<std::string> optional_text(const char* key) const
    {
        return find(key) == nullptr ? std::nullopt : std::optional(text(key));
    }

    [[nodiscard]] std::string required_text(const char* key) const
    {
        if (find(key) == nullptr) {
            fail("{}: field '{}' is missing", m_where, key);
        }
        return text(key);
    }

    [[nodiscard]] std::optional<std::int64_t> integer(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return std::nullopt;
        }
        if (!value->is_number_integer()) {
            fail("{}: field '{}' must be a whole number", m_where, key);
        }
        return value->get<std::int64_t>();
    }

    [[nodiscard]] std::size_t offset(const char* key) const
    {
        const auto value = integer(key).value_or(0);
        if (value < 0) {
            fail("{}: field '{}' must not be negative", m_where, key);
        }
        return static_cast<std::size_t>(value);
    }

    [[nodiscard]] double number(const char* key, const json& value) const
    {
        if (!value.is_number()) {
            fail("{}: field '{}' must hold numbers", m_where, key);
        }
        return value.get<double>();
    }

    [[nodiscard]] bool flag(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return false;
        }
        if (!value->is_boolean()) {
            fail("{}: field '{}' must be true or false", m_where, key);
        }
        return value->get<bool>();
    }

    [[nodiscard]] std::vector<std::string> texts(const char* key) const
    {
        std::vector<std::string> out;
        for (const json& entry : list(key)) {
            if (!entry.is_string()) {
                fail("{}: field '{}' must be a list of strings", m_where, key);
            }
            out.push_back(entry.get<std::string>());
        }
        return out;
    }

    [[nodiscard]] json list(const char* key) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return json::array();
        }
        if (!value->is_array()) {
            fail("{}: field '{}' must be a list", m_where, key);
        }
        return *value;
    }

    template <typename E>
    [[nodiscard]] E choice(const char* key, std::optional<E> (*from)(std::string_view), E otherwise) const
    {
        const json* value = find(key);
        if (value == nullptr) {
            return otherwise;
        }
        const std::string name = text(key);
        const auto chosen = from(name);
        if (!chosen) {
            fail("{}: field '{}' does not know '{}'", m_where, key, name);
        }
        return *chosen;
    }

    [[nodiscard]] Date date(const char* key) const
    {
        const std::string value = required_text(key);
        const auto parsed = Date::parse(value);
        if (!parsed) {
            fail("{}: field '{}' is no date (YYYY-MM-DD): '{}'", m_where, key, value);
        }
        return *parsed;
    }

    [[nodiscard]] const std::string& where() const { return m_where; }

private:
    const json& m_object;
    std::string m_where;
};

ordered_json optional_json(const std::optional<std::string>& value)
{
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json optional_json(const std::optional<std::int64_t>& value)
{
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json to_json(const CountBounds& bounds)
{
    return {{"min", optional_json(bounds.min)}, {"max", optional_json(bounds.max)}};
}

CountBounds bounds_from(const json& value, const std::string& where)
{
    const Fields fields(value, where);
    return {fields.integer("min"), fields.integer("max")};
}

ordered_json to_json(const std::optional<DateRange>& range)
{
    if (!range) {
        return nullptr;
    }
    return {{"from", range->from.iso()}, {"to", range->to.iso()}};
}

std::optional<DateRange> range_from(const json* value, const std::string& where)
{
    if (value == nullptr) {
        return std::nullopt;
    }
    const Fields fields(*value, where);
    return DateRange{fields.date("from"), fields.date("to")};
}

ordered_json to_json(const Count& count)
{
    ordered_json out = to_json(count.bounds);
    out["unit"] = to_string(count.unit);
    out["text"] = count.text;
    out["approximate"] = count.approximate;
    out["per"] = count.per == Rate::none ? ordered_json(nullptr) : ordered_json(to_string(count.per));
    return out;
}

ordered_json to_json(const Found& found)
{
    return {{"value", found.value}, {"from", found.from}};
}

Found found_from(const Fields& parent, const char* key)
{
    const json* value = parent.find(key);
    if (value == nullptr) {
        return {};
    }
    const Fields fields(*value, parent.where());
    return {fields.text("value"), fields.text("from")};
}

/// The fields that only texts of documents, pictures and tables have.
void add_document_fields(ordered_json& out, const Text& text)
{
    if (!text.boxes.empty()) {
        ordered_json boxes = ordered_json::array();
        for (const Box& box : text.boxes) {
            boxes.push_back({box.text.begin, box.text.end, box.page, box.x, box.y, box.width, box.height});
        }
        out["box_unit"] = text.box_unit;
        out["boxes"] = std::move(boxes);
    }
    for (const Property& property : text.properties) {
        out["properties"].push_back({{"name", property.name}, {"value", property.value}, {"personal", property.personal}});
    }
    if (!text.notes.empty()) {
        out["notes"] = text.notes;
    }
}

void read_document_fields(Text& text, const Fields& fields)
{
    text.box_unit = fields.text("box_unit");
    for (const json& box : fields.list("boxes")) {
        if (!box.is_array() || box.size() != 7 || !box[0].is_number_unsigned() || !box[1].is_number_unsigned() ||
            !box[2].is_number_unsigned()) {
            fail("{}: field 'boxes' must be a list of two offsets, a page and four numbers each", fields.where());
        }
        text.boxes.push_back({{box[0].get<std::size_t>(), box[1].get<std::size_t>()},
                              box[2].get<std::uint64_t>(),
                              fields.number("boxes", box[3]),
                              fields.number("boxes", box[4]),
                              fields.number("boxes", box[5]),
                              fields.number("boxes", box[6])});
    }
    for (const json& property : fields.list("properties")) {
        const Fields inner(property, fields.where());
        text.properties.push_back({inner.text("name"), inner.text("value"), inner.flag("personal")});
    }
    text.notes = fields.texts("notes");
}

} // namespace

ordered_json to_json(const Claim& claim)
{
    ordered_json out;
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

Claim claim_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    Claim claim;
    claim.quote = fields.required_text("quote");
    claim.act = fields.required_text("act");
    if (const json* count = fields.find("count")) {
        const Fields inner(*count, where);
        claim.count = Count{{inner.integer("min"), inner.integer("max")},
                            inner.choice("unit", &unit_from, Unit::other),
                            inner.text("text"),
                            inner.flag("approximate"),
                            inner.choice("per", &rate_from, Rate::none),
                            {}};
    }
    if (const json* trend = fields.find("trend")) {
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
    if (const json* when = fields.find("when")) {
        const Fields inner(*when, where);
        claim.when = When{{inner.date("from"), inner.date("to")}, inner.text("text"), {}};
    }
    claim.attribution = fields.texts("attribution");
    claim.span = {fields.offset("start"), fields.offset("end")};
    claim.item = fields.text("item");
    claim.id = fields.text("id");
    return claim;
}

ordered_json to_json(const Metadata& metadata)
{
    return {{"title", metadata.title},
            {"outlet", metadata.outlet},
            {"language", metadata.language},
            {"published", metadata.published},
            {"url", metadata.url}};
}

Metadata metadata_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    return {fields.text("title"), fields.text("outlet"), fields.text("language"), fields.text("published"), fields.text("url")};
}

namespace {

ordered_json to_json(const PartOf& part)
{
    const auto offset = [](std::size_t value) { return ordered_json(value); };
    return {{"item", part.item},
            {"path", part.path},
            {"start", part.span ? offset(part.span->begin) : ordered_json(nullptr)},
            {"end", part.span ? offset(part.span->end) : ordered_json(nullptr)},
            {"date", part.date}};
}

PartOf part_from(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    PartOf out{fields.required_text("item"), fields.text("path"), std::nullopt, fields.text("date")};
    if (fields.find("start") != nullptr) {
        out.span = Span{fields.offset("start"), fields.offset("end")};
    }
    return out;
}

} // namespace

ordered_json to_json(const Collection& collection)
{
    ordered_json out = {{"id", collection.id},
                        {"item", collection.item},
                        {"by", collection.by},
                        {"at", collection.at},
                        {"from", collection.from},
                        {"how", collection.how},
                        {"stated", to_json(collection.stated)}};
    if (collection.part_of) {
        out["part_of"] = to_json(*collection.part_of);
    }
    return out;
}

Collection collection_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    Collection out;
    out.id = fields.text("id");
    out.item = fields.required_text("item");
    out.by = fields.text("by");
    out.at = fields.text("at");
    out.from = fields.text("from");
    out.how = fields.text("how");
    if (const json* stated = fields.find("stated")) {
        out.stated = metadata_from_json(*stated, where);
    }
    if (const json* part = fields.find("part_of")) {
        out.part_of = part_from(*part, where);
    }
    return out;
}

ordered_json to_json(const Item& item)
{
    ordered_json collections = ordered_json::array();
    for (const Collection& collection : item.collections) {
        collections.push_back(to_json(collection));
    }
    return {{"sha256", item.sha256}, {"size", item.size}, {"media_type", item.media_type}, {"collections", std::move(collections)}};
}

Item item_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    Item item;
    item.sha256 = fields.required_text("sha256");
    item.size = fields.offset("size");
    item.media_type = fields.text("media_type");
    for (const json& collection : fields.list("collections")) {
        item.collections.push_back(collection_from_json(collection, where));
    }
    return item;
}

ordered_json to_json(const Text& text)
{
    ordered_json map = ordered_json::array();
    for (const SourceMap& run : text.map) {
        map.push_back({run.text.begin, run.text.end, run.source.begin, run.source.end});
    }
    ordered_json dropped = ordered_json::array();
    for (const Dropped& block : text.dropped) {
        dropped.push_back({{"reason", block.reason}, {"content", block.content}});
    }
    ordered_json out{{"item", text.item},
                     {"title", to_json(text.title)},
                     {"outlet", to_json(text.outlet)},
                     {"language", to_json(text.language)},
                     {"published", to_json(text.published)},
                     {"url", to_json(text.url)},
                     {"encoding", text.encoding},
                     {"reader", text.reader},
                     {"content", text.content},
                     {"map", std::move(map)},
                     {"dropped", std::move(dropped)}};
    if (!text.forwarded_from.empty()) {
        out["forwarded_from"] = text.forwarded_from;
    }
    add_document_fields(out, text);
    return out;
}

Text text_from_json(const json& value, std::string_view where)
{
    const Fields fields(value, where);
    Text text;
    text.item = fields.text("item");
    text.content = fields.text("content");
    text.title = found_from(fields, "title");
    text.outlet = found_from(fields, "outlet");
    text.language = found_from(fields, "language");
    text.published = found_from(fields, "published");
    text.url = found_from(fields, "url");
    text.encoding = fields.text("encoding");
    text.reader = fields.text("reader");
    for (const json& run : fields.list("map")) {
        if (!run.is_array() || run.size() != 4) {
            fail("{}: field 'map' must be a list of four offsets each", where);
        }
        for (const json& offset : run) {
            if (!offset.is_number_unsigned()) {
                fail("{}: field 'map' must hold whole numbers", where);
            }
        }
        text.map.push_back(
            {{run[0].get<std::size_t>(), run[1].get<std::size_t>()}, {run[2].get<std::size_t>(), run[3].get<std::size_t>()}});
    }
    for (const json& block : fields.list("dropped")) {
        const Fields inner(block, where);
        text.dropped.push_back({inner.text("reason"), inner.text("content")});
    }
    text.forwarded_from = fields.texts("forwarded_from");
    read_document_fields(text, fields);
    return text;
}

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

std::string json_line(const ordered_json& value)
{
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

json parse_json(std::string_view text, std::string_view where)
{
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        fail("{}: not JSON at byte {}: {}", where, error.byte, error.what());
    }
}

} // namespace khronika
