// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report_data.h"

#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace khronika::app {

namespace {

using nlohmann::json;

class Reader {
public:
    Reader(sys::Files& files, std::string folder) : m_files(files), m_folder(std::move(folder)) {}

    [[nodiscard]] std::string bytes(const std::string& name) const { return sys::read_all(m_files, sys::join(m_folder, name)); }
    [[nodiscard]] bool has(const std::string& name) const { return m_files.status(sys::join(m_folder, name)).has_value(); }
    [[nodiscard]] json parsed(const std::string& name) const { return parse_json(bytes(name), name); }

    [[nodiscard]] json list(const std::string& name) const
    {
        json value = parsed(name);
        if (!value.is_array()) {
            fail("{}: a list was expected", name);
        }
        return value;
    }

private:
    sys::Files& m_files;
    std::string m_folder;
};

template <typename T>
T field(const json& object, const char* key, const std::string& where)
{
    try {
        return object.at(key).get<T>();
    } catch (const json::exception&) {
        fail("{}: the field '{}' is missing or of the wrong kind", where, key);
    }
}

void read_head(const Reader& reader, publish::ReportInput& input)
{
    const std::string where = "report.json";
    const json head = reader.parsed(where);
    const int schema = field<int>(head, "khronika_report", where);
    if (schema > publish::report_schema) {
        fail("{}: made by a newer version of Khronika (form {}, this one knows {})", where, schema, publish::report_schema);
    }
    input.title = field<std::string>(head, "title", where);
    input.created = field<std::string>(head, "created", where);
    input.made_by = field<std::string>(head, "made_by", where);
    input.archive = field<std::string>(head, "archive", where);
    input.with_items = field<bool>(head, "with_items", where);
    input.disclosure.smallest_cell = field<std::int64_t>(head, "smallest_cell", where);
    const json tree = field<json>(head, "tree", where);
    input.tree_size = field<std::uint64_t>(tree, "size", where);
    input.tree_root = field<std::string>(tree, "root", where);
}

void read_claims(const Reader& reader, publish::ReportInput& input)
{
    const std::string bytes = reader.bytes("claims.jsonl");
    std::size_t number = 0;
    for (std::size_t from = 0; from < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', from), bytes.size());
        const std::string where = fmt::format("claims.jsonl:{}", ++number);
        input.claims.push_back(claim_from_json(parse_json(std::string_view(bytes).substr(from, end - from), where), where));
        from = end + 1;
    }
}

void read_items(const Reader& reader, publish::ReportInput& input)
{
    const std::string where = "items.json";
    for (const json& entry : reader.list(where)) {
        publish::ReportItem item;
        item.item = item_from_json(entry, where);
        item.known = metadata_from_json(field<json>(entry, "known", where), where);
        const std::string text = "texts/" + item.item.sha256 + ".json";
        if (input.with_items && reader.has(text)) {
            item.text = text_from_json(reader.parsed(text), text);
        }
        input.items.push_back(std::move(item));
    }
}

void read_proofs(const Reader& reader, publish::ReportInput& input)
{
    const std::string where = "journal.json";
    const json journal = reader.parsed(where);
    if (field<std::uint64_t>(journal, "size", where) != input.tree_size || field<std::string>(journal, "root", where) != input.tree_root) {
        fail("{}: its tree is not that of report.json", where);
    }
    for (const json& entry : field<json>(journal, "entries", where)) {
        const json words = field<json>(entry, "entry", where);
        input.proofs.push_back({field<std::uint64_t>(entry, "index", where), words.is_string() ? words.get<std::string>() : std::string(),
                                field<std::string>(entry, "leaf_hash", where), field<std::vector<std::string>>(entry, "proof", where)});
    }
}

} // namespace

publish::ReportInput read_report(sys::Files& files, const std::string& folder)
{
    const Reader reader(files, folder);
    publish::ReportInput input;
    read_head(reader, input);
    read_claims(reader, input);
    for (const json& event : reader.list("events.json")) {
        input.events.push_back(event_from_json(event, "events.json"));
    }
    for (const json& figure : reader.list("figures.json")) {
        input.figures.push_back(figure_from_json(figure, "figures.json"));
    }
    read_items(reader, input);
    read_proofs(reader, input);
    for (const char* name : {"acts.tsv", "aliases.tsv", "places.json", "words.tsv", "decisions.json"}) {
        // A report of the rules before these has neither of the last two; its figures are not made again.
        const std::string path = std::string("method/") + name;
        const bool may_lack = path == "method/words.tsv" || path == "method/decisions.json";
        input.method.push_back({name, may_lack && !reader.has(path) ? std::string() : reader.bytes(path)});
    }
    input.acts_table = input.method.front().bytes;
    return input;
}

} // namespace khronika::app
