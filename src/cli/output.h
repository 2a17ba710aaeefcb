// SPDX-License-Identifier: GPL-3.0-or-later
// Results on standard output in the form of --format: an aligned table, CSV by RFC 4180, a JSON array or JSON lines.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::cli {

struct Column {
    std::string name;
    bool right = false; ///< aligned at the right in a table, as numbers are
};

class Output {
public:
    /// `format` is table, json, jsonl or csv. CSV begins with a line of the columns' names.
    Output(std::string format, std::vector<Column> columns, std::FILE* out = stdout);

    /// One result: `cells` stand in a table and in CSV, one a column; `object` in JSON. JSON lines, CSV and the elements of
    /// a JSON array are written at once and flushed; a table when finish() is called, because its widths depend on all.
    void row(const std::vector<std::string>& cells, const nlohmann::ordered_json& object);

    /// Must be called once, after the last row. Throws Error where the output could not be written.
    void finish();

private:
    void write(std::string_view text);
    void write_table();

    std::string m_format;
    std::vector<Column> m_columns;
    std::FILE* m_out;
    std::vector<std::vector<std::string>> m_rows;
    bool m_first = true;
};

/// Writes to `out` and flushes. Throws Error where it fails: what is not written must not count as said.
void write_all(std::FILE* out, std::string_view text);

/// How many columns of a terminal `text` takes: wide East Asian letters take two, combining marks none.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// `text` on one line, without control characters, which could steer a terminal.
[[nodiscard]] std::string one_line(std::string_view text);
/// At most `width` columns, ended by `…` where something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);
/// A field of CSV by RFC 4180, quoted where it must be.
[[nodiscard]] std::string csv_field(std::string_view text);

} // namespace khronika::cli
