// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/language.h"

#include <string>

namespace khronika::sys {
class Files;
}

namespace khronika::app {

/// One table by its path in data_folder(); throws Error where it is not there.
[[nodiscard]] language::Table read_table(sys::Files& files, const std::string& path);

} // namespace khronika::app
