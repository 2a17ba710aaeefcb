// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/table.h"

#include "base/error.h"
#include "base/utf8.h"

#include <charconv>

namespace khronika::language {

std::string_view Row::at(std::size_t column) const
{
    return column < columns.size() ? columns[column] : std::string_view{};
}

void Row::refuse(std::string_view message) const
{
    fail("{}:{}: {}", path, line, message);
}

long long Row::number(std::size_t column) const
{
    const std::string_view text = at(column);
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        refuse(fmt::format("column {} must be a whole number, not '{}'", column + 1, text));
    }
    return value;
}

std::vector<Row> rows(const Table& table, std::size_t columns)
{
    std::vector<Row> out;
    int line_number = 0;
    std::string_view rest = table.content;
    while (!rest.empty()) {
        const std::size_t newline = rest.find('\n');
        std::string_view line = rest.substr(0, newline);
        rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
        ++line_number;
        if (line.empty() || line.front() == '#' || utf8::trim(line).empty()) {
            continue;
        }
        Row row;
        row.path = table.path;
        row.line = line_number;
        if (!utf8::valid(line)) {
            row.refuse("the line is not UTF-8");
        }
        while (true) {
            const std::size_t tab = line.find('\t');
            row.columns.push_back(utf8::trim(line.substr(0, tab)));
            if (tab == std::string_view::npos) {
                break;
            }
            line.remove_prefix(tab + 1);
        }
        if (row.columns.size() < columns) {
            row.refuse(fmt::format("{} columns were expected, separated by tabs, and {} found", columns, row.columns.size()));
        }
        out.push_back(std::move(row));
    }
    return out;
}

} // namespace khronika::language
