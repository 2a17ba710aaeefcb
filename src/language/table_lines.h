// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "language/gazetteer.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace khronika::language {

/// A line of a hand-written table with its number, counted from 1.
struct TableLine {
    std::size_t number = 0;
    std::string_view text;
};

[[nodiscard]] inline std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    while (true) {
        const std::size_t at = text.find(separator);
        out.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(at + 1);
    }
}

/// Calls `use` with every line that is neither empty nor a comment (#).
template <typename Use>
void for_each_line(std::string_view content, Use use)
{
    std::size_t number = 0;
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        ++number;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (!line.empty() && line.front() != '#') {
            use(TableLine{number, line});
        }
    }
}

/// The fields of a line; Error naming file and line where they are fewer than `least` or more than `most`.
[[nodiscard]] inline std::vector<std::string_view> fields_of(const TableView& table, const TableLine& line, std::size_t least,
                                                             std::size_t most)
{
    auto fields = split(line.text, '\t');
    if (fields.size() < least || fields.size() > most) {
        fail("{}:{}: {} fields where {} to {} are expected; separate them with tabs", table.path, line.number, fields.size(), least, most);
    }
    return fields;
}

} // namespace khronika::language
