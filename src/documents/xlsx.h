// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sheet.h"
#include "model/text.h"
#include "readers/read.h"

#include <string_view>
#include <vector>

namespace khronika::documents {

/// The sheets of a workbook (Office Open XML), cells as they are shown: numbers and dates in their formats, formulas by their cached
/// results, merged cells by their first. Charts, comments and drawings are not read. Throws Error where it is damaged, locked, a ZIP bomb,
/// or has more than `limits.cells` cells.
[[nodiscard]] std::vector<Sheet> xlsx_sheets(std::string_view bytes, const readers::Limits& limits);

/// The same as a text: a row a line, a box a row; hidden sheets are named in the notes.
[[nodiscard]] Text read_xlsx(std::string_view bytes, const readers::Request& request);

/// Sheets as a text.
[[nodiscard]] Text text_of(const std::vector<Sheet>& sheets, std::string_view reader, const readers::Request& request);

} // namespace khronika::documents
