// SPDX-License-Identifier: GPL-3.0-or-later
// WARC 1.1 (ISO 28500:2017): records in, bytes out. Digests are `sha256:` and hex, as warcio.js writes them; SHA-1, which is usual
// elsewhere, no longer shows that bytes were not exchanged.
#pragma once

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

/// One record, with its digests and length. A line break in a field is written as a space.
[[nodiscard]] std::string warc_record(const WarcRecord& record);

/// The same as a gzip member of its own, so that a reader can begin at it.
[[nodiscard]] std::string gzip_member(std::string_view bytes);

/// The fields of a warcinfo or metadata block (application/warc-fields).
[[nodiscard]] std::string warc_fields(const std::vector<std::pair<std::string, std::string>>& fields);

/// `sha256:` and 64 hexadecimal digits.
[[nodiscard]] std::string warc_digest(std::string_view bytes);

/// A random UUID (version 4) out of 16 random bytes.
[[nodiscard]] std::string uuid_of(std::string_view random);

} // namespace khronika::archive
