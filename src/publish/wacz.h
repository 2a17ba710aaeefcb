// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1) beside its archives: the index, the pages and the list of
// all files with their hashes. Pure.
#pragma once

#include "archive/warc_writer.h"
#include "publish/package.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::publish {

/// Where one record lies in `archive/FILE`: a gzip member of its own.
struct IndexedRecord {
    std::string uri;
    std::string date; ///< UTC, RFC 3339
    std::string media_type;
    std::string digest; ///< `sha256:HEX` of the payload
    std::string file;   ///< name within archive/
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// A file of the WACZ as datapackage.json lists it.
struct Resource {
    std::string path;
    std::string sha256; ///< hex
    std::uint64_t size = 0;
};

/// The record that holds an item's bytes: of type `resource`, under the address that was stated for the item, else
/// `urn:sha256:HEX`. Its name is made of type, date, address and hash (a UUID of RFC 9562, version 8), so that the same record
/// has the same name; its block, the item's bytes, is left out.
[[nodiscard]] archive::WarcRecord record_of(const Item& item);
/// `sha256:HEX`, of the block and the payload, which are one.
[[nodiscard]] std::string record_digest(const Item& item);
/// The warcinfo record that begins the archive, whole.
[[nodiscard]] std::string warcinfo(const PackageInput& input);

/// The key by which an index sorts an address (Sort-friendly URI Reordering Transform): `org,example)/path?query`;
/// scheme, default port, fragment and `www.` left out, letters small, the parts of the query sorted.
[[nodiscard]] std::string surt(std::string_view uri);
/// `indexes/index.cdx`: a line of CDXJ a record, sorted.
[[nodiscard]] std::string index_cdxj(const std::vector<IndexedRecord>& records);
/// `pages/pages.jsonl`: a line for each item that a browser can show, with the text that a reader made of it.
[[nodiscard]] std::string pages_jsonl(const PackageInput& input);
/// `datapackage.json`; `resources` by path.
[[nodiscard]] std::string datapackage_json(const PackageInput& input, const std::vector<Resource>& resources);

/// What shows that datapackage.json is as it was made. `signature` and `public_key` are of the anonymous form of WACZ signing
/// and verification 0.1.0: a key made for this package alone, so that replay tools can check it; `note` is signed by the
/// archive's key and says whose package it is.
struct PackageSignature {
    std::string signature;  ///< base64 of ECDSA P-384 with SHA-256 over `sha256:HEX`, r and s as 48 bytes each
    std::string public_key; ///< base64 of the SubjectPublicKeyInfo
    std::string note;       ///< C2SP signed note
};

/// `datapackage-digest.json`: the hash of datapackage.json and, where there is one, its signature.
[[nodiscard]] std::string datapackage_digest_json(const PackageInput& input, std::string_view datapackage,
                                                  const std::optional<PackageSignature>& signature);

} // namespace khronika::publish
