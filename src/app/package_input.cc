// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/package_input.h"

#include "app/layout.h"
#include "archive/manifest.h"
#include "archive/merkle.h"
#include "archive/tlog.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/clock.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <set>

namespace khronika::app {

namespace {

void add_entries(const Archive& archive, publish::PackageInput& input)
{
    std::set<std::string_view> wanted;
    for (const publish::PackageItem& item : input.items) {
        wanted.insert(item.item.sha256);
    }
    std::vector<archive::Hash> leaves;
    archive.store().each_entry(0, [&](const store::Entry& entry) {
        const auto leaf = archive::hash_from_hex(entry.leaf_hash);
        if (!leaf) {
            fail("journal entry {} has no readable hash; run `khronika verify`", entry.index);
        }
        leaves.push_back(*leaf);
        const nlohmann::json form = parse_json(entry.bytes, "journal");
        if (wanted.count(form.value("item", "")) != 0) {
            input.entries.push_back({entry.index, entry.bytes, entry.leaf_hash, {}});
        }
        return true;
    });
    for (publish::EntryProof& entry : input.entries) {
        for (const archive::Hash& step : archive::inclusion_proof(leaves, entry.index)) {
            entry.proof.push_back(archive::hex(step));
        }
    }
    input.tree_size = leaves.size();
    input.tree_root = archive::hex(archive::root_of(leaves));
}

} // namespace

std::vector<Item> chosen_items(const Archive& archive, const std::vector<std::string>& prefixes)
{
    std::set<std::string> chosen;
    for (const std::string& prefix : prefixes) {
        const std::vector<std::string> found = archive.store().items_starting_with(prefix);
        if (found.size() != 1) {
            fail("{} {}: give more of its SHA-256, as `khronika items` lists it", prefix,
                 found.empty() ? "is the beginning of no item" : "is the beginning of several items");
        }
        chosen.insert(found.front());
    }
    std::vector<Item> items = archive.store().items();
    if (!prefixes.empty()) {
        std::erase_if(items, [&](const Item& item) { return chosen.count(item.sha256) == 0; });
    }
    return items;
}

publish::PackageInput package_input(const Services& services, const Archive& archive, const std::vector<Item>& items)
{
    publish::PackageInput input;
    const std::string manifest = sys::join(archive.folder(), manifest_name);
    input.archive = archive::manifest_from_toml(sys::read_all(services.files, manifest), manifest).id;
    input.created = sys::rfc3339(services.clock.now());
    for (const Item& item : items) {
        input.items.push_back({item, archive.store().text(item.sha256), archive.store().claims(item.sha256)});
    }
    add_entries(archive, input);
    const auto root = archive::hash_from_hex(input.tree_root);
    input.checkpoint = archive::to_text(archive::CheckpointText{"khronika/" + input.archive, input.tree_size, root.value()});
    return input;
}

} // namespace khronika::app
