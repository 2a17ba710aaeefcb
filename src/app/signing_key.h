// SPDX-License-Identifier: GPL-3.0-or-later
// The archive's signing key, opened. Whoever has to sign for the archive (a checkpoint, a package, a backup's manifest)
// opens it here and signs lines of text with vault::sign_note (vault/note.h); the public key travels as
// vault::to_string(key.verifier()).
#pragma once

#include "vault/signing.h"

#include <optional>
#include <string>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// Where the passphrase comes from: this file; where it is empty, $KHRONIKA_PASSPHRASE_FILE; where that is not set, the
/// terminal. Not asked for where the key stands open.
struct PassphraseSource {
    std::string file;
    bool by_environment = true; ///< false: the variable is passed over
};

/// Throws UsageError where `folder` holds no keyring, Error where it is damaged or the passphrase is wrong. Turns core
/// dumps of this process off first.
[[nodiscard]] vault::SigningKey open_signing_key(sys::Files& files, const std::string& folder, const PassphraseSource& source);

/// The public half, without a passphrase; absent where `folder` holds no keyring.
[[nodiscard]] std::optional<vault::VerifierKey> verifier_key(sys::Files& files, const std::string& folder);

/// As the two above ask for it: from a file or the terminal. `fresh`: asked for twice on a terminal.
[[nodiscard]] vault::Secret passphrase_from(sys::Files& files, const PassphraseSource& source, const std::string& question, bool fresh);

} // namespace khronika::app
