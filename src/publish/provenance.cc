// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/provenance.h"

#include "archive/sha256.h"
#include "model/json.h"
#include "publish/wacz.h"

#include <nlohmann/json.hpp>

#include <cctype>
#include <map>
#include <set>

namespace khronika::publish {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* metadata_name = "ro-crate-metadata.json";

ordered_json reference(const std::string& id)
{
    return {{"@id", id}};
}

// Of an entity that is no file: its name in the letters that RFC 3986 lets into a fragment.
std::string fragment(const std::string& kind, const std::string& name)
{
    constexpr const char* digits = "0123456789ABCDEF";
    std::string out = "#" + kind + "-";
    for (const unsigned char letter : name) {
        if (letter < 0x80 && (std::isalnum(letter) != 0 || letter == '-' || letter == '.' || letter == '_' || letter == '~')) {
            out += static_cast<char>(letter);
        } else {
            out += {'%', digits[letter >> 4U], digits[letter & 15U]};
        }
    }
    return out;
}

std::string text_name(const std::string& item)
{
    return "texts/" + item + ".txt";
}

class Crate {
public:
    Crate(const PackageInput& input, const Report& contents, Holds holds) : m_input(input), m_holds(holds)
    {
        for (const PackageItem& item : input.items) {
            m_items.emplace(item.item.sha256, &item);
        }
        add_root(contents);
        add_files(contents);
        for (const EntryProof& entry : input.entries) {
            add_action(entry);
        }
        add_agents();
    }

    [[nodiscard]] std::string bytes() const
    {
        const ordered_json crate{{"@context", {"https://w3id.org/ro/crate/1.1/context", {{"prov", "http://www.w3.org/ns/prov#"}}}},
                                 {"@graph", m_graph}};
        return crate.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    }

private:
    void add_root(const Report& contents)
    {
        m_graph.push_back({{"@id", metadata_name},
                           {"@type", "CreativeWork"},
                           {"conformsTo", reference("https://w3id.org/ro/crate/1.1")},
                           {"about", reference("./")}});
        ordered_json parts = ordered_json::array();
        for (const File& file : contents.files) {
            parts.push_back(reference(file.path));
        }
        for (const PackageItem& item : m_input.items) {
            parts.push_back(reference(item_id(item.item.sha256)));
        }
        m_graph.push_back({{"@id", "./"},
                           {"@type", "Dataset"},
                           {"name", m_input.title},
                           {"description", "Digital items with what the archive's journal says of them"},
                           {"datePublished", m_input.created},
                           {"identifier", m_input.archive},
                           {"license", "Each item remains under the rights of those who published it"},
                           {"hasPart", std::move(parts)}});
    }

    void add_files(const Report& contents)
    {
        for (const PackageItem& entry : m_input.items) {
            const Item& item = entry.item;
            ordered_json file{{"@id", item_id(item.sha256)},
                              {"@type", {"File", "prov:Entity"}},
                              {"encodingFormat", item.media_type},
                              {"contentSize", std::to_string(item.size)},
                              {"sha256", item.sha256}};
            if (!item.collections.empty() && !item.collections.front().stated.url.empty()) {
                file["url"] = item.collections.front().stated.url;
            }
            m_graph.push_back(std::move(file));
        }
        for (const File& file : contents.files) {
            m_graph.push_back(described(file));
        }
    }

    [[nodiscard]] ordered_json described(const File& file) const
    {
        const bool text = file.path.ends_with(".txt");
        ordered_json out{{"@id", file.path},
                         {"@type", {"File", "prov:Entity"}},
                         {"encodingFormat", text                            ? "text/plain"
                                            : file.path.ends_with(".json")  ? "application/json"
                                            : file.path.ends_with(".jsonl") ? "application/jsonl"
                                                                            : "text/plain"},
                         {"contentSize", std::to_string(file.bytes.size())},
                         {"sha256", archive::hex(archive::sha256(file.bytes))}};
        if (file.path.starts_with("texts/")) {
            const std::string item = file.path.substr(6, 64);
            out["prov:wasDerivedFrom"] = reference(item_id(item));
        }
        return out;
    }

    void add_action(const EntryProof& entry)
    {
        const json form = parse_json(entry.bytes, "journal entry " + std::to_string(entry.index));
        const std::string type = form.value("type", "");
        const std::string item = form.value("item", "");
        if (m_items.count(item) == 0) {
            return;
        }
        ordered_json action{{"@id", "#entry-" + std::to_string(entry.index)},
                            {"@type", {"CreateAction", "prov:Activity"}},
                            {"name", type},
                            {"endTime", form.value("at", "")},
                            {"agent", agent(form.value("by", ""))}};
        action["prov:wasAssociatedWith"] = action["agent"];
        if (type == "item_collected") {
            action["result"] = reference(item_id(item));
            action["description"] = "collected from " + form.value("from", "") + " (" + form.value("how", "") + ")";
        } else if (type == "text_read") {
            action["object"] = reference(item_id(item));
            action["result"] = reference(text_name(item));
            action["instrument"] = instrument(form.contains("text") ? form["text"].value("reader", "") : "");
        } else if (type == "claims_extracted") {
            action["object"] = reference(text_name(item));
            action["result"] = reference("claims.jsonl");
            action["instrument"] = instrument(form.value("engine", ""));
        } else {
            action["@type"] = {"Action", "prov:Activity"};
            action["object"] = reference(item_id(item));
            const std::string reason = form.value("reason", "");
            if (!reason.empty()) {
                action["description"] = reason;
            }
        }
        m_graph.push_back(std::move(action));
    }

    ordered_json agent(const std::string& name)
    {
        m_people.insert(name);
        return reference(fragment("person", name));
    }

    ordered_json instrument(const std::string& name)
    {
        m_programs.insert(name);
        return reference(fragment("program", name));
    }

    void add_agents()
    {
        for (const std::string& name : m_people) {
            m_graph.push_back({{"@id", fragment("person", name)}, {"@type", {"Person", "prov:Agent"}}, {"name", name}});
        }
        for (const std::string& name : m_programs) {
            m_graph.push_back(
                {{"@id", fragment("program", name)}, {"@type", {"SoftwareApplication", "prov:SoftwareAgent"}}, {"name", name}});
        }
    }

    [[nodiscard]] std::string item_id(const std::string& sha256) const
    {
        return m_holds == Holds::files ? packaged_path(sha256) : "urn:uuid:" + record_of(m_items.at(sha256)->item).id;
    }

    const PackageInput& m_input;
    Holds m_holds;
    std::map<std::string, const PackageItem*> m_items;
    std::set<std::string> m_people;
    std::set<std::string> m_programs;
    ordered_json m_graph = ordered_json::array();
};

} // namespace

std::string provenance(const PackageInput& input, const Report& contents, Holds holds)
{
    return Crate(input, contents, holds).bytes();
}

} // namespace khronika::publish
