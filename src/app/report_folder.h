// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// A line of manifest.sha256.
struct ManifestLine {
    std::string sha256;
    std::string path;
    bool operator==(const ManifestLine&) const = default;
};

/// Absent where any line is not `64 hex digits, two spaces, a path within the folder`.
[[nodiscard]] std::optional<std::vector<ManifestLine>> parse_manifest(std::string_view bytes);

/// The path of every file in a folder and those below it, with "/", in order. A link is listed and not followed.
[[nodiscard]] std::vector<std::string> files_below(sys::Files& files, const std::string& folder);

/// The archive of which `folder` holds a report; absent where it holds none.
[[nodiscard]] std::optional<std::string> report_archive(sys::Files& files, const std::string& folder);

} // namespace khronika::app
