// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/levels.h"

#include <array>

namespace khronika::linkage {

namespace {

constexpr std::array<std::string_view, name_level::count> of_names = {"absent", "exact",   "alike",   "kindred",
                                                                      "close",  "initial", "similar", "different"};
constexpr std::array<std::string_view, date_level::count> of_dates = {"absent",  "exact",     "day_for_month", "one_digit", "one_part",
                                                                      "rounded", "same_year", "near_year",     "different"};
constexpr std::array<std::string_view, place_level::count> of_places = {"absent", "exact",   "alike",    "part",
                                                                        "close",  "similar", "different"};
constexpr std::array<std::string_view, code_level::count> of_codes = {"absent", "exact", "one_edit", "begins", "similar", "different"};
constexpr std::array<std::string_view, category_level::count> of_categories = {"absent", "exact", "different"};
constexpr std::array<std::string_view, 7> of_kinds = {"given_name", "surname", "patronymic", "date", "place", "code", "category"};

} // namespace

std::span<const std::string_view> level_names(Kind kind)
{
    switch (kind) {
    case Kind::date:
        return of_dates;
    case Kind::place:
        return of_places;
    case Kind::code:
        return of_codes;
    case Kind::category:
        return of_categories;
    default:
        return of_names;
    }
}

std::string_view kind_name(Kind kind)
{
    return of_kinds[static_cast<std::size_t>(kind)];
}

} // namespace khronika::linkage
