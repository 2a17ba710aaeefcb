// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/package.h"

#include "archive/sha256.h"
#include "model/json.h"
#include "publish/provenance.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace khronika::publish {

namespace {

using nlohmann::ordered_json;

ordered_json package_json(const PackageInput& input)
{
    std::size_t claims = 0;
    for (const PackageItem& item : input.items) {
        claims += item.claims.size();
    }
    return {
        {"khronika_package", package_schema}, {"title", input.title},     {"created", input.created},
        {"made_by", input.made_by},           {"archive", input.archive}, {"tree", {{"size", input.tree_size}, {"root", input.tree_root}}},
        {"items", input.items.size()},        {"claims", claims},         {"entries", input.entries.size()}};
}

std::string entries_jsonl(const PackageInput& input)
{
    std::string out;
    for (const EntryProof& entry : input.entries) {
        out += json_line({{"index", entry.index}, {"leaf_hash", entry.leaf_hash}, {"proof", entry.proof}, {"entry", entry.bytes}}) + "\n";
    }
    return out;
}

std::string claims_jsonl(const PackageInput& input)
{
    std::string out;
    for (const PackageItem& item : input.items) {
        for (const Claim& claim : item.claims) {
            out += json_line(to_json(claim)) + "\n";
        }
    }
    return out;
}

} // namespace

std::string packaged_path(std::string_view sha256)
{
    return "items/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256);
}

Report package_contents(const PackageInput& input, Holds holds)
{
    Report out;
    out.files.push_back({"package.json", package_json(input).dump(1) + "\n"});
    out.files.push_back({"entries.jsonl", entries_jsonl(input)});
    out.files.push_back({"claims.jsonl", claims_jsonl(input)});
    out.files.push_back({"checkpoint", input.checkpoint});
    if (!input.key.empty()) {
        out.files.push_back({"key", input.key + "\n"});
    }
    for (const PackageItem& item : input.items) {
        if (holds == Holds::files) {
            out.evidence.push_back({packaged_path(item.item.sha256), item.item.sha256});
        }
        if (item.text) {
            out.files.push_back({"texts/" + item.item.sha256 + ".txt", item.text->content});
            out.files.push_back({"texts/" + item.item.sha256 + ".json", json_line(to_json(*item.text)) + "\n"});
        }
    }
    out.files.push_back({"ro-crate-metadata.json", provenance(input, out, holds)});
    std::sort(out.files.begin(), out.files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return out;
}

} // namespace khronika::publish
