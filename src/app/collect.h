// SPDX-License-Identifier: GPL-3.0-or-later
// Files into the archive: bytes kept first, and only then read.
#pragma once

#include "app/archive.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace khronika::readers {
class PartSink;
}

namespace khronika::app {

struct CollectRequest {
    std::vector<std::string> paths; ///< files and folders
    Metadata stated;                ///< for every file; goes before what a file's sidecar says
    std::size_t group = 64;         ///< files that become durable, and are acknowledged, together; at least 1
};

/// What a reader made of an item: a text, or the reason why there is none; of a container parts, and a text perhaps.
struct ReadOutcome {
    std::optional<Text> text;
    std::string reason{};
    std::string container{};    ///< the reader of the parts; empty where the item is no container
    std::uint64_t left_out = 0; ///< parts that the reader did not hand out
};

/// What is done with an item once it is kept; either may be empty.
struct Pipeline {
    /// Reads the item's bytes at `path`. What it throws is a failed reading,
    /// but for sys::IoError and std::bad_alloc, which end the collect.
    std::function<ReadOutcome(const std::string& path, const Item& item, const Metadata& stated)> read;
    /// The claims of a text, without ids; must not throw.
    std::function<std::vector<Claim>(const Text& text)> extract{};
    std::string engine{}; ///< name and version of `extract`
    /// As `read`, and hands out the parts of a container; where it is set, it is called and `read` is not.
    std::function<ReadOutcome(const std::string& path, const Item& item, const Metadata& stated, readers::PartSink& parts)> unpack{};
};

/// One file that is safe in the archive.
struct Collected {
    std::string sha256;
    std::uint64_t size = 0;
    std::string media_type;
    std::string from;       ///< the path; of a part, that of its container and its own within it
    std::string collection; ///< id
    bool fresh = false;     ///< the item was not in the archive before
};

struct CollectReport {
    std::uint64_t collected = 0; ///< collections noted
    std::uint64_t fresh = 0;     ///< of them, items that are new
    std::uint64_t parts = 0;     ///< collections of parts of containers, which do not count as `collected`
    std::uint64_t fresh_parts = 0;
    std::uint64_t parts_left_out = 0;
    std::uint64_t media_bound = 0;   ///< files beside an export that were bound to their messages
    std::uint64_t media_missing = 0; ///< files that messages name and that are not there
    std::uint64_t read = 0;          ///< texts read
    std::uint64_t unreadable = 0;
    std::uint64_t claims = 0;
    std::uint64_t claims_left_out = 0;
    std::uint64_t failed = 0;   ///< files that could not be collected
    std::uint64_t sidecars = 0; ///< used
    std::uint64_t hidden = 0;   ///< files and folders that were passed over because their names begin with a dot
    std::uint64_t passed = 0;   ///< links, devices, other archives and sidecars without a file
};

struct CollectWatch {
    std::function<void(const Collected&)> acknowledged;           ///< the file is safe: it and its entry survive a loss of power
    std::function<void(const std::string& message)> told;         ///< for standard error
    std::function<void(std::uint64_t done, std::uint64_t of)> at; ///< progress, in files
};

/// Collects every file. A file that cannot be read is told and counted, and the rest goes on; where the archive itself
/// cannot be written, throws Error, and what was acknowledged is safe.
[[nodiscard]] CollectReport collect(const Services& services, Archive& archive, const CollectRequest& request, const Pipeline& pipeline,
                                    const CollectWatch& watch);

/// Reads `item` again and extracts its claims, in one transaction; keeps its parts as items of their own and reads them in turn.
/// `item` holds its latest collection alone, whose `from` names it. Adds to `report`.
void read_item(const Services& services, Archive& archive, const Item& item, const Metadata& stated, const Pipeline& pipeline,
               const CollectWatch& watch, CollectReport& report);

/// Whether a reader has to look at an item: it has not yet, or something else is stated of it now. `before` is the item as it was
/// before its latest collection.
[[nodiscard]] bool should_read(const Archive& archive, const Item& before, const Metadata& stated);

} // namespace khronika::app
