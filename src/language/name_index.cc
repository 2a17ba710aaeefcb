// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/name_index.h"

#include "language/table_lines.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace khronika::language {

namespace {

std::ptrdiff_t lines_in(std::string_view content)
{
    return std::count(content.begin(), content.end(), '\n') + (content.empty() || content.ends_with('\n') ? 0 : 1);
}

} // namespace

void NameIndex::check(const TableView& table)
{
    // Tabs are counted over the whole, which is many times faster than by the line, and by the line where the sum is wrong.
    constexpr std::ptrdiff_t tabs = 3;
    const std::string_view content = table.content;
    if (std::count(content.begin(), content.end(), '\t') == lines_in(content) * tabs) {
        return;
    }
    std::size_t number = 0;
    for (std::size_t at = 0; at < content.size();) {
        ++number;
        const std::size_t end = std::min(content.find('\n', at), content.size());
        const std::string_view line = content.substr(at, end - at);
        if (std::count(line.begin(), line.end(), '\t') != tabs) {
            fail("{}:{}: not a line of key, name, weakness and rows; make the table anew with tools/make_gazetteer", table.path, number);
        }
        at = end + 1;
    }
}

NameIndex::NameIndex(const TableView& table) : m_content(table.content)
{
    m_slots.assign(std::bit_ceil(2 * static_cast<std::size_t>(lines_in(m_content)) + 1), {});
    std::string_view previous;
    for (std::size_t at = 0; at < m_content.size();) {
        const std::size_t end = std::min(m_content.find('\n', at), m_content.size());
        const std::string_view key = key_at(at);
        if (key != previous || at == 0) {
            const std::uint64_t hash = WordIndex::hash_of(key);
            std::size_t slot = first_slot(hash);
            while (m_slots[slot].line != 0) {
                slot = (slot + 1) & (m_slots.size() - 1);
            }
            m_slots[slot] = {tag(hash), static_cast<std::uint32_t>(at) + 1};
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
    const std::uint64_t hash = WordIndex::hash_of(key);
    for (std::size_t slot = first_slot(hash); m_slots[slot].line != 0; slot = (slot + 1) & (m_slots.size() - 1)) {
        const std::size_t offset = m_slots[slot].line - 1;
        if (m_slots[slot].tag == tag(hash) && key_at(offset) == key) {
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
