// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

namespace {

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

} // namespace khronika
