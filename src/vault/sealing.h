// SPDX-License-Identifier: GPL-3.0-or-later
// A secret sealed by a passphrase: Argon2id makes a master key of the passphrase, BLAKE2b (libsodium's crypto_kdf) makes
// of that the key of XChaCha20-Poly1305 and a commitment to it.
//
// The commitment is stored because the AEAD alone does not commit to its key: a crafted box could open under two
// passphrases to two secrets. It is compared before anything is opened.
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

/// What Argon2id costs: passes, and bytes of memory.
struct Cost {
    std::uint64_t passes = 3;
    std::uint64_t memory = std::uint64_t{256} << 20U;
    bool operator==(const Cost&) const = default;
};

/// libsodium's "moderate", about 0.7 s: what a person waits for, and an attacker pays for each guess.
inline constexpr Cost usual_cost{};
/// The least that Argon2id takes here, for tests.
inline constexpr Cost least_cost{1, 8192};
/// A file that asks for more is refused rather than let it exhaust the machine.
inline constexpr Cost greatest_cost{64, std::uint64_t{4} << 30U};

struct Sealed {
    Cost cost;
    std::array<std::uint8_t, 16> salt{};
    std::array<std::uint8_t, 32> commitment{};
    std::array<std::uint8_t, 24> nonce{};
    std::string box; ///< ciphertext and tag
    bool operator==(const Sealed&) const = default;
};

/// `context` is bound to the box and must be the same when it is opened. Throws Error where there is no memory.
[[nodiscard]] Sealed seal(const Secret& secret, const Secret& passphrase, std::string_view context, const Cost& cost, sys::Random& random);

enum class Opening { opened, wrong_passphrase, damaged };

struct Opened {
    Opening how = Opening::damaged;
    std::optional<Secret> secret; ///< where it was opened
};

/// `wrong_passphrase` where the commitment does not fit (or was itself changed), `damaged` where it fits and the box does
/// not. Throws Error where the cost is outside the limits or there is no memory for it.
[[nodiscard]] Opened open(const Sealed& sealed, const Secret& passphrase, std::string_view context);

} // namespace khronika::vault
