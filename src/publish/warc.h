// SPDX-License-Identifier: GPL-3.0-or-later
// Records of WARC 1.1 (ISO 28500:2017), written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::publish {

struct WarcRecord {
    std::string type;                                        ///< `warcinfo`, `request`, `response`, `resource`, `metadata`, `revisit`
    std::string date;                                        ///< UTC, RFC 3339
    std::string uri;                                         ///< WARC-Target-URI; empty for none
    std::string content_type;                                ///< of the block
    std::vector<std::pair<std::string, std::string>> fields; ///< any others, such as WARC-IP-Address; names as in the standard
    std::string block_digest;                                ///< `sha256:HEX`
    std::string payload_digest; ///< `sha256:HEX` of the payload where the block holds more than that; empty otherwise
};

/// `urn:uuid:` of RFC 9562, version 8: the first bits of the SHA-256 of type, date, address and digest, so that the same
/// record has the same name.
[[nodiscard]] std::string warc_record_id(const WarcRecord& record);

/// What stands ahead of the block of `size` bytes. Line ends in values become spaces: no value can add a field.
[[nodiscard]] std::string warc_header(const WarcRecord& record, std::uint64_t size);
/// What stands behind the block.
inline constexpr std::string_view warc_end = "\r\n\r\n";

/// A whole record; the block digest is computed where it is empty.
[[nodiscard]] std::string warc_record(WarcRecord record, std::string_view block);

/// The block of a warcinfo record: `name: value` lines.
[[nodiscard]] std::string warc_fields(const std::vector<std::pair<std::string, std::string>>& fields);

} // namespace khronika::publish
