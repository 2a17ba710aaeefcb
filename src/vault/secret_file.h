// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vault/secret.h"

#include <cstddef>
#include <string>

namespace khronika::sys {
class Files;
}

namespace khronika::vault {

/// The whole file, in protected memory alone. Throws Error where it cannot be read or is longer than `limit` bytes.
[[nodiscard]] Secret read_secret_file(sys::Files& files, const std::string& path, std::size_t limit);

/// The file's bytes without the newline at the end. Throws Error where that is empty or longer than 4096 bytes.
[[nodiscard]] Secret read_passphrase_file(sys::Files& files, const std::string& path);

/// Asks on the process's terminal, without echo. Throws Error where it has none, or the answer is empty.
[[nodiscard]] Secret ask_passphrase(const std::string& question);
/// Asks twice; throws Error where the answers differ.
[[nodiscard]] Secret ask_new_passphrase(const std::string& question);

} // namespace khronika::vault
