// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linkage/table.h"

#include <array>
#include <span>
#include <vector>

namespace khronika::linkage {

/// What is compared: a column, or a given name and a surname as one, because they do not err and agree on their own.
struct Comparison {
    std::string label;
    std::size_t first = 0;  ///< a column; the given name where `joint`
    std::size_t second = 0; ///< the surname where `joint`
    bool joint = false;
    Kind kind = Kind::category;
    std::size_t levels = 0; ///< the absent one included
};

/// The most comparisons that a pattern has room for.
constexpr std::size_t most_comparisons = 15;

/// The level of each comparison of a pair; those behind the last one are 0.
using Levels = std::array<Level, most_comparisons + 1>;

/// Compares the records of a table. Immutable: several threads may use one, each with a cache of its own.
class Comparer {
public:
    /// Remembers the level of pairs of values: names repeat, so most pairs of them were compared before.
    class Cache {
    public:
        Cache() = default;

    private:
        friend class Comparer;
        std::vector<std::uint64_t> m_slots;
    };

    /// `table` must outlive this. Throws Error where it has more columns than a pattern has room for.
    explicit Comparer(const Table& table);

    [[nodiscard]] const std::vector<Comparison>& comparisons() const { return m_comparisons; }
    [[nodiscard]] std::size_t records() const { return m_table->size(); }
    [[nodiscard]] const Table& table() const { return *m_table; }
    [[nodiscard]] std::span<const std::uint32_t> row(std::uint32_t record) const
    {
        return {m_rows.data() + std::size_t{record} * m_width, m_width};
    }
    [[nodiscard]] Cache cache() const;
    [[nodiscard]] Levels compare(std::uint32_t a, std::uint32_t b, Cache& cache) const;

private:
    [[nodiscard]] Level compare_cells(std::size_t column, std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] Level cached(std::size_t column, std::uint32_t a, std::uint32_t b, Cache& cache) const;
    [[nodiscard]] Level compare_names(const Comparison& comparison, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                                      Cache& cache) const;

    const Table* m_table;
    std::vector<Comparison> m_comparisons;
    std::vector<std::uint32_t> m_rows; ///< the cells, record by record
    std::size_t m_width;
};

} // namespace khronika::linkage
