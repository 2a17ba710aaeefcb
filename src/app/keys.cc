// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keys.h"

#include "base/error.h"
#include "sys/files.h"
#include "sys/randomness.h"
#include "vault/note.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;
using vault::Keyring;
using vault::Secret;
using vault::SigningKey;

std::string keyring_path(const Archive& archive)
{
    return sys::join(archive.folder(), vault::keyring_name);
}

Keyring keyring_of(const Services& services, const Archive& archive)
{
    auto keyring = vault::read_keyring(services.files, archive.folder());
    if (!keyring) {
        throw UsageError(fmt::format("{} has no signing key: make one with `khronika key make`", archive.folder()));
    }
    return std::move(*keyring);
}

/// Absent where the secret is to stand open.
std::optional<Secret> new_passphrase(const Services& services, const KeyRequest& request, const std::string& name)
{
    if (request.without_passphrase) {
        return std::nullopt;
    }
    return passphrase_from(services.files, request.passphrase, "New passphrase of " + name, true);
}

Keyring sealed_keyring(const Services& services, const SigningKey& key, const std::optional<Secret>& passphrase, const KeyRequest& request)
{
    return vault::make_keyring(key, passphrase ? &*passphrase : nullptr, request.cost, services.random);
}

ordered_json made_entry(const vault::VerifierKey& key, bool sealed)
{
    return {{"type", "key_made"}, {"key", vault::to_string(key)}, {"sealed", sealed}};
}

} // namespace

vault::VerifierKey make_key(const Services& services, Archive& archive, const KeyRequest& request)
{
    vault::forbid_dumps();
    if (services.files.status(keyring_path(archive))) {
        throw UsageError(fmt::format("{} has a signing key already; `khronika key make --replace` makes a new one that it vouches for",
                                     archive.folder()));
    }
    if (const auto keys = archive.store().keys(); !keys.empty()) {
        fail("the journal names the signing key {}, and its keyring is gone: restore {} from a backup", keys.back().key,
             keyring_path(archive));
    }
    const std::string name = request.name.empty() ? "khronika/" + archive.id() : request.name;
    const SigningKey key = SigningKey::make(name, services.random);
    const auto passphrase = new_passphrase(services, request, name);
    const Keyring keyring = sealed_keyring(services, key, passphrase, request);
    vault::write_keyring(services.files, archive.folder(), keyring);
    record_keys(archive, keyring);
    return key.verifier();
}

vault::VerifierKey change_key(const Services& services, Archive& archive, const KeyRequest& request)
{
    vault::forbid_dumps();
    Keyring before = keyring_of(services, archive);
    record_keys(archive, before);
    std::optional<Secret> passphrase;
    if (before.sealed()) {
        passphrase = passphrase_from(services.files, request.passphrase, "Passphrase of " + before.key.name, false);
    }
    const SigningKey former = vault::open_keyring(before, passphrase ? &*passphrase : nullptr, keyring_path(archive));
    const SigningKey key = SigningKey::make(request.name.empty() ? before.key.name : request.name, services.random);
    if (request.without_passphrase) {
        passphrase.reset();
    } else if (!passphrase) {
        passphrase = new_passphrase(services, request, key.verifier().name);
    }
    Keyring keyring = sealed_keyring(services, key, passphrase, request);
    keyring.successions = std::move(before.successions);
    keyring.successions.push_back(
        vault::cosign_note(vault::sign_note(vault::succession_text(archive.id(), former.verifier(), key.verifier()), former), key));
    vault::write_keyring(services.files, archive.folder(), keyring);
    record_keys(archive, keyring);
    return key.verifier();
}

void change_passphrase(const Services& services, Archive& archive, const PassphraseSource& before, const KeyRequest& request)
{
    vault::forbid_dumps();
    Keyring old = keyring_of(services, archive);
    record_keys(archive, old);
    std::optional<Secret> passphrase;
    if (old.sealed()) {
        passphrase = passphrase_from(services.files, before, "Present passphrase of " + old.key.name, false);
    }
    const SigningKey key = vault::open_keyring(old, passphrase ? &*passphrase : nullptr, keyring_path(archive));
    passphrase = new_passphrase(services, request, old.key.name);
    Keyring keyring = sealed_keyring(services, key, passphrase, request);
    keyring.successions = std::move(old.successions);
    vault::write_keyring(services.files, archive.folder(), keyring);
    archive.append({{"type", "passphrase_changed"}, {"key", vault::to_string(key.verifier())}, {"sealed", keyring.sealed()}});
}

std::optional<std::vector<ordered_json>> unrecorded_keys(const store::Archive& store, const Keyring& keyring)
{
    const std::string present = vault::to_string(keyring.key);
    const std::vector<store::KeyRecord> known = store.keys();
    std::string last = known.empty() ? "" : known.back().key;
    std::vector<ordered_json> out;
    if (known.empty()) {
        const auto first =
            keyring.successions.empty() ? keyring.key : vault::check_succession(keyring.successions.front(), vault::keyring_name).former;
        out.push_back(made_entry(first, keyring.sealed()));
        last = vault::to_string(first);
    }
    for (const std::string& note : keyring.successions) {
        const vault::Succession step = vault::check_succession(note, vault::keyring_name);
        if (vault::to_string(step.former) == last) {
            last = vault::to_string(step.key);
            out.push_back({{"type", "key_changed"}, {"key", last}, {"succession", note}, {"sealed", keyring.sealed()}});
        }
    }
    return last == present ? std::optional(std::move(out)) : std::nullopt;
}

void record_keys(Archive& archive, const Keyring& keyring)
{
    const auto entries = unrecorded_keys(archive.store(), keyring);
    if (!entries) {
        fail("{}: its key is not the one that the journal names, and no key of the journal vouches for it: restore the file from a backup "
             "of this archive",
             keyring_path(archive));
    }
    if (!entries->empty()) {
        archive.append_all(*entries);
    }
}

std::vector<vault::VerifierKey> journal_keys(const store::Archive& store)
{
    std::vector<vault::VerifierKey> out;
    for (const store::KeyRecord& record : store.keys()) {
        if (auto key = vault::parse_verifier_key(record.key)) {
            out.push_back(std::move(*key));
        }
    }
    return out;
}

} // namespace khronika::app
