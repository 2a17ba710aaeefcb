// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/place_table.h"

#include "language/table_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace khronika::language {

namespace {

enum Field : std::size_t { f_id, f_kind, f_country, f_parent, f_population, f_latitude, f_longitude, f_en, f_ru, field_count };

/// A chain of parents is at most site, district, city, region, country and two unions long.
constexpr std::size_t deepest = 16;

constexpr std::array<std::string_view, 6> kinds = {"country", "region", "district", "city", "site", "supranational"};

template <typename Number>
Number number(std::string_view text)
{
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

std::string_view name_of(PlaceKind kind)
{
    return kinds.at(static_cast<std::size_t>(kind));
}

std::optional<PlaceKind> kind_from(std::string_view word)
{
    const auto found = std::find(kinds.begin(), kinds.end(), word);
    if (found == kinds.end()) {
        return std::nullopt;
    }
    return static_cast<PlaceKind>(found - kinds.begin());
}

void PlaceTable::map(const TableView& gazetteer)
{
    m_content = gazetteer.content;
    const auto lines = std::count(m_content.begin(), m_content.end(), '\n') + (m_content.empty() || m_content.ends_with('\n') ? 0 : 1);
    m_offsets.reserve(static_cast<std::size_t>(lines));
    // Tabs are counted over the whole, which is many times faster than by the row, and by the row where the sum is wrong.
    constexpr std::ptrdiff_t tabs = field_count - 1;
    const bool sound = std::count(m_content.begin(), m_content.end(), '\t') == lines * tabs;
    for (std::size_t at = 0; at < m_content.size();) {
        const std::size_t end = std::min(m_content.find('\n', at), m_content.size());
        const std::string_view line = m_content.substr(at, end - at);
        if (!sound && std::count(line.begin(), line.end(), '\t') != tabs) {
            fail("{}:{}: not a row of {} fields; make the table anew with tools/make_gazetteer", gazetteer.path, m_offsets.size() + 1,
                 static_cast<std::size_t>(field_count));
        }
        m_offsets.push_back(static_cast<std::uint32_t>(at));
        at = end + 1;
    }
}

std::uint32_t PlaceTable::add(Place place, const std::string& where)
{
    if (find(place.id)) {
        fail("{}: the id \"{}\" is taken by another place; choose another", where, place.id);
    }
    const auto index = static_cast<std::uint32_t>(size());
    m_added_ids.emplace(place.id, index);
    m_added.push_back(std::move(place));
    return index;
}

void PlaceTable::prefer(std::uint32_t index, std::string_view english, std::string_view russian)
{
    if (!english.empty()) {
        m_preferred_en[index] = english;
    }
    if (!russian.empty()) {
        m_preferred_ru[index] = russian;
    }
}

void PlaceTable::set_parent(std::uint32_t index, std::uint32_t parent)
{
    Place& place = m_added.at(index - m_offsets.size());
    place.parent = parent;
    if (parent != no_place && place.country.empty() && kind(parent) != PlaceKind::supranational) {
        place.country = country(parent);
    }
}

std::string_view PlaceTable::field(std::uint32_t index, std::size_t wanted) const
{
    std::string_view rest = m_content.substr(m_offsets.at(index));
    for (std::size_t i = 0; i < wanted; ++i) {
        rest.remove_prefix(rest.find('\t') + 1);
    }
    return rest.substr(0, rest.find_first_of("\t\n"));
}

const Place* PlaceTable::added(std::uint32_t index) const
{
    return index < m_offsets.size() ? nullptr : &m_added.at(index - m_offsets.size());
}

std::optional<std::uint32_t> PlaceTable::find(std::string_view id) const
{
    // The tab after a row's id is less than whatever an id goes on with: no need to look for where it stands.
    const auto place = std::partition_point(m_offsets.begin(), m_offsets.end(),
                                            [&](std::uint32_t offset) { return m_content.compare(offset, id.size(), id) < 0; });
    const auto index = static_cast<std::uint32_t>(place - m_offsets.begin());
    if (index < m_offsets.size() && field(index, f_id) == id) {
        return index;
    }
    const auto found = m_added_ids.find(std::string(id));
    return found == m_added_ids.end() ? std::nullopt : std::optional(found->second);
}

Place PlaceTable::place(std::uint32_t index) const
{
    if (const Place* place = added(index)) {
        return *place;
    }
    Place out;
    out.id = field(index, f_id);
    out.name_en = name(index, false);
    out.name_ru = name(index, true);
    out.kind = kind(index);
    out.country = field(index, f_country);
    out.parent = parent(index);
    out.population = population(index);
    out.latitude = number<float>(field(index, f_latitude));
    out.longitude = number<float>(field(index, f_longitude));
    return out;
}

PlaceKind PlaceTable::kind(std::uint32_t index) const
{
    if (const Place* place = added(index)) {
        return place->kind;
    }
    const std::string_view letter = field(index, f_kind);
    if (letter == "c") {
        return PlaceKind::country;
    }
    return letter == "r" ? PlaceKind::region : (letter == "d" ? PlaceKind::district : PlaceKind::city);
}

std::string_view PlaceTable::country(std::uint32_t index) const
{
    const Place* place = added(index);
    return place != nullptr ? std::string_view(place->country) : field(index, f_country);
}

std::string_view PlaceTable::name(std::uint32_t index, bool russian) const
{
    if (const Place* place = added(index)) {
        return russian ? place->name_ru : place->name_en;
    }
    const auto& preferred = russian ? m_preferred_ru : m_preferred_en;
    const auto found = preferred.find(index);
    return found != preferred.end() ? std::string_view(found->second) : field(index, russian ? f_ru : f_en);
}

std::uint64_t PlaceTable::population(std::uint32_t index) const
{
    const Place* place = added(index);
    return place != nullptr ? place->population : number<std::uint64_t>(field(index, f_population));
}

std::uint32_t PlaceTable::parent(std::uint32_t index) const
{
    if (const Place* place = added(index)) {
        return place->parent;
    }
    return find(field(index, f_parent)).value_or(no_place);
}

std::vector<std::uint32_t> PlaceTable::holders(std::uint32_t index) const
{
    std::vector<std::uint32_t> out;
    for (; out.size() < deepest && index < size(); index = parent(index)) {
        out.push_back(index);
    }
    return out;
}

bool PlaceTable::contains(std::uint32_t outer, std::uint32_t inner) const
{
    for (std::size_t depth = 0; depth < deepest && inner < size() && outer < size(); ++depth) {
        if (inner == outer) {
            return true;
        }
        inner = parent(inner);
    }
    return false;
}

} // namespace khronika::language
