// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/csv.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

namespace khronika::readers {

namespace {

constexpr std::size_t telling_rows = 200;

/// One cell: where its words stand, without quotes and white space around.
struct Cell {
    Span words;
    bool quoted = false; ///< a doubled quote in it means one
    bool last = false;   ///< of its row
};

/// Goes through a table cell by cell.
class Cells {
public:
    Cells(std::string_view text, CsvForm form, std::size_t begin) : m_text(text), m_form(form), m_at(begin) {}

    [[nodiscard]] bool more() const { return m_at < m_text.size(); }
    [[nodiscard]] bool broken_quote() const { return m_broken_quote; }

    Cell next()
    {
        std::size_t begin = m_at;
        while (begin < m_text.size() && m_text[begin] == ' ' && m_form.delimiter != ' ') {
            ++begin;
        }
        if (m_form.quote != '\0' && begin < m_text.size() && m_text[begin] == m_form.quote) {
            if (const auto end = closing(begin)) {
                Cell cell{{begin + 1, *end}, true, false};
                finish(cell, std::min(m_text.find_first_of(stops(), *end + 1), m_text.size()));
                return cell;
            }
            m_broken_quote = true;
        }
        const std::size_t end = std::min(m_text.find_first_of(stops(), begin), m_text.size());
        Cell cell{{begin, end}, false, false};
        finish(cell, end);
        return cell;
    }

private:
    [[nodiscard]] std::string_view stops() const
    {
        switch (m_form.delimiter) {
        case ';':
            return ";\r\n";
        case '\t':
            return "\t\r\n";
        case '|':
            return "|\r\n";
        default:
            return ",\r\n";
        }
    }

    /// Where the quote that opens at `open` closes: before a delimiter, a line's end or the end.
    [[nodiscard]] std::optional<std::size_t> closing(std::size_t open)
    {
        if (open < m_no_quote_before) {
            return std::nullopt;
        }
        for (std::size_t i = open + 1; i < m_text.size(); ++i) {
            i = m_text.find(m_form.quote, i);
            if (i == std::string_view::npos) {
                break;
            }
            if (i + 1 < m_text.size() && m_text[i + 1] == m_form.quote) {
                ++i;
                continue;
            }
            const std::size_t after = m_text.find_first_not_of(' ', i + 1);
            if (after == std::string_view::npos || stops().find(m_text[after]) != std::string_view::npos) {
                return i;
            }
        }
        m_no_quote_before = m_text.size(); // none closes from here on: searched once, not for each cell
        return std::nullopt;
    }

    void finish(Cell& cell, std::size_t end)
    {
        cell.last = end >= m_text.size() || m_text[end] != m_form.delimiter;
        m_at = end + 1;
        if (end + 1 < m_text.size() && m_text[end] == '\r' && m_text[end + 1] == '\n') {
            ++m_at;
        }
        // A delimiter at the very end has an empty cell behind it, which no one needs.
    }

    std::string_view m_text;
    CsvForm m_form;
    std::size_t m_at;
    std::size_t m_no_quote_before = 0;
    bool m_broken_quote = false;
};

/// After the line `sep=;`, where there is one.
std::size_t table_begin(std::string_view text)
{
    if (text.size() < 6 || utf8::fold(text.substr(0, 4)) != "sep=") {
        return 0;
    }
    const std::size_t end = text.find('\n');
    return end == std::string_view::npos || end > 7 ? 0 : end + 1;
}

/// How evenly a form reads the first rows: the share of rows with the commonest number of cells, of at least two, and a
/// little for more cells.
double evenness(std::string_view text, CsvForm form)
{
    Cells cells(text, form, 0);
    std::map<std::size_t, std::size_t> rows_by_cells;
    std::size_t rows = 0;
    std::size_t in_row = 0;
    while (cells.more() && rows < telling_rows) {
        const Cell cell = cells.next();
        ++in_row;
        if (cell.last) {
            const bool empty = in_row == 1 && cell.words.empty();
            rows_by_cells[in_row] += empty ? 0 : 1;
            rows += empty ? 0 : 1;
            in_row = 0;
        }
    }
    double best = 0;
    for (const auto& [count, of] : rows_by_cells) {
        if (count > 1) {
            const double share = static_cast<double>(of) / static_cast<double>(std::max<std::size_t>(rows, 1));
            best = std::max(best, share + 0.01 * static_cast<double>(std::min<std::size_t>(count, 20)));
        }
    }
    return cells.broken_quote() ? best / 2 : best;
}

/// Adds the words of a cell on one line, with the way back.
void add_words(Text& text, std::string_view decoded, const Cell& cell, char quote)
{
    const std::string_view words = at(decoded, cell.words);
    const std::string_view trimmed = utf8::trim(words);
    const std::size_t first = cell.words.begin + static_cast<std::size_t>(trimmed.empty() ? 0 : trimmed.data() - words.data());
    for (std::size_t i = 0; i < trimmed.size();) {
        const std::size_t begin = text.content.size();
        const auto byte = static_cast<unsigned char>(trimmed[i]);
        std::size_t taken = 1;
        if (cell.quoted && trimmed[i] == quote && i + 1 < trimmed.size() && trimmed[i + 1] == quote) {
            text.content += quote;
            taken = 2;
        } else if (byte <= 0x20 || byte == 0x7F) {
            while (i + taken < trimmed.size() && static_cast<unsigned char>(trimmed[i + taken]) <= 0x20) {
                ++taken;
            }
            text.content += ' ';
        } else {
            while (i + taken < trimmed.size() && static_cast<unsigned char>(trimmed[i + taken]) > 0x20 && trimmed[i + taken] != '\x7F' &&
                   trimmed[i + taken] != quote) {
                ++taken;
            }
            text.content += trimmed.substr(i, taken);
        }
        add_run(text.map, {{begin, text.content.size()}, {first + i, first + i + taken}});
        i += taken;
    }
}

/// Drops tabs at the end of a row and gives the row its box; a row without words leaves nothing.
void end_row(Text& text, std::size_t begin, std::uint64_t row)
{
    while (text.content.size() > begin && text.content.back() == '\t') {
        text.content.pop_back();
    }
    if (text.content.size() == begin) {
        return;
    }
    const auto cells = 1 + std::count(text.content.begin() + static_cast<std::ptrdiff_t>(begin), text.content.end(), '\t');
    text.boxes.push_back({{begin, text.content.size()}, 1, 1, static_cast<double>(row), static_cast<double>(cells), 1});
    text.content += '\n';
}

} // namespace

CsvForm csv_form_of(std::string_view decoded)
{
    if (table_begin(decoded) > 0) {
        return {decoded[4], '"'};
    }
    const std::string_view part = decoded.substr(0, 1U << 20U);
    CsvForm best;
    double best_score = -1;
    for (const char quote : {'"', '\''}) {
        for (const char delimiter : {'\t', ';', ',', '|'}) {
            const double score = evenness(part, {delimiter, quote});
            if (score > best_score + (quote == '"' ? 0 : 0.05)) {
                best = {delimiter, quote};
                best_score = score;
            }
        }
    }
    return best;
}

void read_csv(Text& text, std::string_view decoded, std::uint64_t most_cells)
{
    const CsvForm form = csv_form_of(decoded);
    Cells cells(decoded, form, table_begin(decoded));
    text.box_unit = "cell";
    std::uint64_t row = table_begin(decoded) > 0 ? 2 : 1;
    std::uint64_t count = 0;
    std::size_t begin = 0;
    while (cells.more()) {
        const Cell cell = cells.next();
        if (++count > most_cells) {
            fail("the table has more than the limit of {} cells; split it", most_cells);
        }
        add_words(text, decoded, cell, form.quote);
        if (cell.last) {
            end_row(text, begin, row++);
            begin = text.content.size();
        } else {
            text.content += '\t';
        }
    }
    end_row(text, begin, row);
    if (cells.broken_quote()) {
        text.notes.emplace_back("a quotation mark opens a cell and never closes; it was taken as a letter");
    }
}

Sheet csv_sheet(std::string_view decoded, std::uint64_t most_cells)
{
    Text text;
    read_csv(text, decoded, most_cells);
    std::vector<Sheet> sheets = sheets_of(text);
    return sheets.empty() ? Sheet{} : std::move(sheets.front());
}

} // namespace khronika::readers
