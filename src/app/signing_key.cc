// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signing_key.h"

#include "base/error.h"
#include "sys/files.h"
#include "vault/keyring.h"
#include "vault/secret_file.h"

#include <cstdlib>

namespace khronika::app {

vault::Secret passphrase_from(sys::Files& files, const PassphraseSource& source, const std::string& question, bool fresh)
{
    const char* named = source.by_environment ? std::getenv("KHRONIKA_PASSPHRASE_FILE") : nullptr;
    const std::string path = !source.file.empty() ? source.file : named != nullptr ? named : "";
    if (!path.empty()) {
        return vault::read_passphrase_file(files, path);
    }
    return fresh ? vault::ask_new_passphrase(question) : vault::ask_passphrase(question);
}

vault::SigningKey open_signing_key(sys::Files& files, const std::string& folder, const PassphraseSource& source)
{
    vault::forbid_dumps();
    const auto keyring = vault::read_keyring(files, folder);
    if (!keyring) {
        throw UsageError(fmt::format("{} has no signing key: make one with `khronika key make`", folder));
    }
    const std::string where = sys::join(folder, vault::keyring_name);
    if (!keyring->sealed()) {
        return vault::open_keyring(*keyring, nullptr, where);
    }
    const vault::Secret passphrase = passphrase_from(files, source, "Passphrase of " + keyring->key.name, false);
    return vault::open_keyring(*keyring, &passphrase, where);
}

std::optional<vault::VerifierKey> verifier_key(sys::Files& files, const std::string& folder)
{
    const auto keyring = vault::read_keyring(files, folder);
    return keyring ? std::optional(keyring->key) : std::nullopt;
}

} // namespace khronika::app
