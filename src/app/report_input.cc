// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report_input.h"

#include "app/layout.h"
#include "app/recorded_places.h"
#include "app/table.h"
#include "archive/manifest.h"
#include "archive/merkle.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/clock.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace khronika::app {

namespace {

using publish::EntryProof;

void add_items(const Archive& archive, const JoinedClaims& joined, publish::ReportInput& input)
{
    std::set<std::string_view> used;
    for (const Claim& claim : joined.claims) {
        used.insert(claim.item);
    }
    std::map<std::string_view, const events::ItemInfo*> infos;
    for (const events::ItemInfo& info : joined.items) {
        infos.emplace(info.id, &info);
    }
    for (Item& item : archive.store().items()) {
        if (used.count(item.sha256) == 0) {
            continue;
        }
        const events::ItemInfo& info = *infos.at(item.sha256);
        publish::ReportItem entry;
        entry.text = archive.store().text(item.sha256);
        entry.known = {info.title, info.outlet, info.language, info.published, info.url};
        entry.item = std::move(item);
        input.items.push_back(std::move(entry));
    }
}

/// What a journal entry is for this report: its words are shown where the report shows them anyway.
enum class Part { none, hash_alone, whole };

Part part_of(const nlohmann::json& entry, const std::set<std::string>& items, bool with_items)
{
    const std::string type = entry.value("type", "");
    if (type == "events_joined") {
        return Part::hash_alone;
    }
    if ((type != "item_collected" && type != "claims_extracted") || items.count(entry.value("item", "")) == 0) {
        return Part::none;
    }
    return type == "item_collected" && with_items ? Part::whole : Part::hash_alone;
}

void add_proofs(const Archive& archive, publish::ReportInput& input)
{
    std::set<std::string> items;
    for (const publish::ReportItem& item : input.items) {
        items.insert(item.item.sha256);
    }
    std::vector<archive::Hash> leaves;
    std::map<std::string, EntryProof> latest; // of each kind and item, so that superseded ones are left out
    archive.store().each_entry(0, [&](const store::Entry& entry) {
        const auto leaf = archive::hash_from_hex(entry.leaf_hash);
        if (!leaf) {
            fail("journal entry {} has no readable hash; run `khronika verify`", entry.index);
        }
        leaves.push_back(*leaf);
        const nlohmann::json form = parse_json(entry.bytes, "journal");
        const Part part = part_of(form, items, input.with_items);
        if (part != Part::none) {
            std::string key = form.value("type", "") + " " + form.value("item", "");
            key += form.value("type", "") == "item_collected" ? " " + form.value("id", "") : "";
            latest[key] = {entry.index, part == Part::whole ? entry.bytes : std::string(), entry.leaf_hash, {}};
        }
        return true;
    });
    std::map<std::uint64_t, EntryProof> ordered;
    for (auto& [key, proof] : latest) {
        ordered.emplace(proof.index, std::move(proof));
    }
    for (auto& [index, proof] : ordered) {
        for (const archive::Hash& step : archive::inclusion_proof(leaves, index)) {
            proof.proof.push_back(archive::hex(step));
        }
        input.proofs.push_back(std::move(proof));
    }
    input.tree_size = leaves.size();
    input.tree_root = archive::hex(archive::root_of(leaves));
}

} // namespace

namespace {

// What the join knew beside claims, places and words: the texts' signatures, and what persons decided.
std::string join_inputs(const JoinedClaims& joined)
{
    nlohmann::ordered_json out{{"signatures", nlohmann::ordered_json::object()},
                               {"together", joined.decisions.together},
                               {"apart", joined.decisions.apart},
                               {"cut", joined.decisions.cut},
                               {"added", joined.decisions.added}};
    std::set<std::string_view> used;
    for (const Claim& claim : joined.claims) {
        used.insert(claim.item);
    }
    for (const events::ItemInfo& item : joined.items) {
        if (used.count(item.id) != 0) {
            out["signatures"][item.id] = item.signature;
        }
    }
    return out.dump() + "\n";
}

} // namespace

publish::ReportInput report_input(const Services& services, const Archive& archive, const JoinedClaims& joined,
                                  const ReportRequest& request)
{
    publish::ReportInput input;
    input.title = request.title;
    input.created = sys::rfc3339(services.clock.now());
    input.made_by = request.made_by;
    const std::string manifest = sys::join(archive.folder(), manifest_name);
    input.archive = archive::manifest_from_toml(sys::read_all(services.files, manifest), manifest).id;
    input.claims = joined.claims;
    input.events = joined.joined.events;
    input.figures = joined.joined.figures;
    input.with_items = request.with_items;
    input.disclosure.smallest_cell = request.smallest_cell;
    const language::Table acts = read_table(services.files, "acts.tsv");
    input.acts_table = acts.content;
    input.method = {{"acts.tsv", acts.content},
                    {"aliases.tsv", read_table(services.files, "actors/aliases.tsv").content},
                    {"places.json", RecordedPlaces::record(*known_places(), joined.claims, joined.items)},
                    {"words.tsv", read_table(services.files, "events/words.tsv").content},
                    {"decisions.json", join_inputs(joined)}};
    add_items(archive, joined, input);
    add_proofs(archive, input);
    return input;
}

} // namespace khronika::app
