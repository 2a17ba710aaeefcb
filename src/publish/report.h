// SPDX-License-Identifier: GPL-3.0-or-later
// A report: a folder of static pages, data and proofs that anyone can read from a disk and check with sha256sum.
// docs/publish.md describes its files. Pure: the same input gives the same bytes; the date comes in.
#pragma once

#include "model/event.h"
#include "model/item.h"
#include "model/text.h"
#include "publish/disclosure.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace khronika::publish {

inline constexpr int report_schema = 1;

/// An item as the report shows it.
struct ReportItem {
    Item item;
    std::optional<Text> text; ///< absent where no reader could read it
    Metadata known;           ///< what the join knew of it
};

/// One journal entry that the report rests on, with its proof in the tree of `ReportInput::tree_size`.
struct EntryProof {
    std::uint64_t index = 0;
    std::string bytes;              ///< canonical JSON
    std::string leaf_hash;          ///< hex
    std::vector<std::string> proof; ///< hex, nearest to the leaf first
};

/// A data table that the join used, so that its figures can be made again: `aliases.tsv`, `places.json`.
struct MethodFile {
    std::string name;
    std::string bytes;
};

struct ReportInput {
    std::string title;
    std::string created;           ///< UTC, RFC 3339
    std::string made_by;           ///< program and version
    std::string archive;           ///< the archive's id
    std::string acts_table;        ///< contents of data/acts.tsv
    std::vector<ReportItem> items; ///< in the order in which they were collected
    std::vector<Claim> claims;
    std::vector<Event> events;
    std::vector<Figure> figures; ///< in the order of their events
    std::vector<MethodFile> method;
    std::uint64_t tree_size = 0;
    std::string tree_root; ///< hex
    std::vector<EntryProof> proofs;
    bool with_items = true; ///< the items' bytes and texts are part of the report
    Disclosure disclosure;
};

struct File {
    std::string path; ///< within the report, with "/"
    std::string bytes;
    bool operator==(const File&) const = default;
};

/// An item whose bytes the caller copies to `path`; `sha256` is their hash and stands in the manifest already.
struct Evidence {
    std::string path;
    std::string sha256;
    bool operator==(const Evidence&) const = default;
};

struct Report {
    std::vector<File> files; ///< by path; `manifest.sha256`, which covers all the others and the evidence, comes last
    std::vector<Evidence> evidence;
    std::string folder_hash; ///< SHA-256 (hex) of manifest.sha256
};

/// Throws Error where a figure names a claim or an event, or a claim an item, that is not in the input.
[[nodiscard]] Report publish(const ReportInput& input);

} // namespace khronika::publish
