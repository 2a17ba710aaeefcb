// SPDX-License-Identifier: GPL-3.0-or-later
// The header of an age file, as text; judges no key.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::vault {

/// For one recipient: `-> TYPE ARGUMENTS…`, and a body.
struct AgeStanza {
    std::vector<std::string> words; ///< the type first
    std::string body;               ///< bytes
    bool operator==(const AgeStanza&) const = default;
};

struct AgeHeader {
    std::vector<AgeStanza> stanzas;
    std::string signed_part; ///< what `mac` is over: everything up to and with `---`
    std::string mac;         ///< 32 bytes
};

/// More is no header.
inline constexpr std::size_t longest_age_header = std::size_t{1} << 16;

/// Everything up to and with `---`.
[[nodiscard]] std::string age_signed_part(const std::vector<AgeStanza>& stanzas);

/// `bytes` end with the newline of the line that begins with `---`. Throws Error that begins with `where` and names the line.
[[nodiscard]] AgeHeader parse_age_header(std::string_view bytes, std::string_view where);

/// Base 64 without padding.
[[nodiscard]] std::string unpadded(std::string_view bytes);
/// Absent where `text` is not the one form that unpadded() gives.
[[nodiscard]] std::optional<std::string> from_unpadded(std::string_view text);

} // namespace khronika::vault
