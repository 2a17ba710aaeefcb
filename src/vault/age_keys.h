// SPDX-License-Identifier: GPL-3.0-or-later
// How an age file's key is wrapped for those who may open it; not for others.
#pragma once

#include "vault/age.h"
#include "vault/age_header.h"

namespace khronika::vault {

inline constexpr std::size_t age_file_key_size = 16;

/// HKDF-SHA256 (RFC 5869), 32 bytes.
[[nodiscard]] Secret hkdf(const Secret& key, std::string_view salt, std::string_view info);

/// One stanza for each who may open the file.
[[nodiscard]] std::vector<AgeStanza> wrap_file_key(const Secret& file_key, const AgeLock& lock, sys::Random& random, int cost);

/// Throws Error that begins with `where` and says that the key is the wrong one.
[[nodiscard]] Secret unwrap_file_key(const AgeHeader& header, const AgeKey& key, std::string_view where);

/// HMAC-SHA256 by a key that the file key gives.
[[nodiscard]] std::string age_mac(const Secret& file_key, std::string_view signed_part);

} // namespace khronika::vault
