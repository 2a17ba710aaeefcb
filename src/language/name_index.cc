// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/name_index.h"

#include "language/table_lines.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <functional>

namespace khronika::language {

namespace {

constexpr std::size_t shortest_line = 8;

} // namespace

NameIndex::NameIndex(const TableView& table) : m_content(table.content)
{
    m_slots.assign(std::bit_ceil(m_content.size() / shortest_line + 8), 0);
    const std::size_t mask = m_slots.size() - 1;
    std::string_view previous;
    std::size_t number = 0;
    std::size_t keys = 0;
    for (std::size_t at = 0; at < m_content.size();) {
        ++number;
        const std::size_t end = std::min(m_content.find('\n', at), m_content.size());
        const std::string_view line = m_content.substr(at, end - at);
        if (std::count(line.begin(), line.end(), '\t') != 3) {
            fail("{}:{}: not a line of key, name, weakness and rows; make the table anew with tools/make_gazetteer", table.path, number);
        }
        const std::string_view key = key_at(at);
        if (key != previous || number == 1) {
            if (++keys >= mask) {
                fail("{}:{}: lines too short to be names; make the table anew with tools/make_gazetteer", table.path, number);
            }
            std::size_t slot = std::hash<std::string_view>{}(key)&mask;
            while (m_slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            m_slots[slot] = static_cast<std::uint32_t>(at) + 1;
            previous = key;
        }
        at = end + 1;
    }
}

std::string_view NameIndex::key_at(std::size_t offset) const
{
    const std::string_view rest = m_content.substr(offset);
    return rest.substr(0, rest.find('\t'));
}

std::size_t NameIndex::first(std::string_view key) const
{
    if (m_slots.empty()) {
        return npos;
    }
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = std::hash<std::string_view>{}(key)&mask; m_slots[slot] != 0; slot = (slot + 1) & mask) {
        const std::size_t offset = m_slots[slot] - 1;
        const std::string_view rest = m_content.substr(offset);
        if (rest.size() > key.size() && rest.starts_with(key) && rest[key.size()] == '\t') {
            return offset;
        }
    }
    return npos;
}

NameEntry NameIndex::next(std::size_t& offset) const
{
    const std::size_t end = std::min(m_content.find('\n', offset), m_content.size());
    std::string_view line = m_content.substr(offset, end - offset);
    const auto take = [&line] {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        const std::string_view field = line.substr(0, tab);
        line.remove_prefix(std::min(tab + 1, line.size()));
        return field;
    };
    const std::string_view key = take();
    NameEntry entry;
    entry.name = take();
    entry.weakness = take();
    entry.rows = take();
    offset = end + 1 < m_content.size() && key_at(end + 1) == key ? end + 1 : npos;
    return entry;
}

RowReference take_row(std::string_view& rows)
{
    RowReference out;
    if (rows.starts_with('-')) {
        out.base = true;
        rows.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(rows.data(), rows.data() + rows.size(), out.index);
    if (error != std::errc()) {
        rows = {};
        return {};
    }
    rows.remove_prefix(std::min<std::size_t>(static_cast<std::size_t>(end - rows.data()) + 1, rows.size()));
    return out;
}

} // namespace khronika::language
