// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/package_input.h"

#include "app/archive_check.h"
#include "app/layout.h"
#include "archive/manifest.h"
#include "archive/tlog.h"
#include "base/error.h"
#include "sys/clock.h"
#include "sys/files.h"

#include <map>
#include <set>

namespace khronika::app {

namespace {

void add_entries(const store::Archive& store, publish::PackageInput& input, std::uint64_t size)
{
    std::map<std::uint64_t, store::Entry> entries;
    for (const publish::PackageItem& item : input.items) {
        for (store::Entry& entry : store.entries_of_item(item.item.sha256)) {
            if (entry.index < size) {
                entries.emplace(entry.index, std::move(entry));
            }
        }
    }
    archive::TreeReader tree = tree_reader(store);
    for (auto& [index, entry] : entries) {
        std::vector<std::string> steps;
        for (const archive::Hash& step : tree.inclusion_proof(index, size)) {
            steps.push_back(archive::hex(step));
        }
        input.entries.push_back({index, std::move(entry.bytes), std::move(entry.leaf_hash), std::move(steps)});
    }
    const archive::Hash root = tree.root(size);
    input.tree_size = size;
    input.tree_root = archive::hex(root);
    input.checkpoint = archive::to_text(archive::CheckpointText{"khronika/" + input.archive, size, root});
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

publish::PackageInput package_input(const Services& services, const Archive& archive, const std::vector<Item>& items, std::uint64_t size)
{
    publish::PackageInput input;
    const std::string manifest = sys::join(archive.folder(), manifest_name);
    input.archive = archive::manifest_from_toml(sys::read_all(services.files, manifest), manifest).id;
    input.created = sys::rfc3339(services.clock.now());
    for (const Item& item : items) {
        input.items.push_back({item, archive.store().text(item.sha256), archive.store().claims(item.sha256)});
    }
    add_entries(archive.store(), input, size);
    return input;
}

} // namespace khronika::app
