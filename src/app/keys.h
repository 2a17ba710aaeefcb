// SPDX-License-Identifier: GPL-3.0-or-later
// The archive's signing key: made, changed, and told to the journal.
//
//   key_made            key, sealed               the first
//   key_changed         key, succession, sealed   the signed note by which the key before names this one
//   passphrase_changed  key, sealed
//
// The keyring is written first and the journal then: where the power fails between the two, record_keys() says it later.
#pragma once

#include "app/archive.h"
#include "app/signing_key.h"
#include "vault/keyring.h"

#include <optional>
#include <string>

namespace khronika::app {

struct KeyRequest {
    std::string name; ///< the log's name to the outside; empty: `khronika/ID` of the archive, or as before
    PassphraseSource passphrase;
    bool without_passphrase = false; ///< the secret stands open in the keyring, readable for its owner alone
    vault::Cost cost = vault::usual_cost;
};

/// Makes the archive's first key. Throws UsageError where it has one.
vault::VerifierKey make_key(const Services& services, Archive& archive, const KeyRequest& request);

/// Makes a new key, which the one before vouches for; `request.passphrase` opens the one before and seals the new. Another
/// name begins another log to the outside, whose checkpoints need not extend those of the one before.
vault::VerifierKey change_key(const Services& services, Archive& archive, const KeyRequest& request);

/// Seals the same key anew, or leaves it open. Throws Error where the passphrase before is wrong.
void change_passphrase(const Services& services, Archive& archive, const PassphraseSource& before, const KeyRequest& request);

/// Appends what the keyring holds and the journal does not say. Throws Error where the keyring's key is one that no key of
/// the journal vouches for.
void record_keys(Archive& archive, const vault::Keyring& keyring);

/// What record_keys() would append; absent where nothing of the journal vouches for the keyring's key.
[[nodiscard]] std::optional<std::vector<nlohmann::ordered_json>> unrecorded_keys(const store::Archive& store,
                                                                                 const vault::Keyring& keyring);

/// Every key of the journal that parses, oldest first.
[[nodiscard]] std::vector<vault::VerifierKey> journal_keys(const store::Archive& store);

} // namespace khronika::app
