// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/gazetteer.h"

#include "language/place_scanner.h"
#include "language/table_lines.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>

namespace khronika::language {

struct Gazetteer::Data {
    PlaceTable table;
    std::map<std::string, PlaceWords, std::less<>> languages;

    [[nodiscard]] const PlaceWords& words(std::string_view language) const
    {
        const auto found = languages.find(language);
        return found != languages.end() ? found->second : languages.at("en");
    }
    void add_places(const TableView& table);
    void add_parents(const TableView& table);
    [[nodiscard]] std::uint32_t refer(std::string_view reference) const;
    void dispatch(const TableView& table);

private:
    void add_names(std::string_view names, std::string_view weakness, const std::string& language, std::uint32_t place);
};

namespace {

enum PlaceField : std::size_t { p_id, p_kind, p_parent, p_en, p_ru, p_population, p_weakness, place_fields };
constexpr std::size_t required_place_fields = p_population;
constexpr std::string_view as_before = "-";

std::string_view first_name(std::string_view names)
{
    return names == as_before ? std::string_view() : names.substr(0, names.find('|'));
}

std::string_view base_name(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace

void Gazetteer::Data::add_names(std::string_view names, std::string_view weakness, const std::string& language, std::uint32_t place)
{
    if (names == as_before || names.empty()) {
        return;
    }
    for (const std::string_view name : split(names, '|')) {
        languages[language].add_name(std::string(name), weakness, place);
    }
}

void Gazetteer::Data::add_places(const TableView& places)
{
    for_each_line(places.content, [&](const TableLine& line) {
        const auto fields = fields_of(places, line, required_place_fields, place_fields);
        std::optional<std::uint32_t> index = table.find(fields[p_id]);
        if (fields[p_kind] == as_before) {
            if (!index) {
                fail("{}:{}: no place has the id \"{}\"; give a kind and a parent to add one", places.path, line.number, fields[p_id]);
            }
        } else {
            const auto kind = kind_from(fields[p_kind]);
            if (!kind) {
                fail("{}:{}: \"{}\" is no kind of place (country, region, district, city, site, supranational)", places.path, line.number,
                     fields[p_kind]);
            }
            Place place;
            place.id = fields[p_id];
            place.kind = *kind;
            place.name_en = first_name(fields[p_en]);
            place.name_ru = first_name(fields[p_ru]);
            if (fields.size() > p_population) {
                const std::string_view number = fields[p_population];
                std::from_chars(number.data(), number.data() + number.size(), place.population);
            }
            index = table.add(std::move(place), std::string(places.path) + ":" + std::to_string(line.number));
        }
        table.prefer(*index, first_name(fields[p_en]), first_name(fields[p_ru]));
        const std::string_view weakness = fields.size() > p_weakness ? fields[p_weakness] : "";
        add_names(fields[p_en], weakness, "en", *index);
        add_names(fields[p_ru], weakness, "ru", *index);
    });
}

void Gazetteer::Data::add_parents(const TableView& places)
{
    for_each_line(places.content, [&](const TableLine& line) {
        const auto fields = fields_of(places, line, required_place_fields, place_fields);
        if (fields[p_parent] == as_before) {
            return;
        }
        const std::uint32_t parent = refer(fields[p_parent]);
        const auto place = table.find(fields[p_id]);
        if (parent == no_place || !place) {
            fail("{}:{}: no place \"{}\" to lie in; give an id of gazetteer.tsv or of this table, or COUNTRY/Name", places.path,
                 line.number, fields[p_parent]);
        }
        table.set_parent(*place, parent);
    });
}

/// "RU", "RU.65", "moscow-zyuzino", or "RU/Saratov": the most populous place of that English name in the country.
std::uint32_t Gazetteer::Data::refer(std::string_view reference) const
{
    const std::size_t slash = reference.find('/');
    if (slash == std::string_view::npos) {
        return table.find(reference).value_or(no_place);
    }
    PlaceScanner scanner(table, languages.at("en"), reference.substr(slash + 1));
    std::uint32_t region = no_place;
    for (const std::uint32_t place : scanner.candidates()) {
        if (table.country(place) == reference.substr(0, slash)) {
            if (table.kind(place) != PlaceKind::region) {
                return place;
            }
            region = region == no_place ? place : region;
        }
    }
    return region;
}

void Gazetteer::Data::dispatch(const TableView& view)
{
    const std::string_view name = base_name(view.path);
    const std::size_t cut = name.rfind('_');
    const std::string_view what = name.substr(0, cut);
    if (cut == std::string_view::npos || !name.ends_with(".tsv")) {
        return;
    }
    const std::string language(name.substr(cut + 1, name.size() - cut - 5));
    PlaceWords& target = languages[language];
    if (what == "names") {
        target.map_names(view);
    } else if (what == "heads") {
        target.read_heads(view);
    } else if (what == "evidence") {
        target.read_evidence(view);
    } else if (what == "given_names") {
        target.map_given_names(view);
    } else if (what != "adjectives") {
        fail("{}: not a table of places; docs/places.md lists them", view.path);
    }
}

Gazetteer::Gazetteer(std::span<const TableView> tables)
{
    auto data = std::make_unique<Data>();
    data->languages["en"];
    data->languages["ru"].inflected = true;
    const TableView* places = nullptr;
    for (const TableView& view : tables) {
        if (base_name(view.path) == "gazetteer.tsv") {
            data->table.map(view);
        } else if (base_name(view.path) == "places.tsv") {
            places = &view;
        } else {
            data->dispatch(view);
        }
    }
    if (places != nullptr) {
        data->add_places(*places);
    }
    for (auto& [language, words] : data->languages) {
        words.index_added_names();
    }
    if (places != nullptr) {
        data->add_parents(*places);
    }
    for (const TableView& view : tables) {
        const std::string_view name = base_name(view.path);
        if (name.starts_with("adjectives_") && name.size() > 15) {
            const std::string language(name.substr(11, name.size() - 15));
            data->languages[language].read_adjectives(
                view, [&](std::string_view reference) { return data->refer(reference); },
                [&](std::uint32_t place) { return std::string(data->table.name(place, language == "ru")); });
        }
    }
    m_data = std::move(data);
}

Gazetteer::~Gazetteer() = default;
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;

std::vector<PlaceMention> Gazetteer::mentions(std::string_view text, std::string_view language) const
{
    return PlaceScanner(m_data->table, m_data->words(language), text).mentions();
}

std::size_t Gazetteer::size() const
{
    return m_data->table.size();
}

Place Gazetteer::place(std::uint32_t index) const
{
    return m_data->table.place(index);
}

std::optional<std::uint32_t> Gazetteer::find(std::string_view id) const
{
    return m_data->table.find(id);
}

std::vector<std::uint32_t> Gazetteer::lookup(std::string_view name, std::string_view language) const
{
    return PlaceScanner(m_data->table, m_data->words(language), name).candidates();
}

std::uint32_t Gazetteer::resolve(std::string_view name, std::string_view language, const PlaceContext& context) const
{
    // Ten times the inhabitants weigh one; the outlet's country a thousandfold, each place nearby tenfold up to thrice.
    constexpr double own_country = 3;
    constexpr double neighbour = 1;
    constexpr double most_neighbours = 3;
    constexpr double near_km = 300;
    std::uint32_t best = no_place;
    double best_score = -1;
    for (const std::uint32_t candidate : lookup(name, language)) {
        const PlaceTable& table = m_data->table;
        if (best == no_place && (table.kind(candidate) == PlaceKind::country || table.kind(candidate) == PlaceKind::supranational)) {
            return candidate;
        }
        double score = std::log10(static_cast<double>(table.population(candidate)) + 1);
        score += !context.country.empty() && table.country(candidate) == context.country ? own_country : 0;
        double near = 0;
        for (const std::uint32_t other : context.others) {
            const auto distance = other == candidate ? std::nullopt : distance_km(candidate, other);
            const bool holds = other != candidate && (table.contains(other, candidate) || table.contains(candidate, other));
            near += holds || (distance && *distance <= near_km) ? neighbour : 0;
        }
        score += std::min(near, most_neighbours);
        if (score > best_score) {
            best_score = score;
            best = candidate;
        }
    }
    return best;
}

bool Gazetteer::contains(std::uint32_t outer, std::uint32_t inner) const
{
    return m_data->table.contains(outer, inner);
}

std::vector<std::uint32_t> Gazetteer::holders(std::uint32_t place) const
{
    return m_data->table.holders(place);
}

std::optional<double> Gazetteer::distance_km(std::uint32_t a, std::uint32_t b) const
{
    if (a >= size() || b >= size()) {
        return std::nullopt;
    }
    const Place from = place(a);
    const Place to = place(b);
    if ((from.latitude == 0 && from.longitude == 0) || (to.latitude == 0 && to.longitude == 0)) {
        return std::nullopt;
    }
    constexpr double earth_radius_km = 6371.0;
    constexpr double radians = std::numbers::pi / 180;
    const double d_lat = (to.latitude - from.latitude) * radians / 2;
    const double d_lon = (to.longitude - from.longitude) * radians / 2;
    const double h = std::sin(d_lat) * std::sin(d_lat) +
                     std::cos(from.latitude * radians) * std::cos(to.latitude * radians) * std::sin(d_lon) * std::sin(d_lon);
    return 2 * earth_radius_km * std::asin(std::sqrt(std::min(h, 1.0)));
}

} // namespace khronika::language
