// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/csv_cell.h"

namespace khronika::publish {

std::string csv_cell(std::string_view value)
{
    std::string text(value);
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
        text.insert(0, "'");
    }
    if (text.find_first_of(",\"\n\r") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string csv_row(const std::vector<std::string>& values)
{
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        out += (i == 0 ? "" : ",") + csv_cell(values[i]);
    }
    return out + "\n";
}

} // namespace khronika::publish
