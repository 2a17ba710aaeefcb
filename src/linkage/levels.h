// SPDX-License-Identifier: GPL-3.0-or-later
// How well two values of a field agree, by the kind of the field. The order is part of saved models: add at the end.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace khronika::linkage {

/// What a column holds. The mapping of a list says it; nothing else is set for one list.
enum class Kind : std::uint8_t { given_name, surname, patronymic, date, place, code, category };

/// 0 is always: one of the two is absent, which is no evidence.
using Level = std::uint8_t;

namespace name_level {
constexpr Level absent = 0;
constexpr Level exact = 1;   ///< letter for letter, case and accents' marks aside
constexpr Level alike = 2;   ///< one key: transliterated otherwise
constexpr Level kindred = 3; ///< one stem, a diminutive of the same name, or all words of one within the other
constexpr Level close = 4;   ///< one typing error, or Jaro-Winkler from .92
constexpr Level initial = 5; ///< one is a single letter with which the other begins
constexpr Level similar = 6; ///< Jaro-Winkler from .80
constexpr Level different = 7;
constexpr Level count = 8;
} // namespace name_level

/// A given name and a surname are compared as one: their levels g and s are the level g * 8 + s, and there are two more.
namespace names_level {
constexpr Level swapped = 64;      ///< each agrees with the other's other field
constexpr Level half_swapped = 65; ///< one agrees with the other's other field
constexpr Level count = 66;
constexpr Level of(Level given, Level surname)
{
    return static_cast<Level>(given * name_level::count + surname);
}
} // namespace names_level

namespace date_level {
constexpr Level exact = 1;
constexpr Level day_for_month = 2; ///< day and month swapped
constexpr Level one_digit = 3;     ///< one digit changed, or two neighbours swapped
constexpr Level one_part = 4;      ///< two of day, month and year agree
constexpr Level rounded = 5;       ///< one year, of which one date gives no day, or 1 January
constexpr Level same_year = 6;
constexpr Level near_year = 7; ///< the years differ by one
constexpr Level different = 8;
constexpr Level count = 9;
} // namespace date_level

namespace place_level {
constexpr Level exact = 1;
constexpr Level alike = 2;   ///< one key
constexpr Level part = 3;    ///< all words of one within the other
constexpr Level close = 4;   ///< one typing error, or Jaro-Winkler from .92
constexpr Level similar = 5; ///< Jaro-Winkler from .80
constexpr Level different = 6;
constexpr Level count = 7;
} // namespace place_level

namespace code_level {
constexpr Level exact = 1;
constexpr Level one_edit = 2; ///< one sign changed, left out, put in or swapped
constexpr Level begins = 3;   ///< the first half agrees
constexpr Level similar = 4;  ///< Jaro-Winkler from .88
constexpr Level different = 5;
constexpr Level count = 6;
} // namespace code_level

namespace category_level {
constexpr Level exact = 1;
constexpr Level different = 2;
constexpr Level count = 3;
} // namespace category_level

/// The names of a kind's levels, the absent one first.
[[nodiscard]] std::span<const std::string_view> level_names(Kind kind);
[[nodiscard]] std::string_view kind_name(Kind kind);
/// The level that means letter for letter is 1 for every kind.
constexpr Level exact_level = 1;

} // namespace khronika::linkage
