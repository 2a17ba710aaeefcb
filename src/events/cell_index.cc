// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/cell_index.h"

#include <algorithm>

namespace khronika::events {

namespace {

std::vector<CellDraft> cells_of(Draft* draft)
{
    Draft* const only[] = {draft};
    return cell_drafts(only);
}

// Whether one may hold the other, as far as days and unit tell.
bool comparable(const CellDraft& a, const CellDraft& b)
{
    return a.unit == b.unit && a.per == Rate::none && b.per == Rate::none && a.period && b.period &&
           (a.period->contains(*b.period) || b.period->contains(*a.period));
}

} // namespace

void CellIndex::relate(const std::string& place, const std::map<std::string, std::vector<std::string>, std::less<>>& index,
                       std::string_view key)
{
    const auto found = index.find(key);
    if (found == index.end()) {
        return;
    }
    std::set<std::string>& related = m_related[place];
    for (const std::string& other : found->second) {
        if (related.count(other) == 0 && (place_within(place, other, *m_places) || place_within(other, place, *m_places))) {
            m_related[other].insert(place);
            related.insert(other);
        }
    }
}

// Places that hold each other name one place, or one names what holds a place that the other names.
void CellIndex::know_place(const std::string& place)
{
    const auto [entry, fresh] = m_related.try_emplace(place);
    if (!fresh) {
        return;
    }
    entry->second.insert(place);
    for (const std::string_view single : single_places(place)) {
        relate(place, m_naming, single);
        relate(place, m_below, single);
        m_naming[std::string(single)].push_back(place);
        for (const std::string& holder : m_places->holders(single)) {
            relate(place, m_naming, holder);
            m_below[holder].push_back(place);
        }
    }
}

void CellIndex::add(Draft* draft)
{
    for (CellDraft& cell : cells_of(draft)) {
        if (!cell.place.empty() && cell.period) {
            know_place(cell.place);
            std::string place = cell.place;
            m_by_place[place].push_back({draft, std::move(cell)});
        }
    }
}

void CellIndex::remove(Draft* draft)
{
    for (const CellDraft& cell : cells_of(draft)) {
        if (const auto at = m_by_place.find(cell.place); at != m_by_place.end()) {
            std::erase_if(at->second, [&](const Entry& entry) { return entry.draft == draft; });
        }
    }
}

std::vector<Draft*> CellIndex::neighbours(Draft* draft) const
{
    std::set<Draft*> found;
    for (const CellDraft& cell : cells_of(draft)) {
        const auto related = m_related.find(cell.place);
        if (related == m_related.end() || !cell.period) {
            continue;
        }
        for (const std::string& place : related->second) {
            const auto entries = m_by_place.find(place);
            if (entries == m_by_place.end()) {
                continue;
            }
            for (const Entry& entry : entries->second) {
                if (entry.draft != draft && comparable(entry.cell, cell)) {
                    found.insert(entry.draft);
                }
            }
        }
    }
    std::vector<Draft*> out(found.begin(), found.end());
    std::sort(out.begin(), out.end(), [](const Draft* a, const Draft* b) { return a->event.id < b->event.id; });
    return out;
}

std::vector<Draft*> CellIndex::connected(Draft* draft) const
{
    std::set<Draft*> seen{draft};
    std::vector<Draft*> open{draft};
    while (!open.empty()) {
        Draft* next = open.back();
        open.pop_back();
        for (Draft* other : neighbours(next)) {
            if (seen.insert(other).second) {
                open.push_back(other);
            }
        }
    }
    std::vector<Draft*> out(seen.begin(), seen.end());
    std::sort(out.begin(), out.end(), [](const Draft* a, const Draft* b) { return a->event.id < b->event.id; });
    return out;
}

} // namespace khronika::events
