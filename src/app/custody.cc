// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/custody.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace khronika::app {

namespace {

using nlohmann::json;

constexpr std::size_t shortest_prefix = 6;

std::string text_at(const json& form, const char* key)
{
    const auto found = form.find(key);
    return found != form.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string with_form(std::string type)
{
    std::replace(type.begin(), type.end(), '_', ' ');
    return type;
}

/// What a kind of entry is called, and what is told of it.
std::pair<std::string, std::string> told(const json& form)
{
    const std::string type = text_at(form, "type");
    if (type == "item_collected") {
        return {"collected", fmt::format("from {} ({})", text_at(form, "from"), text_at(form, "how"))};
    }
    if (type == "text_read") {
        return {"read", fmt::format("by {}", form.contains("text") ? text_at(form["text"], "reader") : "")};
    }
    if (type == "reading_failed") {
        return {"not readable", text_at(form, "reason")};
    }
    if (type == "claims_extracted") {
        return {"claims extracted", fmt::format("{} by {}", form.value("claims", json::array()).size(), text_at(form, "engine"))};
    }
    if (type == "item_accessed") {
        return {"accessed", fmt::format("{} to {}", text_at(form, "what"), text_at(form, "to"))};
    }
    if (type == "journal_exported") {
        return {"exported", fmt::format("{} to {}", text_at(form, "what"), text_at(form, "to"))};
    }
    if (type == "report_published") {
        return {"published", fmt::format("in the report '{}', manifest {}", text_at(form, "title"), text_at(form, "folder_hash"))};
    }
    return {with_form(type), text_at(form, "reader")};
}

CustodyStep step_of(const store::Entry& entry)
{
    const json form = parse_json(entry.bytes, fmt::format("journal entry {}", entry.index));
    auto [what, detail] = told(form);
    return {entry.index, text_at(form, "at"), text_at(form, "by"), std::move(what), std::move(detail), text_at(form, "why")};
}

std::string why_of(const store::Archive& store, std::uint64_t index)
{
    const auto entry = store.entry(index);
    return entry ? step_of(*entry).why : "";
}

void add_proofs(const store::Archive& store, std::uint64_t collected, std::vector<CustodyStep>& out)
{
    const auto checkpoints = store.signed_checkpoints();
    const auto covering =
        std::find_if(checkpoints.begin(), checkpoints.end(), [&](const store::SignedCheckpoint& one) { return one.size > collected; });
    if (covering == checkpoints.end()) {
        return;
    }
    out.push_back({covering->entry_index, covering->at, covering->by, "checkpoint signed", fmt::format("over {} entries", covering->size),
                   why_of(store, covering->entry_index)});
    std::set<std::string> authorities;
    for (const store::Timestamp& one : store.timestamps()) {
        if (one.size > collected && authorities.insert(one.authority).second) {
            const auto entry = store.entry(one.entry_index);
            const CustodyStep step = entry ? step_of(*entry) : CustodyStep{};
            out.push_back({one.entry_index, step.at, step.by, "timestamped",
                           fmt::format("{} by {}, over {} entries", one.stamped_at, one.authority, one.size), step.why});
        }
    }
}

} // namespace

std::vector<CustodyStep> custody(const store::Archive& store, const std::string& item)
{
    std::vector<CustodyStep> out;
    for (const store::Entry& entry : store.entries_of_item(item)) {
        out.push_back(step_of(entry));
    }
    if (!out.empty()) {
        add_proofs(store, out.front().entry, out);
    }
    std::stable_sort(out.begin(), out.end(), [](const CustodyStep& a, const CustodyStep& b) { return a.entry < b.entry; });
    return out;
}

std::string find_item(const store::Archive& store, const std::string& text)
{
    if (text.size() < shortest_prefix || text.size() > 64 || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
        throw UsageError(fmt::format("'{}' names no item: give its SHA-256, or at least its first {} letters", text, shortest_prefix));
    }
    const auto found = store.items_starting_with(text);
    if (found.empty()) {
        throw UsageError(fmt::format("no item's SHA-256 begins with {}", text));
    }
    if (found.size() > 1) {
        throw UsageError(fmt::format("{} items' SHA-256 begin with {}: give more letters", found.size(), text));
    }
    return found.front();
}

void record_access(Archive& archive, const std::vector<std::string>& items, const std::string& what, const std::string& to)
{
    archive.append({{"type", "item_accessed"}, {"items", items}, {"what", what}, {"to", utf8::repaired(to)}});
}

} // namespace khronika::app
