// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sheet.h"

#include "base/error.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace khronika {

namespace {

/// More than the tables of a file have that a reader takes: a text may come from a worker that a file took over.
constexpr std::uint64_t most_rows = 4'000'000;
constexpr std::uint64_t most_sheets = 10'000;

std::string property_of(const Text& text, const std::string& name)
{
    const auto found = std::ranges::find(text.properties, name, &Property::name);
    return found == text.properties.end() ? std::string{} : found->value;
}

std::vector<std::string> cells_of(std::string_view line)
{
    std::vector<std::string> out;
    for (std::size_t begin = 0;;) {
        const std::size_t tab = line.find('\t', begin);
        out.emplace_back(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin));
        if (tab == std::string_view::npos) {
            return out;
        }
        begin = tab + 1;
    }
}

} // namespace

std::string one_cell(std::string_view value)
{
    std::string out;
    bool space = false;
    for (const char c : utf8::trim(value)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F) {
            space = true;
            continue;
        }
        if (space) {
            out += ' ';
            space = false;
        }
        out += c;
    }
    return out;
}

void add_sheet(Text& text, const Sheet& sheet, std::uint64_t number)
{
    text.box_unit = "cell";
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        const auto& cells = sheet.rows[row];
        if (std::ranges::all_of(cells, [](const std::string& cell) { return cell.empty(); })) {
            continue;
        }
        const std::size_t begin = text.content.size();
        for (std::size_t column = 0; column < cells.size(); ++column) {
            text.content += column == 0 ? "" : "\t";
            text.content += one_cell(cells[column]);
        }
        text.boxes.push_back({{begin, text.content.size()}, number, 1, static_cast<double>(row + 1), static_cast<double>(cells.size()), 1});
        text.content += '\n';
    }
    if (!sheet.name.empty()) {
        text.properties.push_back({fmt::format("sheet {}", number), sheet.name, false});
    }
    if (sheet.hidden) {
        text.properties.push_back({fmt::format("sheet {} state", number), "hidden", false});
        text.notes.push_back(fmt::format("sheet {} ({}) is hidden in the file", number, sheet.name));
    }
}

std::vector<Sheet> sheets_of(const Text& text)
{
    std::vector<Sheet> out;
    std::uint64_t rows_before = 0;
    for (const Box& box : text.box_unit == "cell" ? text.boxes : std::vector<Box>{}) {
        if (box.page == 0 || box.page > most_sheets || box.y < 1 || box.y > most_rows) {
            fail("the text of {} names row {} of sheet {}, which no table has; read the item again", text.item, box.y, box.page);
        }
        out.resize(std::max<std::size_t>(out.size(), box.page));
        auto& rows = out[box.page - 1].rows;
        const auto row = static_cast<std::size_t>(std::lround(box.y));
        rows_before += row > rows.size() ? row - rows.size() : 0;
        if (rows_before > most_rows) {
            fail("the text of {} has more than {} rows; split the table", text.item, most_rows);
        }
        rows.resize(std::max(rows.size(), row));
        rows[row - 1] = cells_of(at(text.content, box.text));
    }
    for (std::size_t number = 1; number <= out.size(); ++number) {
        out[number - 1].name = property_of(text, fmt::format("sheet {}", number));
        out[number - 1].hidden = property_of(text, fmt::format("sheet {} state", number)) == "hidden";
    }
    return out;
}

} // namespace khronika
