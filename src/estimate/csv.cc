// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/csv.h"

#include "base/error.h"

#include <algorithm>
#include <utility>

namespace khronika::estimate {

namespace {

char separator_of(std::string_view text)
{
    const std::string_view first = text.substr(0, text.find('\n'));
    char best = ',';
    for (const char candidate : {';', '\t'}) {
        if (std::ranges::count(first, candidate) > std::ranges::count(first, best)) {
            best = candidate;
        }
    }
    return best;
}

std::string trimmed(const std::string& field)
{
    const std::size_t begin = field.find_first_not_of(" \t");
    return begin == std::string::npos ? std::string{} : field.substr(begin, field.find_last_not_of(" \t") - begin + 1);
}

class Reader {
public:
    Reader(std::string_view text, const std::string& source) : m_text(text), m_source(source), m_separator(separator_of(text)) {}

    [[nodiscard]] bool at_end() const { return m_at >= m_text.size(); }

    CsvRow row()
    {
        CsvRow row{m_line, {}};
        while (true) {
            row.cells.push_back(field());
            if (at_end()) {
                return row;
            }
            const char end = m_text[m_at++];
            if (end == '\n') {
                ++m_line;
                return row;
            }
        }
    }

private:
    std::string field()
    {
        while (!at_end() && m_text[m_at] == ' ') {
            ++m_at;
        }
        if (!at_end() && m_text[m_at] == '"') {
            return quoted();
        }
        std::string read;
        while (!at_end() && m_text[m_at] != m_separator && m_text[m_at] != '\n') {
            read += m_text[m_at++];
        }
        if (!read.empty() && read.back() == '\r') {
            read.pop_back();
        }
        return trimmed(read);
    }

    std::string quoted()
    {
        const std::size_t began = m_line;
        std::string read;
        for (++m_at; !at_end(); ++m_at) {
            if (m_text[m_at] == '"') {
                if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"') {
                    ++m_at;
                    break;
                }
                ++m_at;
            }
            m_line += m_text[m_at] == '\n' ? 1 : 0;
            read += m_text[m_at];
        }
        if (at_end() && (m_text.empty() || m_text.back() != '"')) {
            fail("{}:{}: a quoted field is not closed", m_source, began);
        }
        while (!at_end() && (m_text[m_at] == ' ' || m_text[m_at] == '\r')) {
            ++m_at;
        }
        if (!at_end() && m_text[m_at] != m_separator && m_text[m_at] != '\n') {
            fail("{}:{}: text follows a closed quote within one field", m_source, m_line);
        }
        return read;
    }

    std::string_view m_text;
    const std::string& m_source;
    char m_separator;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

} // namespace

CsvTable read_csv(std::string_view text, const std::string& source)
{
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    Reader reader(text, source);
    CsvTable table;
    while (!reader.at_end()) {
        CsvRow row = reader.row();
        if (row.cells.size() == 1 && row.cells.front().empty()) {
            continue;
        }
        if (table.header.empty()) {
            table.header = std::move(row.cells);
            continue;
        }
        if (row.cells.size() != table.header.size()) {
            fail("{}:{}: {} fields, but the first line names {}", source, row.line, row.cells.size(), table.header.size());
        }
        table.rows.push_back(std::move(row));
    }
    if (table.header.empty()) {
        fail("{}: the file is empty: the first line must name the columns", source);
    }
    return table;
}

} // namespace khronika::estimate
