// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/xlsx.h"

#include "base/error.h"
#include "base/utf8.h"
#include "documents/number_format.h"
#include "documents/zip_parts.h"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace khronika::documents {

namespace {

constexpr std::size_t most_columns = 16384;
constexpr std::size_t most_rows = 1048576;

/// The name of an element without its prefix: some programs write `x:row` for `row`.
std::string_view local(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    return name.substr(name.find(':') + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name)
{
    for (const pugi::xml_node& node : parent.children()) {
        if (local(node) == name) {
            return node;
        }
    }
    return {};
}

/// The words of a string item: those of its runs, without phonetic guides.
std::string words_of(const pugi::xml_node& item)
{
    std::string out;
    for (const pugi::xml_node& node : item.children()) {
        if (local(node) == "t") {
            out += node.text().get();
        } else if (local(node) == "r") {
            out += child(node, "t").text().get();
        }
    }
    return utf8::repaired(out);
}

struct Formats {
    std::map<int, std::string> custom;
    std::vector<int> by_style;

    [[nodiscard]] std::string_view of(unsigned style) const
    {
        const int number = style < by_style.size() ? by_style[style] : 0;
        const auto found = custom.find(number);
        return found != custom.end() ? std::string_view(found->second) : built_in_format(number);
    }
};

struct Listed {
    std::string name;
    std::string part;
    bool hidden = false;
};

struct Position {
    std::size_t row = 0;
    std::size_t column = 0;
};

/// Row and column, from 0, of `B7`; absent for what is no cell.
std::optional<Position> position_of(std::string_view name)
{
    std::size_t column = 0;
    std::size_t i = 0;
    for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z' && i < 3; ++i) {
        column = column * 26 + static_cast<std::size_t>(name[i] - 'A' + 1);
    }
    std::size_t row = 0;
    const auto parsed = std::from_chars(name.data() + i, name.data() + name.size(), row);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == name.data() + name.size();
    if (!whole || column == 0 || column > most_columns || row == 0 || row > most_rows) {
        return std::nullopt;
    }
    return Position{row - 1, column - 1};
}

class Workbook {
public:
    Workbook(std::string_view bytes, const readers::Limits& limits)
        : m_parts(bytes, limits.unpacked), m_cells_left(limits.cells), m_most_cells(limits.cells)
    {
        read_styles();
        read_strings();
    }

    std::vector<Sheet> sheets()
    {
        std::vector<Sheet> out;
        for (const Listed& listed : list()) {
            Sheet sheet{utf8::repaired(listed.name), listed.hidden, {}};
            const auto document = parse(listed.part);
            if (document && local(document->document_element()) == "worksheet") { // a chart's sheet has no cells
                read_rows(sheet, child(document->document_element(), "sheetData"));
            }
            out.push_back(std::move(sheet));
        }
        return out;
    }

private:
    std::optional<pugi::xml_document> parse(const std::string& part)
    {
        const auto bytes = m_parts.read(part);
        if (!bytes) {
            return std::nullopt;
        }
        std::optional<pugi::xml_document> out(std::in_place);
        const pugi::xml_parse_result result =
            out->load_buffer(bytes->data(), bytes->size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
        if (!result) {
            fail("the part {} of the table is damaged at byte {} ({}); collect it again", part, result.offset, result.description());
        }
        return out;
    }

    void read_styles()
    {
        const auto document = parse("xl/styles.xml");
        if (!document) {
            return;
        }
        const pugi::xml_node root = document->document_element();
        for (const pugi::xml_node& format : child(root, "numFmts").children()) {
            m_formats.custom[format.attribute("numFmtId").as_int()] = utf8::repaired(format.attribute("formatCode").value());
        }
        for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
            m_formats.by_style.push_back(style.attribute("numFmtId").as_int());
        }
    }

    void read_strings()
    {
        const auto document = parse("xl/sharedStrings.xml");
        if (!document) {
            return;
        }
        for (const pugi::xml_node& item : document->document_element().children()) {
            m_strings.push_back(words_of(item));
        }
    }

    std::map<std::string, std::string> targets()
    {
        std::map<std::string, std::string> out;
        const auto document = parse("xl/_rels/workbook.xml.rels");
        if (!document) {
            return out;
        }
        for (const pugi::xml_node& relation : document->document_element().children()) {
            std::string target = relation.attribute("Target").value();
            out[relation.attribute("Id").value()] = target.starts_with('/') ? target.substr(1) : "xl/" + target;
        }
        return out;
    }

    std::vector<Listed> list()
    {
        const auto document = parse("xl/workbook.xml");
        if (!document) {
            fail("the table has no workbook; collect it again");
        }
        const pugi::xml_node root = document->document_element();
        m_from_1904 = child(root, "workbookPr").attribute("date1904").as_bool();
        const std::map<std::string, std::string> parts = targets();
        std::vector<Listed> out;
        for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
            std::string id;
            for (const pugi::xml_attribute& attribute : sheet.attributes()) {
                const std::string_view name = attribute.name();
                id = name == "id" || name.ends_with(":id") ? attribute.value() : id;
            }
            const auto part = parts.find(id);
            const std::string_view state = sheet.attribute("state").value();
            out.push_back({sheet.attribute("name").value(), part == parts.end() ? "" : part->second, state.ends_with("idden")});
        }
        return out;
    }

    void read_rows(Sheet& sheet, const pugi::xml_node& data)
    {
        std::size_t next_row = 0;
        for (const pugi::xml_node& row : data.children()) {
            if (local(row) != "row") {
                continue;
            }
            const std::size_t stated = row.attribute("r").as_uint();
            Position at{stated > 0 && stated <= most_rows ? stated - 1 : next_row, 0};
            for (const pugi::xml_node& cell : row.children()) {
                at = position_of(cell.attribute("r").value()).value_or(at);
                put(sheet, at, shown(cell));
                ++at.column;
            }
            next_row = at.row + 1;
        }
    }

    void put(Sheet& sheet, Position at, std::string words)
    {
        if (words.empty()) {
            return;
        }
        const std::size_t rows = std::max(sheet.rows.size(), at.row + 1);
        const std::size_t before = at.row < sheet.rows.size() ? sheet.rows[at.row].size() : 0;
        const std::size_t cells = std::max(before, at.column + 1) - before;
        if (cells > m_cells_left) {
            fail("the table has more than the limit of {} cells, gaps within rows included; split it", m_most_cells);
        }
        m_cells_left -= cells;
        sheet.rows.resize(rows);
        auto& row = sheet.rows[at.row];
        row.resize(before + cells);
        row[at.column] = std::move(words);
    }

    [[nodiscard]] std::string shown(const pugi::xml_node& cell) const
    {
        const std::string_view type = cell.attribute("t").value();
        const char* const value = child(cell, "v").text().get();
        if (type == "inlineStr") {
            return words_of(child(cell, "is"));
        }
        if (type == "s") {
            const auto index = child(cell, "v").text().as_ullong(m_strings.size());
            return index < m_strings.size() ? m_strings[index] : std::string{};
        }
        if (type == "b") {
            return *value == '\0' ? "" : *value == '1' ? "TRUE" : "FALSE";
        }
        if (type == "str" || type == "e" || type == "d") {
            return utf8::repaired(value);
        }
        double number = 0;
        const char* const end = value + std::strlen(value);
        const auto parsed = std::from_chars(value, end, number);
        if (parsed.ec != std::errc{} || parsed.ptr != end) {
            return utf8::repaired(value);
        }
        return shown_number(number, m_formats.of(cell.attribute("s").as_uint()), m_from_1904);
    }

    ZipParts m_parts;
    std::uint64_t m_cells_left;
    std::uint64_t m_most_cells;
    Formats m_formats;
    std::vector<std::string> m_strings;
    bool m_from_1904 = false;
};

} // namespace

std::vector<Sheet> xlsx_sheets(std::string_view bytes, const readers::Limits& limits)
{
    return Workbook(bytes, limits).sheets();
}

Text text_of(const std::vector<Sheet>& sheets, std::string_view reader, const readers::Request& request)
{
    Text text;
    text.reader = reader;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        add_sheet(text, sheets[i], i + 1);
    }
    if (text.content.empty()) {
        text.notes.emplace_back("the table has no cells with words");
    }
    readers::settle_facts(text, request.stated);
    return text;
}

Text read_xlsx(std::string_view bytes, const readers::Request& request)
{
    return text_of(xlsx_sheets(bytes, request.limits), "khronika xlsx 1", request);
}

} // namespace khronika::documents
