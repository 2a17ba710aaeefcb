// SPDX-License-Identifier: GPL-3.0-or-later
// Ed25519 (RFC 8032) keys, named as the C2SP signed-note form names them: `NAME+HASH+BASE64`, where HASH is the key's
// short hash and the base64 holds the algorithm's byte 0x01 and the 32 bytes of the key.
#pragma once

#include "vault/secret.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace khronika::sys {
class Random;
}

namespace khronika::vault {

/// A public key with its name.
struct VerifierKey {
    std::string name;
    std::array<std::uint8_t, 32> bytes{};

    /// The first four bytes of SHA-256 of name, newline, 0x01 and the key.
    [[nodiscard]] std::uint32_t hash() const;
    bool operator==(const VerifierKey&) const = default;
};

/// `NAME+HASH+BASE64`.
[[nodiscard]] std::string to_string(const VerifierKey& key);
/// Absent where `text` is not of that form, or its hash does not fit.
[[nodiscard]] std::optional<VerifierKey> parse_verifier_key(std::string_view text);
/// Printable ASCII without spaces and plus signs, 1 to 200 letters.
[[nodiscard]] bool valid_key_name(std::string_view name);

using Signature = std::array<std::uint8_t, 64>;

/// True where `signature` was made over `message` by the secret half of `key`.
[[nodiscard]] bool verify(const VerifierKey& key, std::string_view message, const Signature& signature);

/// The secret half, from its seed of 32 bytes.
class SigningKey {
public:
    static constexpr std::size_t seed_size = 32;

    /// A new one.
    [[nodiscard]] static SigningKey make(std::string name, sys::Random& random);
    /// Throws Error where the seed is of another size or the name is none.
    SigningKey(std::string name, Secret seed);

    [[nodiscard]] const VerifierKey& verifier() const { return m_verifier; }
    [[nodiscard]] const Secret& seed() const { return m_seed; }
    [[nodiscard]] Signature sign(std::string_view message) const;

private:
    Secret m_seed;
    Secret m_pair;
    VerifierKey m_verifier;
};

} // namespace khronika::vault
