// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/prove.h"

#include "app/archive_check.h"
#include "app/checkpoints.h"
#include "archive/tlog.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>

namespace khronika::app {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// The items that an entry names, for the journal.
ordered_json items_of(const store::Entry& entry)
{
    const json form = parse_json(entry.bytes, fmt::format("journal entry {}", entry.index));
    ordered_json out = ordered_json::array();
    if (const auto item = form.find("item"); item != form.end() && item->is_string()) {
        out.push_back(item->get<std::string>());
    }
    if (const auto items = form.find("items"); items != form.end() && items->is_array()) {
        for (const json& item : *items) {
            out.push_back(item.get<std::string>());
        }
    }
    return out;
}

/// The first that holds the entry and has a timestamp, since that tells since when; else the first that holds it.
std::optional<store::SignedCheckpoint> covering_checkpoint(const store::Archive& store, std::uint64_t index)
{
    std::set<std::uint64_t> stamped;
    for (const store::Timestamp& one : store.timestamps()) {
        stamped.insert(one.size);
    }
    std::optional<store::SignedCheckpoint> out;
    for (store::SignedCheckpoint& one : store.signed_checkpoints()) {
        if (one.size > index && stamped.contains(one.size)) {
            return std::move(one);
        }
        if (one.size > index && !out) {
            out = std::move(one);
        }
    }
    return out;
}

} // namespace

std::string prove_entry(Archive& archive, std::uint64_t index, const std::string& to)
{
    const auto entry = archive.store().entry(index);
    if (!entry) {
        throw UsageError(
            fmt::format("the journal has no entry {}: they are numbered from 0 to {}", index, archive.store().tree().size - 1));
    }
    const auto covering = covering_checkpoint(archive.store(), index);
    if (!covering) {
        throw UsageError(fmt::format("no signed checkpoint covers entry {}: sign one with `khronika checkpoint sign`", index));
    }
    archive::TreeReader tree = tree_reader(archive.store());
    archive::EntryProof proof{index, tree.inclusion_proof(index, covering->size), entry->bytes, covering->note};
    const auto checkpoint = archive::parse_checkpoint_text(archive::signed_part(covering->note), "checkpoint");
    if (!archive::holds(proof, checkpoint, archive::leaf_hash(entry->bytes))) {
        fail("{}: entry {} does not lead to the signed checkpoint of {} entries: run `khronika verify`", archive.folder(), index,
             covering->size);
    }
    archive.append({{"type", "journal_exported"},
                    {"what", fmt::format("proof of entry {}", index)},
                    {"size", covering->size},
                    {"to", utf8::repaired(to)},
                    {"items", items_of(*entry)}});
    return archive::to_text(proof);
}

std::uint64_t entry_of_item(const store::Archive& store, const std::string& item)
{
    for (const store::Entry& entry : store.entries_of_item(item)) {
        if (parse_json(entry.bytes, "journal").value("type", "") == "item_collected") {
            return entry.index;
        }
    }
    fail("item {}: the journal holds no entry of its collection", item);
}

std::string prove_growth(Archive& archive, std::uint64_t old_size, std::uint64_t size, const std::string& to)
{
    const store::SignedCheckpoint checkpoint = find_checkpoint(archive.store(), size);
    if (old_size == 0 || old_size > checkpoint.size) {
        throw UsageError(fmt::format("there is no proof from {} to {} entries: give an earlier size of 1 or more, and then the size of a "
                                     "signed checkpoint",
                                     old_size, checkpoint.size));
    }
    archive::TreeReader tree = tree_reader(archive.store());
    const archive::GrowthProof proof{old_size, tree.consistency_proof(old_size, checkpoint.size), checkpoint.note};
    archive.append({{"type", "journal_exported"},
                    {"what", fmt::format("proof of growth from {} to {} entries", old_size, checkpoint.size)},
                    {"size", checkpoint.size},
                    {"to", utf8::repaired(to)}});
    return archive::to_text(proof);
}

} // namespace khronika::app
