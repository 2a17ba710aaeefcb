// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sheet.h"
#include "model/text.h"

#include <cstdint>
#include <string_view>

namespace khronika::readers {

/// How a table of text is written.
struct CsvForm {
    char delimiter = ','; ///< comma, semicolon, tab or bar
    char quote = '"';     ///< double or single; NUL where none is used
};

/// The form that reads the first rows as cells most evenly; a first line `sep=;` decides.
[[nodiscard]] CsvForm csv_form_of(std::string_view decoded);

/// Fills content, map (to `decoded`), boxes and title-less facts from a table of text in UTF-8: a row a line, cells parted by
/// tabs. A quote that never ends is taken as a letter, with a note. Throws Error beyond `most_cells`.
void read_csv(Text& text, std::string_view decoded, std::uint64_t most_cells);

/// The same as values.
[[nodiscard]] Sheet csv_sheet(std::string_view decoded, std::uint64_t most_cells);

} // namespace khronika::readers
