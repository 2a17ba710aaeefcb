// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/places.h"

#include "base/error.h"
#include "base/utf8.h"
#include "events/names.h"

#include <algorithm>
#include <array>

namespace khronika::events {

namespace {

std::string folded(std::string_view name)
{
    std::string out;
    for (const std::string& word : folded_words(name)) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

// Words that say what kind of place it is: one outlet writes them, another does not.
bool kind_word(std::string_view word)
{
    static constexpr std::array<std::string_view, 12> words{"airport",  "city",  "town", "the",  "of",      "village",
                                                            "аэропорт", "город", "г",    "село", "поселок", "деревня"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string_view> fields_of(std::string_view line, char separator)
{
    std::vector<std::string_view> fields;
    for (std::size_t from = 0;;) {
        const std::size_t at = line.find(separator, from);
        fields.push_back(utf8::trim(line.substr(from, at - from)));
        if (at == std::string_view::npos) {
            return fields;
        }
        from = at + 1;
    }
}

} // namespace

NameTable::NameTable(const language::Table& table)
{
    std::size_t number = 0;
    for (const std::string_view line : fields_of(table.content, '\n')) {
        ++number;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const auto fields = fields_of(line, '\t');
        if (fields.size() != 4 || fields[0].empty() || fields[1].empty()) {
            fail("{}:{}: four fields parted by tabs were expected (id, label, within, names), found {}", table.path, number, fields.size());
        }
        const std::string id(fields[0]);
        Row row{std::string(fields[1]), {}};
        for (const std::string_view outer : fields_of(fields[2], ';')) {
            if (outer != "-" && m_rows.find(outer) == m_rows.end()) {
                fail("{}:{}: no line above has the id '{}'", table.path, number, outer);
            }
            if (outer != "-") {
                row.within.emplace_back(outer);
            }
        }
        m_rows[id] = std::move(row);
        for (const std::string_view name : fields_of(fields[3], ';')) {
            m_names[folded(name)] = id;
        }
    }
}

CanonicalPlace NameTable::canonical(std::string_view name, std::string_view) const
{
    if (const auto known = m_names.find(folded(name)); known != m_names.end()) {
        return {known->second, m_rows.at(known->second).label};
    }
    std::string key;
    for (const std::string& word : folded_words(name)) {
        if (!kind_word(word)) {
            key += (key.empty() ? "" : "-") + sound_of(word);
        }
    }
    return {key.empty() ? folded(name) : key, std::string(utf8::trim(name))};
}

bool NameTable::contains(std::string_view outer, std::string_view inner) const
{
    const auto row = m_rows.find(inner);
    return row != m_rows.end() && std::any_of(row->second.within.begin(), row->second.within.end(),
                                              [&](const std::string& holder) { return holder == outer || contains(outer, holder); });
}

std::vector<std::string> NameTable::holders(std::string_view key) const
{
    std::vector<std::string> out;
    const auto row = m_rows.find(key);
    if (row == m_rows.end()) {
        return out;
    }
    for (const std::string& holder : row->second.within) {
        out.push_back(holder);
        const std::vector<std::string> further = holders(holder);
        out.insert(out.end(), further.begin(), further.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<std::string> NameTable::within(std::string_view key) const
{
    std::vector<std::string> labels;
    if (const auto row = m_rows.find(key); row != m_rows.end()) {
        for (const std::string& holder : row->second.within) {
            labels.push_back(m_rows.at(holder).label);
        }
    }
    return labels;
}

} // namespace khronika::events
