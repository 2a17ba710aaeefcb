// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace khronika::app {

struct VerifyReport {
    std::vector<store::Damage> damages;
    std::vector<std::string> notes; ///< what was looked at less closely, and why
    std::uint64_t items = 0;        ///< hashed
    std::uint64_t item_bytes = 0;
    std::uint64_t entries = 0;     ///< of the journal
    std::uint64_t checkpoints = 0; ///< signed ones, each found in the journal
    std::uint64_t timestamps = 0;
    std::string root; ///< of the journal's tree, hex

    [[nodiscard]] bool sound() const { return damages.empty(); }
};

struct VerifyOptions {
    std::vector<std::string> trusted_keys; ///< `NAME+HASH+BASE64`, known from elsewhere: each must be one of the journal's
    std::string timestamp_authorities;     ///< PEM certificates to which timestamps must lead; empty: not looked at
    std::string state;                     ///< the folder of last_signed.h; empty: none
};

/// Checks every item, every journal entry, the tree, every row of the tables and every byte of the archive's own files,
/// every signed checkpoint and timestamp, and changes nothing. `progress` is called with the number of items hashed so far,
/// perhaps from another thread than the caller's. Throws Error where `folder` holds no archive or one of a newer format;
/// everything else that is wrong is in the report.
[[nodiscard]] VerifyReport verify(const Services& services, const std::string& folder,
                                  const std::function<void(std::uint64_t)>& progress = {}, const VerifyOptions& options = {});

} // namespace khronika::app
