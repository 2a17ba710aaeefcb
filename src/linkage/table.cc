// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/table.h"

#include "base/error.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace khronika::linkage {

namespace {

bool is_name(Kind kind)
{
    return kind == Kind::given_name || kind == Kind::surname || kind == Kind::patronymic;
}

bool says_unknown(std::string_view value)
{
    constexpr std::array<std::string_view, 6> words = {"unknown", "n/a", "неизвестно", "неизвестен", "неизвестна", "нет данных"};
    return std::ranges::find(words, utf8::fold(utf8::trim(value))) != words.end();
}

/// Fills `column` from the distinct values; gives each raw value's cell.
std::vector<std::uint32_t> clean_values(Column& column, const StringPool& raw, NamePool& names, const Diminutives& diminutives)
{
    static const Diminutives no_diminutives;
    std::vector<std::uint32_t> cells(raw.size());
    for (std::uint32_t id = 1; id < raw.size(); ++id) {
        const std::string& value = raw.at(id);
        if (says_unknown(value)) {
            continue;
        }
        switch (column.field.kind) {
        case Kind::given_name:
        case Kind::surname:
        case Kind::patronymic:
            cells[id] = names.add(value, diminutives);
            break;
        case Kind::place:
            cells[id] = names.add(value, no_diminutives);
            break;
        case Kind::date:
            if (const auto date = partial_date(value)) {
                cells[id] = column.texts.intern(date->iso());
                column.dates.resize(column.texts.size());
                column.dates[cells[id]] = *date;
            }
            break;
        case Kind::code:
        case Kind::category:
            cells[id] = column.texts.intern(cleaned_code(value));
            break;
        }
    }
    return cells;
}

void tell_unreadable(Table& table, const Column& column, const StringPool& raw, const std::vector<std::uint32_t>& raw_cells,
                     const std::vector<std::uint32_t>& cell_of)
{
    std::vector<std::size_t> records(raw.size());
    for (const std::uint32_t cell : raw_cells) {
        ++records[cell];
    }
    for (std::uint32_t id = 1; id < raw.size(); ++id) {
        const std::string_view value = utf8::trim(raw.at(id));
        if (cell_of[id] == 0 && !value.empty() && !says_unknown(value)) {
            table.unreadable.push_back({column.field.label, std::string(value), records[id]});
        }
    }
}

std::vector<std::uint32_t> order_by_content(const Table& table)
{
    std::vector<std::uint64_t> hash(table.size());
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        for (std::size_t r = 0; r < hash.size(); ++r) {
            hash[r] = mixed(hash[r] ^ (column.hash(column.cells[r]) + c));
        }
    }
    std::vector<std::uint32_t> order(table.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t r) { return std::pair(hash[r], r); });
    return order;
}

template <typename Value>
void reorder(std::vector<Value>& values, const std::vector<std::uint32_t>& order)
{
    std::vector<Value> out(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        out[i] = values[order[i]];
    }
    values = std::move(out);
}

} // namespace

std::string cleaned_code(std::string_view text)
{
    constexpr std::string_view dropped = "-./,()\"'";
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded decoded = utf8::decode(text, at);
        at += decoded.length;
        const char32_t c = decoded.code_point;
        const bool drop = utf8::is_space(c) || (c < 0x80 && dropped.find(static_cast<char>(c)) != std::string_view::npos);
        if (!drop) {
            utf8::append(out, utf8::lower(c));
        }
    }
    return out;
}

TableBuilder::TableBuilder(std::vector<Field> fields, Options options)
    : m_options(std::move(options)), m_fields(std::move(fields)), m_raw(m_fields.size())
{
    std::set<std::string> labels;
    std::set<Kind> parts;
    for (const Field& field : m_fields) {
        if (!labels.insert(field.label).second) {
            fail("the mapping has two fields `{}`: give each its own label", field.label);
        }
        if (is_name(field.kind) && !parts.insert(field.kind).second) {
            fail("the mapping has two columns for one {}: name them in one line, and they are joined", kind_name(field.kind));
        }
    }
}

void TableBuilder::add(std::uint32_t list, std::span<const std::string_view> values)
{
    for (std::size_t f = 0; f < m_raw.size(); ++f) {
        m_raw[f].cells.push_back(f < values.size() ? m_raw[f].values.intern(values[f]) : 0);
    }
    m_list.push_back(list);
}

Table TableBuilder::finish()
{
    Table table;
    table.list = std::move(m_list);
    const auto shared = std::make_shared<NamePool>(m_options.transliterate);
    for (std::size_t f = 0; f < m_fields.size(); ++f) {
        Raw raw = std::move(m_raw[f]);
        Column column;
        column.field = m_fields[f];
        column.dates.resize(1);
        const bool place = column.field.kind == Kind::place;
        const auto names = place ? std::make_shared<NamePool>(m_options.transliterate) : shared;
        const std::vector<std::uint32_t> cell_of = clean_values(column, raw.values, *names, m_options.diminutives);
        tell_unreadable(table, column, raw.values, raw.cells, cell_of);
        for (std::uint32_t& cell : raw.cells) {
            cell = cell_of[cell];
        }
        column.cells = std::move(raw.cells);
        if (place || is_name(column.field.kind)) {
            column.names = names;
        }
        table.columns.push_back(std::move(column));
    }
    std::ranges::sort(table.unreadable, {}, [](const Unreadable& u) { return std::tie(u.field, u.value); });
    table.original = order_by_content(table);
    for (Column& column : table.columns) {
        reorder(column.cells, table.original);
    }
    reorder(table.list, table.original);
    return table;
}

} // namespace khronika::linkage
