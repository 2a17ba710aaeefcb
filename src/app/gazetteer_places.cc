// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gazetteer_places.h"
#include "app/data_folder.h"

#include "app/data.h"
#include "app/table.h"
#include "sys/files.h"

#include <algorithm>
#include <set>

namespace khronika::app {

using events::CanonicalPlace;

namespace {

std::list<language::Table> place_tables(sys::Files& files)
{
    std::list<language::Table> tables;
    const std::string folder = sys::join(data_folder(), "places");
    for (const sys::Listed& entry : files.list(folder)) {
        if (entry.name.ends_with(".tsv")) {
            tables.push_back({entry.name, sys::read_all(files, sys::join(folder, entry.name))});
        }
    }
    return tables;
}

std::vector<language::TableView> views_of(const std::list<language::Table>& tables)
{
    std::vector<language::TableView> views;
    for (const language::Table& table : tables) {
        views.push_back({table.path, table.content});
    }
    return views;
}

// Of a region and the city in it that bear one name ("Saratov", "Санкт-Петербург") the city is meant.
std::uint32_t city_of_that_name(const language::Gazetteer& gazetteer, std::uint32_t place, std::string_view name, std::string_view language)
{
    if (place == language::no_place || gazetteer.place(place).kind != language::PlaceKind::region) {
        return place;
    }
    std::uint32_t best = place;
    std::uint64_t most = 0;
    for (const std::uint32_t candidate : gazetteer.lookup(name, language)) {
        const language::Place known = gazetteer.place(candidate);
        if (known.kind == language::PlaceKind::city && known.population > most && gazetteer.contains(place, candidate)) {
            best = candidate;
            most = known.population;
        }
    }
    return best;
}

} // namespace

GazetteerPlaces::GazetteerPlaces(sys::Files& files)
    : m_tables(place_tables(files)), m_gazetteer(views_of(m_tables)), m_sites(read_table(files, "events/places.tsv"))
{
}

CanonicalPlace GazetteerPlaces::canonical(std::string_view name, std::string_view language) const
{
    const std::uint32_t place = city_of_that_name(m_gazetteer, m_gazetteer.resolve(name, language, {}), name, language);
    if (place != language::no_place) {
        const language::Place known = m_gazetteer.place(place);
        return {known.id, known.name_en};
    }
    return m_sites.canonical(name, language);
}

bool GazetteerPlaces::contains(std::string_view outer, std::string_view inner) const
{
    const auto holder = m_gazetteer.find(outer);
    const auto held = m_gazetteer.find(inner);
    if (holder && held) {
        return *holder != *held && m_gazetteer.contains(*holder, *held);
    }
    // A site of the short table lies in a place that the gazetteer may know.
    if (held) {
        return false;
    }
    const std::vector<std::string> parents = m_sites.within(inner);
    return std::any_of(parents.begin(), parents.end(), [&](const std::string& parent) {
        const CanonicalPlace known = canonical(parent, "en");
        return known.key == outer || contains(outer, known.key);
    });
}

std::vector<std::string> GazetteerPlaces::holders(std::string_view key) const
{
    std::set<std::string> out;
    if (const auto place = m_gazetteer.find(key)) {
        for (const std::uint32_t holder : m_gazetteer.holders(*place)) {
            if (holder != *place) {
                out.insert(m_gazetteer.place(holder).id);
            }
        }
    } else {
        for (const std::string& parent : m_sites.within(key)) {
            const std::string known = canonical(parent, "en").key;
            const std::vector<std::string> further = holders(known);
            out.insert(known);
            out.insert(further.begin(), further.end());
        }
    }
    return {out.begin(), out.end()};
}

bool GazetteerPlaces::known(std::string_view key) const
{
    return m_gazetteer.find(key).has_value() || m_sites.known(key);
}

} // namespace khronika::app
