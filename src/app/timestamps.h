// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 3161 timestamps over signed checkpoints: the bytes that are stamped are those of the whole signed note, as they lie
// in checkpoints/SIZE.
#pragma once

#include "app/archive.h"

#include <string>
#include <vector>

namespace khronika::sys {
class Http;
}

namespace khronika::app {

struct StampedReport {
    std::uint64_t size = 0;    ///< of the checkpoint
    std::string at;            ///< the authority's time
    std::string authority;     ///< the subject of its certificate
    bool to_authority = false; ///< its certificate leads to one of those that were given
};

struct StampRequest {
    std::uint64_t size = 0;  ///< of the checkpoint; 0: the latest
    std::string authorities; ///< PEM certificates to hold the reply against; empty: none
};

/// The request (DER) over a signed checkpoint, without a nonce, to be sent by other means.
[[nodiscard]] std::string timestamp_query(const Archive& archive, std::uint64_t size);

/// Asks the authority at `url`, which the user named, and records its reply. Throws Error that names what is wrong with
/// the reply, and records nothing then.
[[nodiscard]] StampedReport ask_authority(const Services& services, Archive& archive, sys::Http& http, const std::string& url,
                                          const StampRequest& request);

/// Records a reply that came by other means from `source`.
[[nodiscard]] StampedReport take_reply(const Services& services, Archive& archive, const std::string& reply, const std::string& source,
                                       const StampRequest& request);

/// The files' certificates, one after the other. Throws Error where one holds none.
[[nodiscard]] std::string read_certificates(sys::Files& files, const std::vector<std::string>& paths);

} // namespace khronika::app
