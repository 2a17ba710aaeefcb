// SPDX-License-Identifier: GPL-3.0-or-later
// The last checkpoint that was signed under a log's name, kept twice: in the archive's folder and, apart from it, in the
// account's state folder, so that an archive that was put back to an earlier state, or forked, is found before anything
// is signed. Each file holds the signed note itself, which proves its own bytes.
#pragma once

#include "archive/tlog.h"
#include "vault/signing.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

inline constexpr const char* last_signed_name = "last-signed";

/// `$XDG_STATE_HOME/khronika`, else `~/.local/state/khronika`; empty where neither is known.
[[nodiscard]] std::string state_folder();

struct LastSigned {
    std::string path;
    std::string note;
    archive::CheckpointText checkpoint;
};

class LastSignedFiles {
public:
    /// `state` is the state folder, empty for none.
    LastSignedFiles(sys::Files& files, std::string folder, const std::string& state, const std::string& archive_id);

    /// What stands in either file for the log `origin`. Throws Error where a file is damaged: malformed, or not signed by
    /// one of `keys`.
    [[nodiscard]] std::vector<LastSigned> read(const std::string& origin, const std::vector<vault::VerifierKey>& keys) const;
    /// Durable in both when it returns; the state folder's first.
    void write(const std::string& origin, const std::string& note) const;
    /// False where there is no state folder.
    [[nodiscard]] bool kept_apart() const { return !m_state.empty(); }

private:
    [[nodiscard]] std::string state_path(const std::string& origin) const;

    sys::Files& m_files;
    std::string m_folder;
    std::string m_state; ///< of this archive
};

/// The checkpoint of a signed note. Throws Error that begins with `where` where it is malformed, or not signed by one of
/// `keys` whose name is its origin.
[[nodiscard]] archive::CheckpointText checked_checkpoint(const std::string& note, const std::vector<vault::VerifierKey>& keys,
                                                         const std::string& where);

} // namespace khronika::app
