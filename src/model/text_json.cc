// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

namespace {

ordered_json to_json(const Found& found)
{
    return {{"value", found.value}, {"from", found.from}};
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
    if (!text.properties.empty()) {
        ordered_json properties = ordered_json::array();
        for (const Property& property : text.properties) {
            properties.push_back({{"name", property.name}, {"value", property.value}, {"personal", property.personal}});
        }
        out["properties"] = std::move(properties);
    }
    if (!text.notes.empty()) {
        out["notes"] = text.notes;
    }
}

} // namespace

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

namespace {

template <typename Value>
Found found_from(const Fields<Value>& parent, const char* key)
{
    const auto value = parent.find(key);
    if (!value) {
        return {};
    }
    const Fields fields(*value, parent.where());
    return {fields.text("value"), fields.text("from")};
}

template <typename Value>
Box box_from(const Value& value, const Fields<Value>& fields)
{
    const auto parts = value.is_array() ? value.elements() : std::vector<Value>();
    if (parts.size() != 7 || !parts[0].is_natural() || !parts[1].is_natural() || !parts[2].is_natural()) {
        fail("{}: field 'boxes' must be a list of two offsets, a page and four numbers each", fields.where());
    }
    return {{parts[0].natural(), parts[1].natural()}, parts[2].natural(),
            fields.number("boxes", parts[3]),         fields.number("boxes", parts[4]),
            fields.number("boxes", parts[5]),         fields.number("boxes", parts[6])};
}

template <typename Value>
SourceMap run_from(const Value& value, std::string_view where)
{
    const auto parts = value.is_array() ? value.elements() : std::vector<Value>();
    if (parts.size() != 4) {
        fail("{}: field 'map' must be a list of four offsets each", where);
    }
    for (const Value& offset : parts) {
        if (!offset.is_natural()) {
            fail("{}: field 'map' must hold whole numbers", where);
        }
    }
    return {{parts[0].natural(), parts[1].natural()}, {parts[2].natural(), parts[3].natural()}};
}

template <typename Value>
void read_document_fields(Text& text, const Fields<Value>& fields)
{
    text.box_unit = fields.text("box_unit");
    for (const Value& box : fields.list("boxes")) {
        text.boxes.push_back(box_from(box, fields));
    }
    for (const Value& property : fields.list("properties")) {
        const Fields inner(property, fields.where());
        text.properties.push_back({inner.text("name"), inner.text("value"), inner.flag("personal")});
    }
    text.notes = fields.texts("notes");
}

template <typename Value>
Text text_from(const Value& value, std::string_view where)
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
    for (const Value& run : fields.list("map")) {
        text.map.push_back(run_from(run, where));
    }
    for (const Value& block : fields.list("dropped")) {
        const Fields inner(block, where);
        text.dropped.push_back({inner.text("reason"), inner.text("content")});
    }
    text.forwarded_from = fields.texts("forwarded_from");
    read_document_fields(text, fields);
    return text;
}

} // namespace

Text text_from_json(const json& value, std::string_view where)
{
    return text_from(TreeValue(value), where);
}

Text text_from_json(const simdjson::dom::element& value, std::string_view where)
{
    return text_from(TapeValue(value), where);
}

} // namespace khronika
