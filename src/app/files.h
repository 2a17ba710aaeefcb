// SPDX-License-Identifier: GPL-3.0-or-later
// Single files and the network for commands, which do not touch `sys` themselves.
#pragma once

#include "app/archive.h"

#include <memory>
#include <string>
#include <string_view>

namespace khronika::sys {
class Http;
}

namespace khronika::app {

/// The file at `path` in whole. Throws Error where it cannot be read.
[[nodiscard]] std::string read_file(const Services& services, const std::string& path);
/// Puts `bytes` at `path`, in the place of what stands there. Durable.
void write_file(const Services& services, const std::string& path, std::string_view bytes);

/// For a request that the user asked for by name.
[[nodiscard]] std::shared_ptr<sys::Http> real_network();

} // namespace khronika::app
