// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"

#include <string>
#include <vector>

namespace khronika {

/// A sheet of a table file, its cells as they are shown.
struct Sheet {
    std::string name; ///< empty where the form has none (CSV)
    bool hidden = false;
    std::vector<std::vector<std::string>> rows; ///< from row 1 and column A; without the empty cells at a row's end
    bool operator==(const Sheet&) const = default;
};

/// Adds a sheet to a text as its sheet `number` (from 1): a row a line, cells parted by tabs, white space within a cell folded;
/// empty rows have no line. Each line gets a box, a name and a hidden state a property, and a hidden state a note.
void add_sheet(Text& text, const Sheet& sheet, std::uint64_t number);

/// The cells of a text that a reader of tables made (its `box_unit` is `cell`), for imports of lists and series: what came
/// through the sandbox, as values. Empty for other texts. Throws Error where boxes name rows that no table has.
[[nodiscard]] std::vector<Sheet> sheets_of(const Text& text);

/// `value` on one line: tabs, line ends and other control characters become single spaces; none at the ends.
[[nodiscard]] std::string one_cell(std::string_view value);

} // namespace khronika
