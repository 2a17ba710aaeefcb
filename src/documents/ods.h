// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sheet.h"
#include "model/text.h"
#include "readers/read.h"

#include <string_view>
#include <vector>

namespace khronika::documents {

/// The sheets of an OpenDocument spreadsheet, cells as they are shown when it was saved. Throws Error where it is damaged, locked, a ZIP
/// bomb, or has more than `limits.cells` cells.
[[nodiscard]] std::vector<Sheet> ods_sheets(std::string_view bytes, const readers::Limits& limits);

/// The same as a text: a row a line, a box a row; hidden sheets are named in the notes.
[[nodiscard]] Text read_ods(std::string_view bytes, const readers::Request& request);

} // namespace khronika::documents
