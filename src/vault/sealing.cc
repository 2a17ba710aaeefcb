// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/sealing.h"

#include "base/error.h"
#include "sys/randomness.h"

#include <sodium.h>

namespace khronika::vault {

namespace {

constexpr char purpose[crypto_kdf_CONTEXTBYTES + 1] = "khr-seal";
constexpr std::uint64_t key_number = 1;
constexpr std::uint64_t commitment_number = 2;

static_assert(std::tuple_size_v<decltype(Sealed::salt)> == crypto_pwhash_argon2id_SALTBYTES);
static_assert(std::tuple_size_v<decltype(Sealed::nonce)> == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(least_cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN && least_cost.memory >= crypto_pwhash_argon2id_MEMLIMIT_MIN);
static_assert(usual_cost.passes == crypto_pwhash_argon2id_OPSLIMIT_MODERATE &&
              usual_cost.memory == crypto_pwhash_argon2id_MEMLIMIT_MODERATE);

const unsigned char* unsigned_data(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

struct Keys {
    Secret key{crypto_aead_xchacha20poly1305_ietf_KEYBYTES};
    Secret commitment{32};
};

Keys derive(const Secret& passphrase, const Cost& cost, const std::array<std::uint8_t, 16>& salt)
{
    start();
    if (cost.passes < least_cost.passes || cost.passes > greatest_cost.passes || cost.memory < least_cost.memory ||
        cost.memory > greatest_cost.memory) {
        fail("a sealed secret asks Argon2id for {} passes over {} bytes; {} to {} passes and {} to {} bytes are allowed", cost.passes,
             cost.memory, least_cost.passes, greatest_cost.passes, least_cost.memory, greatest_cost.memory);
    }
    Secret master(crypto_kdf_KEYBYTES);
    if (crypto_pwhash(master.bytes().data(), master.size(), passphrase.view().data(), passphrase.size(), salt.data(), cost.passes,
                      cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        fail("no memory for the passphrase's key: it needs {} MiB free", cost.memory >> 20U);
    }
    Keys keys;
    crypto_kdf_derive_from_key(keys.key.bytes().data(), keys.key.size(), key_number, purpose, master.bytes().data());
    crypto_kdf_derive_from_key(keys.commitment.bytes().data(), keys.commitment.size(), commitment_number, purpose, master.bytes().data());
    return keys;
}

} // namespace

Sealed seal(const Secret& secret, const Secret& passphrase, std::string_view context, const Cost& cost, sys::Random& random)
{
    Sealed out;
    out.cost = cost;
    random.fill(out.salt);
    random.fill(out.nonce);
    const Keys keys = derive(passphrase, cost, out.salt);
    std::copy(keys.commitment.bytes().begin(), keys.commitment.bytes().end(), out.commitment.begin());
    out.box.resize(secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(out.box.data()), nullptr, secret.bytes().data(),
                                               secret.size(), unsigned_data(context), context.size(), nullptr, out.nonce.data(),
                                               keys.key.bytes().data());
    return out;
}

Opened open(const Sealed& sealed, const Secret& passphrase, std::string_view context)
{
    const Keys keys = derive(passphrase, sealed.cost, sealed.salt);
    if (sodium_memcmp(keys.commitment.bytes().data(), sealed.commitment.data(), sealed.commitment.size()) != 0) {
        return {Opening::wrong_passphrase, std::nullopt};
    }
    if (sealed.box.size() < crypto_aead_xchacha20poly1305_ietf_ABYTES) {
        return {Opening::damaged, std::nullopt};
    }
    Secret secret(sealed.box.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret.bytes().data(), nullptr, nullptr, unsigned_data(sealed.box), sealed.box.size(),
                                                   unsigned_data(context), context.size(), sealed.nonce.data(),
                                                   keys.key.bytes().data()) != 0) {
        return {Opening::damaged, std::nullopt};
    }
    return {Opening::opened, std::move(secret)};
}

} // namespace khronika::vault
