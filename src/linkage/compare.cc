// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/compare.h"

#include "base/error.h"
#include "linkage/similarity.h"

#include <algorithm>
#include <optional>

namespace khronika::linkage {

namespace {

constexpr unsigned cache_bits = 15; // a quarter of a megabyte a column: what a core's own cache holds
constexpr unsigned id_bits = 28;

Level compare_codes(std::string_view a, std::string_view b)
{
    constexpr double similar_from = 0.88;
    constexpr std::size_t shortest = 4;
    if (std::min(a.size(), b.size()) < shortest) {
        return code_level::different;
    }
    if (one_edit_apart(a, b)) {
        return code_level::one_edit;
    }
    const std::size_t half = (std::max(a.size(), b.size()) + 1) / 2;
    if (a.substr(0, half) == b.substr(0, half)) {
        return code_level::begins;
    }
    return jaro_winkler(a, b) >= similar_from ? code_level::similar : code_level::different;
}

std::optional<std::size_t> column_of(const Table& table, Kind kind)
{
    const auto found = std::ranges::find(table.columns, kind, [](const Column& c) { return c.field.kind; });
    return found == table.columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - table.columns.begin()));
}

std::vector<Comparison> comparisons_of(const Table& table)
{
    std::vector<Comparison> out;
    const auto given = column_of(table, Kind::given_name);
    const auto surname = column_of(table, Kind::surname);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Field& field = table.columns[c].field;
        if (given && surname && (c == *given || c == *surname)) {
            if (c == std::min(*given, *surname)) {
                out.push_back({"names", *given, *surname, true, Kind::given_name, names_level::count});
            }
            continue;
        }
        out.push_back({field.label, c, c, false, field.kind, level_names(field.kind).size()});
    }
    return out;
}

} // namespace

Comparer::Comparer(const Table& table) : m_table(&table), m_comparisons(comparisons_of(table)), m_width(table.columns.size())
{
    if (m_comparisons.size() > most_comparisons) {
        fail("{} fields are compared, and at most {} can be: leave some out of the mapping", m_comparisons.size(), most_comparisons);
    }
    m_rows.resize(table.size() * m_width);
    for (std::size_t c = 0; c < m_width; ++c) {
        const std::vector<std::uint32_t>& cells = table.columns[c].cells;
        for (std::size_t r = 0; r < cells.size(); ++r) {
            m_rows[r * m_width + c] = cells[r];
        }
    }
}

Comparer::Cache Comparer::cache() const
{
    Cache out;
    out.m_slots.resize(m_width << cache_bits);
    return out;
}

Level Comparer::compare_cells(std::size_t column, std::uint32_t a, std::uint32_t b) const
{
    const Column& values = m_table->columns[column];
    switch (values.field.kind) {
    case Kind::place:
        return values.names->compare_places(a, b);
    case Kind::date:
        return compare_dates(values.dates[a], values.dates[b]);
    case Kind::code:
        return compare_codes(values.texts.at(a), values.texts.at(b));
    case Kind::category:
        return category_level::different;
    default:
        return values.names->compare_names(a, b);
    }
}

Level Comparer::cached(std::size_t column, std::uint32_t a, std::uint32_t b, Cache& cache) const
{
    if (a == 0 || b == 0) {
        return 0;
    }
    if (a == b) {
        return exact_level;
    }
    const Kind kind = m_table->columns[column].field.kind;
    if (kind == Kind::category || kind == Kind::date) {
        return compare_cells(column, a, b);
    }
    if (a > b) {
        std::swap(a, b);
    }
    const std::uint64_t pair = (std::uint64_t{a} << id_bits | b) << 8U;
    std::uint64_t& slot = cache.m_slots[(column << cache_bits) | ((pair * 0x9E3779B97F4A7C15U) >> (64 - cache_bits))];
    if ((slot & ~std::uint64_t{0xFF}) != pair) {
        slot = pair | compare_cells(column, a, b);
    }
    return static_cast<Level>(slot & 0xFFU);
}

Level Comparer::compare_names(const Comparison& comparison, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                              Cache& cache) const
{
    const std::uint32_t given_a = a[comparison.first];
    const std::uint32_t given_b = b[comparison.first];
    const std::uint32_t surname_a = a[comparison.second];
    const std::uint32_t surname_b = b[comparison.second];
    const Level given = cached(comparison.first, given_a, given_b, cache);
    const Level surname = cached(comparison.second, surname_a, surname_b, cache);
    if ((given == 0 || given >= name_level::initial) && (surname == 0 || surname >= name_level::initial)) {
        // Both columns hold ids of one pool, so that a given name can stand beside a surname.
        const Level one = cached(comparison.first, given_a, surname_b, cache);
        const Level other = cached(comparison.first, surname_a, given_b, cache);
        const bool one_agrees = one != 0 && one <= name_level::close;
        const bool other_agrees = other != 0 && other <= name_level::close;
        if (one_agrees && other_agrees) {
            return names_level::swapped;
        }
        if ((one_agrees && one <= name_level::alike) || (other_agrees && other <= name_level::alike)) {
            return names_level::half_swapped;
        }
    }
    return names_level::of(given, surname);
}

Levels Comparer::compare(std::uint32_t a, std::uint32_t b, Cache& cache) const
{
    Levels out{};
    const std::span<const std::uint32_t> x = row(a);
    const std::span<const std::uint32_t> y = row(b);
    for (std::size_t i = 0; i < m_comparisons.size(); ++i) {
        const Comparison& comparison = m_comparisons[i];
        out[i] = comparison.joint ? compare_names(comparison, x, y, cache)
                                  : cached(comparison.first, x[comparison.first], y[comparison.first], cache);
    }
    return out;
}

} // namespace khronika::linkage
