// SPDX-License-Identifier: GPL-3.0-or-later
// WARC 1.1 (ISO 28500:2017): records in, bytes out. Digests are `sha256:` and hex, as warcio.js writes them; SHA-1, which is usual
// elsewhere, no longer shows that bytes were not exchanged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::archive {

struct WarcRecord {
    std::string type;   ///< `warcinfo`, `request`, `response`, `resource`, `metadata`, `revisit`
    std::string id;     ///< a UUID, without `urn:uuid:`
    std::string date;   ///< RFC 3339, UTC
    std::string target; ///< WARC-Target-URI; empty where there is none
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> fields; ///< further ones, names as they are to be written
    std::string_view block;
    /// Where the payload begins in the block (behind the HTTP head), for WARC-Payload-Digest; npos where there is none.
    std::size_t payload = std::string_view::npos;
};

/// One record, with its digests and length. A line break or other control character in a field is written as a space: no value
/// can add a field.
[[nodiscard]] std::string warc_record(const WarcRecord& record);

/// What stands ahead of a block of `size` bytes that the caller writes itself, and `warc_end` behind it: for blocks that are not
/// held in memory. `record.block` is not looked at. Digests as warc_digest gives them; the payload's may be empty.
[[nodiscard]] std::string warc_head(const WarcRecord& record, std::uint64_t size, std::string_view block_digest,
                                    std::string_view payload_digest);
inline constexpr std::string_view warc_end = "\r\n\r\n";

/// The fields of a warcinfo or metadata block (application/warc-fields).
[[nodiscard]] std::string warc_fields(const std::vector<std::pair<std::string, std::string>>& fields);

/// `sha256:` and 64 hexadecimal digits.
[[nodiscard]] std::string warc_digest(std::string_view bytes);

/// A random UUID (version 4) out of 16 random bytes.
[[nodiscard]] std::string uuid_of(std::string_view random);

} // namespace khronika::archive
