// SPDX-License-Identifier: GPL-3.0-or-later
// Bech32 (BIP 173) of any length, the form of age's keys.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace khronika::vault {

/// In lower case; `prefix` too.
[[nodiscard]] std::string bech32_encode(std::string_view prefix, std::span<const std::uint8_t> bytes);

/// The bytes; absent where `text` is not of that form, of mixed case, of another prefix, or its checksum does not fit.
[[nodiscard]] std::optional<std::string> bech32_decode(std::string_view prefix, std::string_view text);

} // namespace khronika::vault
