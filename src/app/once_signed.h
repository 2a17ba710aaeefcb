// SPDX-License-Identifier: GPL-3.0-or-later
// The anonymous signature of WACZ signing and verification 0.1.0: replay tools know ECDSA alone, so that the archive's
// Ed25519 key cannot make it.
#pragma once

#include <string>
#include <string_view>

namespace khronika::app {

struct OnceSigned {
    std::string signature;  ///< base64 of r and s, 48 bytes each
    std::string public_key; ///< base64 of the SubjectPublicKeyInfo
};

/// Makes an ECDSA key (P-384), signs `message` (SHA-256) and forgets the key.
[[nodiscard]] OnceSigned sign_once(std::string_view message);
/// False also where key or signature is malformed.
[[nodiscard]] bool verify_once(const OnceSigned& made, std::string_view message);

} // namespace khronika::app
