// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/claim.h"

#include <array>
#include <utility>

namespace khronika {

namespace {

template <typename E, std::size_t N>
using Table = std::array<std::pair<E, std::string_view>, N>;

constexpr Table<Unit, 7> units{{{Unit::person, "person"},
                                {Unit::case_, "case"},
                                {Unit::place, "place"},
                                {Unit::event, "event"},
                                {Unit::complaint, "complaint"},
                                {Unit::vehicle, "vehicle"},
                                {Unit::other, "other"}}};
constexpr Table<Rate, 5> rates{{{Rate::none, ""}, {Rate::day, "day"}, {Rate::week, "week"}, {Rate::month, "month"}, {Rate::year, "year"}}};
constexpr Table<Modality, 6> modalities{{{Modality::done, "done"},
                                         {Modality::ordered, "ordered"},
                                         {Modality::planned, "planned"},
                                         {Modality::ongoing, "ongoing"},
                                         {Modality::denied, "denied"},
                                         {Modality::alleged, "alleged"}}};
constexpr Table<Direction, 3> directions{
    {{Direction::increase, "increase"}, {Direction::decrease, "decrease"}, {Direction::record, "record"}}};

template <typename E, std::size_t N>
std::string_view name(const Table<E, N>& table, E value)
{
    for (const auto& [key, text] : table) {
        if (key == value) {
            return text;
        }
    }
    return {};
}

template <typename E, std::size_t N>
std::optional<E> value(const Table<E, N>& table, std::string_view text)
{
    for (const auto& [key, name] : table) {
        if (name == text && !text.empty()) {
            return key;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view to_string(Unit unit)
{
    return name(units, unit);
}

std::string_view to_string(Rate rate)
{
    return name(rates, rate);
}

std::string_view to_string(Modality modality)
{
    return name(modalities, modality);
}

std::string_view to_string(Direction direction)
{
    return name(directions, direction);
}

std::optional<Unit> unit_from(std::string_view text)
{
    return value(units, text);
}

std::optional<Rate> rate_from(std::string_view text)
{
    return value(rates, text);
}

std::optional<Modality> modality_from(std::string_view text)
{
    return value(modalities, text);
}

std::optional<Direction> direction_from(std::string_view text)
{
    return value(directions, text);
}

} // namespace khronika
