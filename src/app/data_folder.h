// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/tables.h"

#include <string>
#include <vector>

namespace khronika::app {

/// Where the data tables are: $KHRONIKA_DATA, else the folder data/ beside or above the binary (as in a build tree), else
/// /usr/share/khronika/data. Throws Error where there is none.
[[nodiscard]] std::string data_folder();

/// The readers' tables, read anew each time so that a new line takes effect at once; checked, so that a malformed line is
/// named here and not in a worker.
[[nodiscard]] std::vector<readers::TableFile> load_reader_tables(const std::string& data_folder);

} // namespace khronika::app
