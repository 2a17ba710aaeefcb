// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/package_source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::app {

/// A record of an archive file as the exports write it: a gzip member of its own.
struct MemberRecord {
    std::uint64_t offset = 0; ///< of the member
    std::uint64_t length = 0;
    std::string type;
    std::string uri;
    std::string block_digest; ///< `sha256:HEX`, as stated
    std::string block_sha256; ///< hex, as computed
    std::uint64_t block_size = 0;
};

/// Reads a WARC file of gzip members in bounded memory. Throws Error that names the offset where a member is damaged, or
/// is not one whole record.
[[nodiscard]] std::vector<MemberRecord> read_members(PackageSource& source, const std::string& name);

} // namespace khronika::app
