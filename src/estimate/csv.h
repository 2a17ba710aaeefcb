// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::estimate {

struct CsvRow {
    std::size_t line = 0; ///< where it begins, from 1
    std::vector<std::string> cells;
};

struct CsvTable {
    std::vector<std::string> header;
    std::vector<CsvRow> rows; ///< each with as many cells as the header
};

/// Reads CSV by RFC 4180, with or without a byte order mark; fields are parted by the comma, semicolon or tab that the first
/// line holds most of. Spaces around an unquoted field are dropped, empty lines are passed over. Throws Error naming the
/// line where a row has another number of fields than the header, or a quote is not closed.
[[nodiscard]] CsvTable read_csv(std::string_view text, const std::string& source);

} // namespace khronika::estimate
