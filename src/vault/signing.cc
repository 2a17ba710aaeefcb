// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/signing.h"

#include "base/base64.h"
#include "base/error.h"
#include "sys/randomness.h"

#include <sodium.h>

#include <algorithm>

namespace khronika::vault {

namespace {

constexpr char ed25519_byte = '\x01';

std::string encoded(const VerifierKey& key)
{
    return ed25519_byte + std::string(key.bytes.begin(), key.bytes.end());
}

const unsigned char* unsigned_data(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::uint32_t VerifierKey::hash() const
{
    const std::string bytes_hashed = name + "\n" + encoded(*this);
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), unsigned_data(bytes_hashed), bytes_hashed.size());
    return (std::uint32_t{digest[0]} << 24U) | (std::uint32_t{digest[1]} << 16U) | (std::uint32_t{digest[2]} << 8U) | digest[3];
}

std::string to_string(const VerifierKey& key)
{
    return fmt::format("{}+{:08x}+{}", key.name, key.hash(), base64::encode(encoded(key)));
}

std::optional<VerifierKey> parse_verifier_key(std::string_view text)
{
    const std::size_t first = text.find('+');
    const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos || !valid_key_name(text.substr(0, first))) {
        return std::nullopt;
    }
    const auto bytes = base64::decode(text.substr(second + 1));
    if (!bytes || bytes->size() != 33 || bytes->front() != ed25519_byte) {
        return std::nullopt;
    }
    VerifierKey key{std::string(text.substr(0, first)), {}};
    std::copy(bytes->begin() + 1, bytes->end(), key.bytes.begin());
    return to_string(key) == text ? std::optional(std::move(key)) : std::nullopt;
}

bool valid_key_name(std::string_view name)
{
    return !name.empty() && name.size() <= 200 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~' && c != '+'; });
}

bool verify(const VerifierKey& key, std::string_view message, const Signature& signature)
{
    start();
    return crypto_sign_verify_detached(signature.data(), unsigned_data(message), message.size(), key.bytes.data()) == 0;
}

SigningKey SigningKey::make(std::string name, sys::Random& random)
{
    Secret seed(seed_size);
    random.fill(seed.bytes());
    return {std::move(name), std::move(seed)};
}

SigningKey::SigningKey(std::string name, Secret seed) : m_seed(std::move(seed)), m_pair(crypto_sign_SECRETKEYBYTES)
{
    static_assert(seed_size == crypto_sign_SEEDBYTES);
    if (m_seed.size() != seed_size) {
        fail("the seed of a signing key is of {} bytes, not {}", m_seed.size(), seed_size);
    }
    if (!valid_key_name(name)) {
        fail("'{}' is no name for a key: take up to 200 letters of printable ASCII without spaces and plus signs, such as "
             "example.org/archive",
             name);
    }
    m_verifier.name = std::move(name);
    crypto_sign_seed_keypair(m_verifier.bytes.data(), m_pair.bytes().data(), m_seed.bytes().data());
}

Signature SigningKey::sign(std::string_view message) const
{
    Signature out{};
    crypto_sign_detached(out.data(), nullptr, unsigned_data(message), message.size(), m_pair.bytes().data());
    return out;
}

} // namespace khronika::vault
