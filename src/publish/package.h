// SPDX-License-Identifier: GPL-3.0-or-later
// An evidence package: items with everything that the journal says of them, for a court or a colleague, checkable without
// the archive. docs/packages.md describes its files. Pure: the same input gives the same bytes; the date comes in.
//
// Rejected: an own container. A bag (RFC 8493) is checked by any BagIt tool and by `sha256sum -c`, a WACZ (1.1.1) is
// opened by any replay tool; what Khronika adds lies in either as plain files.
#pragma once

#include "model/claim.h"
#include "model/item.h"
#include "model/text.h"
#include "publish/report.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::publish {

inline constexpr int package_schema = 1;

struct PackageItem {
    Item item;
    std::optional<Text> text; ///< absent where no reader could read it
    std::vector<Claim> claims;
};

struct PackageInput {
    std::string title;
    std::string created;   ///< UTC, RFC 3339
    std::string made_by;   ///< program and version
    std::string zipped_by; ///< the library that makes the ZIP file of a WACZ
    std::string archive;   ///< the archive's id
    std::vector<PackageItem> items;
    std::vector<EntryProof> entries; ///< every journal entry that names one of the items, by index; each with its bytes
    std::string checkpoint;          ///< the C2SP checkpoint that the proofs lead to, a signed note where the archive has a key
    std::string key;                 ///< the verifier key of that signature, empty where unsigned
    std::uint64_t tree_size = 0;
    std::string tree_root; ///< hex
};

/// How an item is named in the provenance and where its bytes are.
enum class Holds { files, records };

/// What both forms of a package hold: package.json, entries.jsonl, checkpoint, key, claims.jsonl, texts/, the provenance,
/// and, as `files`, the items' bytes under items/ as evidence; as `records` they are in the
/// archive of a WACZ and named there by their record's id. By path.
[[nodiscard]] Report package_contents(const PackageInput& input, Holds holds);

/// The parts of a bag beside its payload, which is `contents` under data/: bagit.txt, bag-info.txt and the manifests.
/// Gives the whole bag; `folder_hash` is the hash of tagmanifest-sha256.txt. `item_bytes` is the size of all evidence.
[[nodiscard]] Report bag(const PackageInput& input, Report contents, std::uint64_t item_bytes);

/// Where an item's bytes lie in `package_contents`: items/ab/abcdef…
[[nodiscard]] std::string packaged_path(std::string_view sha256);

} // namespace khronika::publish
