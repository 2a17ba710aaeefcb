// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json_fields.h"

namespace khronika {

ordered_json to_json(const Metadata& metadata)
{
    return {{"title", metadata.title},
            {"outlet", metadata.outlet},
            {"language", metadata.language},
            {"published", metadata.published},
            {"url", metadata.url}};
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

ordered_json to_json(const Item& item)
{
    ordered_json collections = ordered_json::array();
    for (const Collection& collection : item.collections) {
        collections.push_back(to_json(collection));
    }
    return {{"sha256", item.sha256}, {"size", item.size}, {"media_type", item.media_type}, {"collections", std::move(collections)}};
}

namespace {

template <typename Value>
Metadata metadata_from(const Value& value, std::string_view where)
{
    const Fields fields(value, where);
    return {fields.text("title"), fields.text("outlet"), fields.text("language"), fields.text("published"), fields.text("url")};
}

template <typename Value>
PartOf part_from(const Value& value, std::string_view where)
{
    const Fields fields(value, where);
    PartOf out{fields.required_text("item"), fields.text("path"), std::nullopt, fields.text("date")};
    if (fields.find("start")) {
        out.span = Span{fields.offset("start"), fields.offset("end")};
    }
    return out;
}

template <typename Value>
Collection collection_from(const Value& value, std::string_view where)
{
    const Fields fields(value, where);
    Collection out;
    out.id = fields.text("id");
    out.item = fields.required_text("item");
    out.by = fields.text("by");
    out.at = fields.text("at");
    out.from = fields.text("from");
    out.how = fields.text("how");
    if (const auto stated = fields.find("stated")) {
        out.stated = metadata_from(*stated, where);
    }
    if (const auto part = fields.find("part_of")) {
        out.part_of = part_from(*part, where);
    }
    return out;
}

} // namespace

Metadata metadata_from_json(const json& value, std::string_view where)
{
    return metadata_from(TreeValue(value), where);
}

Metadata metadata_from_json(const simdjson::dom::element& value, std::string_view where)
{
    return metadata_from(TapeValue(value), where);
}

Collection collection_from_json(const json& value, std::string_view where)
{
    return collection_from(TreeValue(value), where);
}

Collection collection_from_json(const simdjson::dom::element& value, std::string_view where)
{
    return collection_from(TapeValue(value), where);
}

Item item_from_json(const json& value, std::string_view where)
{
    const TreeValue tree(value);
    const Fields fields(tree, where);
    Item item;
    item.sha256 = fields.required_text("sha256");
    item.size = fields.offset("size");
    item.media_type = fields.text("media_type");
    for (const TreeValue& collection : fields.list("collections")) {
        item.collections.push_back(collection_from(collection, where));
    }
    return item;
}

} // namespace khronika
