// SPDX-License-Identifier: GPL-3.0-or-later
// By what a backup is sealed and opened, as a person names it.
#pragma once

#include "app/backup.h"

#include <string>
#include <vector>

namespace khronika::app {

struct BackupLockOptions {
    std::vector<std::string> recipients; ///< age1…
    std::string recipients_file;
    std::string passphrase_file;
};

/// Throws UsageError where neither recipient nor passphrase is named, or both, or a recipient is none.
[[nodiscard]] vault::AgeLock backup_lock(sys::Files& files, const BackupLockOptions& options);

struct BackupKeyOptions {
    std::vector<std::string> identity_files;
    std::string passphrase_file;
};

/// Throws UsageError where neither is named, or both; Error that names file and line of a line that is no identity.
[[nodiscard]] vault::AgeKey backup_key(sys::Files& files, const BackupKeyOptions& options);

/// `SIZE` or `SIZE:ROOT`. Throws UsageError where it is neither.
[[nodiscard]] KnownState parse_known_state(const std::string& text);

} // namespace khronika::app
