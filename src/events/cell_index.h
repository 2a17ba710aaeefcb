// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/cell_parts.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace khronika::events {

/// The cells of one act and family by place, so that those that hold each other are found without comparing all.
class CellIndex {
public:
    CellIndex(const Places& places, const Wording& wording) : m_places(&places), m_wording(&wording) {}

    void add(Draft* draft);
    void remove(Draft* draft);
    /// All drafts whose cells hold a cell of `draft` or lie in one, directly or through others; with `draft` itself where it
    /// was added. By event id.
    [[nodiscard]] std::vector<Draft*> connected(Draft* draft) const;
    /// Those next to it alone.
    [[nodiscard]] std::vector<Draft*> neighbours(Draft* draft) const;

private:
    struct Entry {
        Draft* draft;
        CellDraft cell;
    };
    void know_place(const std::string& place);
    void relate(const std::string& place, const std::map<std::string, std::vector<std::string>, std::less<>>& index, std::string_view key);

    const Places* m_places;
    const Wording* m_wording;
    std::map<std::string, std::vector<Entry>> m_by_place;
    std::map<std::string, std::set<std::string>> m_related;                ///< places that hold each other, each with itself
    std::map<std::string, std::vector<std::string>, std::less<>> m_naming; ///< places, by each single one that they name
    std::map<std::string, std::vector<std::string>, std::less<>> m_below;  ///< places, by what holds one that they name
};

/// "moscow+moscow-region" is the key of a claim that names both.
[[nodiscard]] std::vector<std::string_view> single_places(std::string_view key);

/// True where every place of the key `inner` is one of `outer` or lies in one.
[[nodiscard]] bool place_within(std::string_view inner, std::string_view outer, const Places& places);

} // namespace khronika::events
