// SPDX-License-Identifier: GPL-3.0-or-later
// An archive into one sealed file, and back; docs/backup.md describes it.
#pragma once

#include "app/archive.h"
#include "vault/age.h"
#include "vault/signing.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace khronika::app {

struct BackupReport {
    std::string archive; ///< id
    std::string time;    ///< UTC, RFC 3339
    std::uint64_t entries = 0;
    std::string root; ///< of the journal's tree, hex
    std::uint64_t items = 0;
    std::uint64_t bytes = 0; ///< of the files in it, before sealing
    std::string key;         ///< that signed it, `NAME+HASH+BASE64`
    std::vector<std::string> notices;
};

using BackupProgress = std::function<void(std::uint64_t done, std::uint64_t of)>; ///< in items

/// Writes the archive in `folder` as it is in one moment to the new file `out`, while others may read and write it. Throws
/// Error where an item is missing or damaged; nothing is then left at `out`.
[[nodiscard]] BackupReport backup(const Services& services, const std::string& folder, const std::string& out, const vault::AgeLock& lock,
                                  const vault::SigningKey& key, const BackupProgress& progress);

/// A state of the journal; empty root: any of that size.
struct KnownState {
    std::uint64_t entries = 0;
    std::string root;
};

struct RestoreRequest {
    std::string from;
    std::string folder;
    bool replace = false;                  ///< an archive may stand in `folder`; it is kept beside, under another name
    std::optional<vault::VerifierKey> key; ///< that must have signed it
    std::optional<KnownState> at_least;    ///< what it must hold
};

/// Restores a backup into `folder`. All is written beside `folder` and checked there: the seal, the signature, every file
/// against the manifest, the journal's root, and the archive as `verify` does it. Only then does it take its place. Throws
/// Error that says what is wrong; nothing that was restored is then left.
[[nodiscard]] BackupReport restore(const Services& services, const RestoreRequest& request, const vault::AgeKey& key, const std::string& by,
                                   const BackupProgress& progress);

} // namespace khronika::app
