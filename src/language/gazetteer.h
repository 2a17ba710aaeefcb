// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

enum class PlaceKind : std::uint8_t { country, region, district, city, site, supranational };
[[nodiscard]] std::string_view name_of(PlaceKind kind);

/// How a place is spoken of: "Iran", "Iranian courts", "Iranians".
enum class NameForm : std::uint8_t { name, adjective, demonym };

/// A mention whose words make a place ("Выборгский район") that no table holds.
inline constexpr std::uint32_t no_place = 0xFFFFFFFF;

struct Place {
    std::string id;      ///< "RU", "RU.65", a GeoNames number, or the word that places.tsv gives it
    std::string name_en; ///< never empty
    std::string name_ru; ///< empty where no table has it
    PlaceKind kind = PlaceKind::city;
    std::string country;             ///< ISO 3166-1 alpha-2; empty for the supranational
    std::uint32_t parent = no_place; ///< what it lies in: a region, city or country
    std::uint64_t population = 0;    ///< 0 where unknown
    float latitude = 0;
    float longitude = 0;
};

struct PlaceMention {
    Span span;
    std::uint32_t place = no_place;  ///< the likeliest reading without context; Gazetteer::resolve() weighs it
    std::uint32_t within = no_place; ///< the known place that the words around put it in: "Vyborg district of St. Petersburg"
    PlaceKind kind = PlaceKind::city;
    NameForm form = NameForm::name;
    /// As one would list it, in the text's language and wording: "в Саратове" → "Саратов", "Свердловской области" →
    /// "Свердловская область", "the Moscow region" → "Moscow region", "петербургские суды" → "Петербург".
    std::string nominative;
    float prominence = 0; ///< 0 to 1, grows with the logarithm of the population; countries 1
    bool weak = false;    ///< also a person's name or a common word, and nothing beside it says that a place is meant
};

/// What is known of a text when a name has several bearers ("Moscow" in Idaho).
struct PlaceContext {
    std::string country;               ///< ISO 3166-1 alpha-2 of the outlet or the subject; may be empty
    std::vector<std::uint32_t> others; ///< other places of the document
};

/// One table by its file name ("gazetteer.tsv", "names_ru.tsv"); both views must outlive the gazetteer.
struct TableView {
    std::string_view path;
    std::string_view content;
};

/// Names of places in English and Russian text. Pure and immutable: safe to share between threads.
class Gazetteer {
public:
    /// Takes every table of data/places (docs/places.md has the formats); the big generated ones are searched in
    /// place. Throws Error naming file and line where one is malformed.
    explicit Gazetteer(std::span<const TableView> tables);
    ~Gazetteer();
    Gazetteer(Gazetteer&&) noexcept;
    Gazetteer& operator=(Gazetteer&&) noexcept;

    /// The places that a text names, in order, not overlapping, the longest reading first. `language` is "en" or "ru";
    /// any other is read as "en". Names of persons (Владимир Путин, Denzel Washington) are left out.
    [[nodiscard]] std::vector<PlaceMention> mentions(std::string_view text, std::string_view language) const;

    [[nodiscard]] std::size_t size() const;
    /// `index` must be less than size().
    [[nodiscard]] Place place(std::uint32_t index) const;
    /// By Place::id.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;
    /// Every place that may bear a name, in any grammatical case, the likeliest first.
    [[nodiscard]] std::vector<std::uint32_t> lookup(std::string_view name, std::string_view language) const;
    /// The likeliest bearer of a name in its context; no_place where none is known.
    [[nodiscard]] std::uint32_t resolve(std::string_view name, std::string_view language, const PlaceContext& context) const;
    /// True where `inner` is `outer` or lies in it. no_place lies in nothing and holds nothing.
    [[nodiscard]] bool contains(std::uint32_t outer, std::uint32_t inner) const;
    /// The place and what it lies in, innermost first; empty where there is no such place.
    [[nodiscard]] std::vector<std::uint32_t> holders(std::uint32_t place) const;
    /// Great-circle distance in kilometres; absent where either has no coordinates.
    [[nodiscard]] std::optional<double> distance_km(std::uint32_t a, std::uint32_t b) const;

private:
    struct Data;
    std::unique_ptr<const Data> m_data;
};

} // namespace khronika::language
