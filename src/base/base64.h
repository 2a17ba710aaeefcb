// SPDX-License-Identifier: GPL-3.0-or-later
// Base 64 by RFC 4648, section 4, with padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace khronika::base64 {

[[nodiscard]] std::string encode(std::string_view bytes);

/// Absent where `text` is not the one form that encode() gives: other letters, missing padding, bits set that carry
/// nothing. So a changed letter always changes the bytes.
[[nodiscard]] std::optional<std::string> decode(std::string_view text);

} // namespace khronika::base64
