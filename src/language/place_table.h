// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/gazetteer.h"

#include <unordered_map>

namespace khronika::language {

[[nodiscard]] std::optional<PlaceKind> kind_from(std::string_view word);

/// The rows of gazetteer.tsv, read in place, and after them those that places.tsv adds.
///
/// A row's number is the place's index. The file is sorted by id byte by byte, so an id is found by bisection; the
/// alternative, a hash of all ids, costs 10 ms and 2 MB at each start for a look-up that is rare.
class PlaceTable {
public:
    void map(const TableView& gazetteer);
    /// The index of the place; Error where the id is taken.
    std::uint32_t add(Place place, const std::string& where);
    /// The names to show for a row of gazetteer.tsv; an empty one leaves the row's own.
    void prefer(std::uint32_t index, std::string_view english, std::string_view russian);
    void set_parent(std::uint32_t index, std::uint32_t parent);

    [[nodiscard]] std::size_t size() const { return m_offsets.size() + m_added.size(); }
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;
    [[nodiscard]] Place place(std::uint32_t index) const;
    [[nodiscard]] PlaceKind kind(std::uint32_t index) const;
    [[nodiscard]] std::string_view country(std::uint32_t index) const;
    [[nodiscard]] std::string_view name(std::uint32_t index, bool russian) const;
    [[nodiscard]] std::uint64_t population(std::uint32_t index) const;
    [[nodiscard]] std::uint32_t parent(std::uint32_t index) const;
    /// The place and what it lies in, innermost first; empty where there is no such place.
    [[nodiscard]] std::vector<std::uint32_t> holders(std::uint32_t index) const;
    [[nodiscard]] bool contains(std::uint32_t outer, std::uint32_t inner) const;

private:
    [[nodiscard]] std::string_view field(std::uint32_t index, std::size_t number) const;
    [[nodiscard]] const Place* added(std::uint32_t index) const;

    std::string_view m_content;
    std::vector<std::uint32_t> m_offsets;
    std::vector<Place> m_added;
    std::unordered_map<std::string, std::uint32_t> m_added_ids;
    std::unordered_map<std::uint32_t, std::string> m_preferred_en;
    std::unordered_map<std::uint32_t, std::string> m_preferred_ru;
};

} // namespace khronika::language
