// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace khronika {

/// What a person or a sidecar file says of an item; empty where unknown.
struct Metadata {
    std::string title;
    std::string outlet;
    std::string language;  ///< ISO 639-1
    std::string published; ///< RFC 3339 date or time
    std::string url;
    bool operator==(const Metadata&) const = default;
};

/// Where an item came out of another: a message of a mailbox, a response of a WARC file, a file of a ZIP.
struct PartOf {
    std::string item;         ///< SHA-256 (hex) of the container
    std::string path;         ///< within it, as the container names its parts
    std::optional<Span> span; ///< of the container's bytes, where the part's bytes stand there as they are
    std::string date;         ///< when the container says that it took the part: RFC 3339; empty where it does not say
    bool operator==(const PartOf&) const = default;
};

/// One time that someone collected an item.
struct Collection {
    std::string id;   ///< ULID
    std::string item; ///< SHA-256 (hex)
    std::string by;   ///< who
    std::string at;   ///< when: UTC, RFC 3339
    std::string from; ///< where from: the path or address as given
    std::string how;  ///< `file`, `part`, `capture`
    Metadata stated;
    std::optional<PartOf> part_of; ///< where it was collected as a part of another
    bool operator==(const Collection&) const = default;
};

/// A digital item as collected: immutable bytes named by their SHA-256.
struct Item {
    std::string sha256; ///< hex
    std::uint64_t size = 0;
    std::string media_type; ///< as recognised from the bytes: `text/html`, `text/plain`, `application/octet-stream`
    std::vector<Collection> collections;
    bool operator==(const Item&) const = default;
};

} // namespace khronika
