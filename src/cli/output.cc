// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"

#include <nlohmann/json.hpp>
#include <unicode/uchar.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace khronika::cli {

namespace {

std::size_t width_of(char32_t letter)
{
    const auto point = static_cast<UChar32>(letter);
    switch (u_charType(point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
        return 0;
    default:
        break;
    }
    const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::string padded(const std::string& text, std::size_t width, bool right)
{
    const std::string space(width - std::min(width, display_width(text)), ' ');
    return right ? space + text : text + space;
}

} // namespace

void write_all(std::FILE* out, std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), out) != text.size() || std::fflush(out) != 0) {
        fail("cannot write to the output: {}", std::generic_category().message(errno));
    }
}

std::size_t display_width(std::string_view text)
{
    std::size_t out = 0;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded next = utf8::decode(text, i);
        out += width_of(next.code_point);
        i += next.length;
    }
    return out;
}

std::string one_line(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded next = utf8::decode(text, i);
        i += next.length;
        // Overrides of direction would show a name backwards.
        const bool steering =
            (next.code_point >= 0x202A && next.code_point <= 0x202E) || (next.code_point >= 0x2066 && next.code_point <= 0x2069);
        const auto kind = u_charType(static_cast<UChar32>(next.code_point));
        if (kind == U_CONTROL_CHAR || kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR) {
            out += ' ';
        } else if (!steering) {
            utf8::append(out, next.code_point);
        }
    }
    return out;
}

std::string shortened(std::string_view text, std::size_t width)
{
    if (display_width(text) <= width) {
        return std::string(text);
    }
    std::string out;
    std::size_t used = 1;
    for (std::size_t i = 0; i < text.size();) {
        const utf8::Decoded next = utf8::decode(text, i);
        used += width_of(next.code_point);
        if (used > width) {
            break;
        }
        out += text.substr(i, next.length);
        i += next.length;
    }
    return out + "…";
}

std::string csv_field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

Output::Output(std::string format, std::vector<Column> columns, std::FILE* out)
    : m_format(std::move(format)), m_columns(std::move(columns)), m_out(out)
{
    if (m_format == "csv") {
        std::string line;
        for (const Column& column : m_columns) {
            line += (line.empty() ? "" : ",") + csv_field(column.name);
        }
        write(line + "\r\n");
    }
}

void Output::write(std::string_view text)
{
    write_all(m_out, text);
}

void Output::row(const std::vector<std::string>& cells, const nlohmann::ordered_json& object)
{
    if (m_format == "table") {
        m_rows.push_back(cells);
    } else if (m_format == "csv") {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line += (i == 0 ? "" : ",") + csv_field(cells[i]);
        }
        write(line + "\r\n");
    } else if (m_format == "json") {
        write((m_first ? "[\n" : ",\n") + json_line(object));
    } else {
        write(json_line(object) + "\n");
    }
    m_first = false;
}

void Output::finish()
{
    if (m_format == "table") {
        write_table();
    } else if (m_format == "json") {
        write(m_first ? "[]\n" : "\n]\n");
    }
}

void Output::write_table()
{
    if (m_rows.empty()) {
        return;
    }
    std::vector<std::size_t> widths;
    for (const Column& column : m_columns) {
        widths.push_back(display_width(column.name));
    }
    for (std::vector<std::string>& cells : m_rows) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = one_line(cells[i]);
            widths[i] = std::max(widths[i], display_width(cells[i]));
        }
    }
    const auto line_of = [&](const auto& cell_at) {
        std::string line;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            line += (i == 0 ? "" : "  ") + padded(cell_at(i), widths[i], m_columns[i].right);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        return line + "\n";
    };
    std::string out = line_of([&](std::size_t i) { return m_columns[i].name; });
    for (const std::vector<std::string>& cells : m_rows) {
        out += line_of([&](std::size_t i) { return i < cells.size() ? cells[i] : std::string(); });
    }
    write(out);
}

} // namespace khronika::cli
