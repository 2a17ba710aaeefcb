// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/blocking.h"

#include "linkage/parallel.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace khronika::linkage {

namespace {

constexpr std::uint64_t pairs_a_task = 200'000;

/// The key of one cell, by value.
std::uint64_t key_of_cell(const Column& column, std::uint32_t cell, Share share)
{
    constexpr std::size_t first_letters = 3;
    constexpr std::size_t shortest_code = 4;
    switch (share) {
    case Share::beginning: {
        const std::string_view key = column.names->key_of(cell);
        return key.size() < 2 ? 0 : content_hash(key.substr(0, first_letters));
    }
    case Share::first_half: {
        const std::string_view code = column.texts.at(cell);
        return code.size() < shortest_code ? 0 : content_hash(code.substr(0, (code.size() + 1) / 2));
    }
    case Share::year:
        return mixed(column.dates[cell].year);
    case Share::month_day: {
        const PartialDate& date = column.dates[cell];
        return date.day == 0 ? 0 : mixed(date.month * 100U + date.day);
    }
    default:
        break;
    }
    if (column.names) {
        return mixed(column.names->form(cell).key);
    }
    return mixed(cell);
}

std::vector<std::uint64_t> either_keys(const Table& table, std::size_t given, std::size_t records)
{
    const auto surname = std::ranges::find(table.columns, Kind::surname, [](const Column& c) { return c.field.kind; });
    const Column& first = table.columns[given];
    std::vector<std::uint64_t> out(records);
    for (std::size_t r = 0; r < records; ++r) {
        if (first.cells[r] != 0 && surname->cells[r] != 0) {
            const std::uint64_t x = first.names->form(first.cells[r]).key;
            const std::uint64_t y = first.names->form(surname->cells[r]).key;
            out[r] = mixed(std::min(x, y) << 32U | std::max(x, y));
        }
    }
    return out;
}

std::string_view share_text(Share share)
{
    switch (share) {
    case Share::beginning:
        return " (first letters)";
    case Share::first_half:
        return " (first half)";
    case Share::year:
        return " (year)";
    case Share::month_day:
        return " (day and month)";
    default:
        return "";
    }
}

} // namespace

std::string rule_text(const Table& table, const Rule& rule)
{
    std::string out;
    for (const Property& property : rule.properties) {
        out += out.empty() ? "" : " + ";
        if (property.share == Share::names_either) {
            out += "both names in either order";
        } else {
            out += fmt::format("{}{}", table.columns[property.column].field.label, share_text(property.share));
        }
    }
    return out.empty() ? "every pair" : out;
}

std::vector<std::uint64_t> property_keys(const Table& table, const Property& property, std::size_t records)
{
    if (property.share == Share::names_either) {
        return either_keys(table, property.column, records);
    }
    const Column& column = table.columns[property.column];
    std::vector<std::uint64_t> by_cell(column.distinct());
    for (std::uint32_t cell = 1; cell < by_cell.size(); ++cell) {
        by_cell[cell] = key_of_cell(column, cell, property.share);
    }
    std::vector<std::uint64_t> out(records);
    for (std::size_t r = 0; r < records; ++r) {
        out[r] = by_cell[column.cells[r]];
    }
    return out;
}

std::uint64_t allowed_pairs(const Table& table, bool within_lists)
{
    const std::uint64_t n = table.size();
    std::uint64_t pairs = n * (n - (n > 0 ? 1 : 0)) / 2;
    if (!within_lists) {
        std::map<std::uint32_t, std::uint64_t> sizes;
        for (const std::uint32_t list : table.list) {
            ++sizes[list];
        }
        for (const auto& [list, size] : sizes) {
            pairs -= size * (size - 1) / 2;
        }
    }
    return pairs;
}

Blocks::Blocks(const Table& table, std::vector<Rule>& rules, bool within_lists, unsigned threads)
    : m_list(&table.list), m_within_lists(within_lists), m_rules(rules.size()), m_sorted(rules.size()),
      m_groups(table.size() * rules.size())
{
    run_tasks(rules.size(), threads, [&](std::size_t r, unsigned) { sort_rule(table, r, rules[r]); });
    for (std::size_t r = 0; r < rules.size(); ++r) {
        m_pairs += rules[r].pairs;
        add_tasks(r);
    }
}

void Blocks::sort_rule(const Table& table, std::size_t index, Rule& rule)
{
    struct Keyed {
        std::uint64_t key;
        std::uint32_t record;
    };
    std::vector<std::uint64_t> keys(table.size(), 1);
    for (const Property& property : rule.properties) {
        const std::vector<std::uint64_t> more = property_keys(table, property, table.size());
        for (std::size_t r = 0; r < keys.size(); ++r) {
            keys[r] = keys[r] == 0 || more[r] == 0 ? 0 : mixed(keys[r] ^ more[r]);
        }
    }
    std::vector<Keyed> keyed;
    keyed.reserve(keys.size());
    for (std::uint32_t r = 0; r < keys.size(); ++r) {
        if (keys[r] != 0) {
            keyed.push_back({keys[r], r});
        }
    }
    std::ranges::sort(keyed, {}, [](const Keyed& k) { return std::pair(k.key, k.record); });
    Sorted& sorted = m_sorted[index];
    std::uint32_t group = 0;
    for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
        while (end < keyed.size() && keyed[end].key == keyed[begin].key) {
            ++end;
        }
        if (end - begin < 2) {
            continue;
        }
        ++group;
        const auto group_end = static_cast<std::uint32_t>(sorted.records.size() + end - begin);
        for (std::size_t i = begin; i < end; ++i) {
            sorted.records.push_back(keyed[i].record);
            sorted.ends.push_back(group_end);
            m_groups[std::size_t{keyed[i].record} * m_rules + index] = group;
        }
        rule.pairs += std::uint64_t{end - begin} * (end - begin - 1) / 2;
    }
}

void Blocks::add_tasks(std::size_t rule)
{
    const Sorted& sorted = m_sorted[rule];
    std::size_t begin = 0;
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < sorted.records.size(); ++i) {
        pairs += sorted.ends[i] - i - 1;
        if (pairs >= pairs_a_task) {
            m_tasks.push_back({rule, begin, i + 1});
            begin = i + 1;
            pairs = 0;
        }
    }
    if (begin < sorted.records.size()) {
        m_tasks.push_back({rule, begin, sorted.records.size()});
    }
}

} // namespace khronika::linkage
