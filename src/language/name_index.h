// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/gazetteer.h"
#include "language/word_index.h"

namespace khronika::language {

/// A line of names_XX.tsv: `key TAB name TAB weakness TAB rows`.
struct NameEntry {
    std::string_view name;     ///< the nominative, as one writes it
    std::string_view weakness; ///< c: also a common word, g: a given name, s: a surname
    std::string_view rows;     ///< "12,-7": indices, most populous first; "-": only before or after a head word ("Samara region")
    bool by_hand = false;      ///< of places.tsv, which goes before the generated names
};

/// Finds the lines of a table by key. The table is sorted by key and used in place; a hash of line offsets is all that
/// is built, since bisection of a mapped file costs a dozen cache misses for each capitalised word.
class NameIndex {
public:
    NameIndex() = default;
    /// Error naming file and line where a line lacks a field.
    static void check(const TableView& table);
    /// `table` has passed the check.
    explicit NameIndex(const TableView& table);

    /// The first line with `key`, or npos.
    [[nodiscard]] std::size_t first(std::string_view key) const;
    /// The entry of the line at `offset`, which moves on to the next line of the same key or becomes npos.
    [[nodiscard]] NameEntry next(std::size_t& offset) const;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t line = 0; ///< its offset and 1; 0: none
    };

    [[nodiscard]] std::string_view key_at(std::size_t offset) const;
    [[nodiscard]] static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }
    [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const { return (hash ^ (hash >> 32U)) & (m_slots.size() - 1); }

    std::string_view m_content;
    std::vector<Slot> m_slots;
};

/// One place of a NameEntry's rows; `base` where it needs a head word.
struct RowReference {
    std::uint32_t index = no_place;
    bool base = false;
};
/// Cuts the first reference off `rows`; no_place when it is empty or no number.
[[nodiscard]] RowReference take_row(std::string_view& rows);

} // namespace khronika::language
