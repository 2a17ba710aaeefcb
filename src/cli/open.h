// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"
#include "cli/command.h"

namespace khronika::cli {

/// The archive of --archive, for changes by --by for --reason; what a person should know of it goes to standard error.
[[nodiscard]] app::Archive open_to_write(const Global& global);

} // namespace khronika::cli
