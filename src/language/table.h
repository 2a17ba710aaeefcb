// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of data/: UTF-8, one row a line, columns separated by tabs, `#` begins a comment line, blank lines are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

/// One data table as it was read: engines take contents, never files. `path` is relative to data/ and is what messages and
/// reasons name.
struct Table {
    std::string path;
    std::string content;
};

/// One row. The views point into the table's content.
struct Row {
    std::vector<std::string_view> columns;
    std::string_view path;
    int line = 0;

    /// The column, trimmed; empty where the row is shorter.
    [[nodiscard]] std::string_view at(std::size_t column) const;
    /// Throws Error "path:line: message".
    [[noreturn]] void refuse(std::string_view message) const;
    /// The column as a whole number; refuses the row where it is none.
    [[nodiscard]] long long number(std::size_t column) const;
};

/// The rows of `table`, each with at least `columns` columns; throws Error naming file and line where one has fewer or the
/// line is not UTF-8.
[[nodiscard]] std::vector<Row> rows(const Table& table, std::size_t columns);

} // namespace khronika::language
