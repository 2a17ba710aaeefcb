// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::sys {

// Files that a person names on the command line, and those beside the program: over real_files(), with messages for them.

/// The bytes of a regular file. Throws Error that names the path and the mend where it is absent, unreadable, no regular
/// file, or larger than `limit` bytes.
[[nodiscard]] std::string read_file(const std::string& path, std::uint64_t limit);

/// The regular files in a folder and below it, sorted by path; hidden ones (that begin with a dot) are passed over.
/// A folder that cannot be read, this one or one below it, is named in `unreadable`.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder, std::vector<std::string>& unreadable);

[[nodiscard]] bool is_folder(const std::string& path);

} // namespace khronika::sys
