// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace khronika::archive {

/// The format that this version writes, and the newest that it reads.
inline constexpr int archive_format = 1;

/// The file `archive.toml`.
struct Manifest {
    int format = archive_format;
    std::string id; ///< ULID
    std::string name;
    std::string created; ///< UTC, RFC 3339
    bool operator==(const Manifest&) const = default;
};

[[nodiscard]] std::string to_toml(const Manifest& manifest);
/// Throws Error that begins with `where` and names the line or key; so too for a format that is newer than this version.
[[nodiscard]] Manifest manifest_from_toml(std::string_view bytes, const std::string& where);

} // namespace khronika::archive
