// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/ods.h"

#include "base/error.h"
#include "base/utf8.h"
#include "documents/xlsx.h"
#include "documents/zip_parts.h"

#include <pugixml.hpp>

#include <algorithm>
#include <set>
#include <string>

namespace khronika::documents {

namespace {

constexpr std::uint64_t most_rows = 16'777'216;

std::uint64_t repeated(const pugi::xml_node& node, const char* attribute)
{
    return std::clamp<std::uint64_t>(node.attribute(attribute).as_ullong(1), 1, most_rows);
}

/// The words of a paragraph and of all within it, but for notes.
void add_words(std::string& out, const pugi::xml_node& node, int depth)
{
    constexpr int deepest = 40;
    for (const pugi::xml_node& part : node.children()) {
        const std::string_view name = part.name();
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
            out += part.value();
        } else if (name == "text:s" || name == "text:tab" || name == "text:line-break") {
            out += ' ';
        } else if (name != "office:annotation" && name != "text:note" && depth < deepest) {
            add_words(out, part, depth + 1);
        }
    }
}

std::string shown(const pugi::xml_node& cell)
{
    std::string out;
    for (const pugi::xml_node& paragraph : cell.children("text:p")) {
        out += out.empty() ? "" : " ";
        add_words(out, paragraph, 0);
    }
    return utf8::repaired(out);
}

class Rows {
public:
    Rows(Sheet& sheet, std::uint64_t& cells_left, std::uint64_t most_cells)
        : m_sheet(sheet), m_cells_left(cells_left), m_most_cells(most_cells)
    {
    }

    /// Takes the rows below `parent`: in groups and headers too.
    void take(const pugi::xml_node& parent, int depth)
    {
        constexpr int deepest = 10;
        for (const pugi::xml_node& node : parent.children()) {
            const std::string_view name = node.name();
            if (name == "table:table-row") {
                take_row(node);
            } else if ((name == "table:table-header-rows" || name == "table:table-row-group" || name == "table:table-rows") &&
                       depth < deepest) {
                take(node, depth + 1);
            }
        }
    }

private:
    void take_row(const pugi::xml_node& row)
    {
        std::vector<std::string> cells;
        std::uint64_t gap = 0;
        for (const pugi::xml_node& cell : row.children()) {
            const std::string_view name = cell.name();
            if (name != "table:table-cell" && name != "table:covered-table-cell") {
                continue;
            }
            const std::string words = name == "table:table-cell" ? shown(cell) : std::string{};
            const std::uint64_t times = repeated(cell, "table:number-columns-repeated");
            if (words.empty()) {
                gap += times;
                continue;
            }
            spend(gap + times);
            cells.resize(cells.size() + gap);
            gap = 0;
            cells.insert(cells.end(), times, words);
        }
        const std::uint64_t times = repeated(row, "table:number-rows-repeated");
        if (cells.empty()) {
            m_empty += times;
            return;
        }
        if (m_sheet.rows.size() + m_empty > most_rows) {
            fail("the table has more than {} rows; split it", most_rows);
        }
        m_sheet.rows.resize(m_sheet.rows.size() + m_empty);
        m_empty = 0;
        spend((times - 1) * std::min<std::uint64_t>(cells.size(), m_most_cells + 1));
        m_sheet.rows.insert(m_sheet.rows.end(), times, cells);
    }

    void spend(std::uint64_t cells)
    {
        if (cells > m_cells_left) {
            fail("the table has more than the limit of {} cells, gaps within rows included; split it", m_most_cells);
        }
        m_cells_left -= cells;
    }

    Sheet& m_sheet;
    std::uint64_t& m_cells_left;
    std::uint64_t m_most_cells;
    std::uint64_t m_empty = 0; ///< rows without cells, which count once another follows
};

/// The styles of sheets that are not shown.
std::set<std::string> hidden_styles(const pugi::xml_node& root)
{
    std::set<std::string> out;
    for (const pugi::xml_node& style : root.child("office:automatic-styles").children("style:style")) {
        const std::string_view display = style.child("style:table-properties").attribute("table:display").value();
        if (display == "false") {
            out.insert(style.attribute("style:name").value());
        }
    }
    return out;
}

} // namespace

std::vector<Sheet> ods_sheets(std::string_view bytes, const readers::Limits& limits)
{
    ZipParts parts(bytes, limits.unpacked);
    const auto manifest = parts.read("META-INF/manifest.xml");
    if (manifest && manifest->find("encryption-data") != std::string::npos) {
        fail("the table is locked by a password; save a copy without one and collect that too");
    }
    const auto content = parts.read("content.xml");
    if (!content) {
        fail("the table has no content; collect it again");
    }
    pugi::xml_document document;
    const pugi::xml_parse_result result =
        document.load_buffer(content->data(), content->size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!result) {
        fail("the table is damaged at byte {} of its content ({}); collect it again", result.offset, result.description());
    }
    const pugi::xml_node root = document.document_element();
    const std::set<std::string> hidden = hidden_styles(root);
    std::uint64_t cells_left = limits.cells;
    std::vector<Sheet> out;
    for (const pugi::xml_node& table : root.child("office:body").child("office:spreadsheet").children("table:table")) {
        Sheet sheet{
            utf8::repaired(table.attribute("table:name").value()), hidden.contains(table.attribute("table:style-name").value()), {}};
        Rows(sheet, cells_left, limits.cells).take(table, 0);
        out.push_back(std::move(sheet));
    }
    return out;
}

Text read_ods(std::string_view bytes, const readers::Request& request)
{
    return text_of(ods_sheets(bytes, request.limits), "khronika ods 1", request);
}

} // namespace khronika::documents
