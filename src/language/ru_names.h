// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The declension of Russian names of places by rule: the dictionary of common words does not hold most of them.
/// Every word here is folded (utf8::fold).
namespace khronika::language::ru {

/// True where `form` may be a case form of the one-word name `nominative` ("саратове" of "саратов", "орла" of "орел",
/// "переславле-залесском" of "переславль-залесский"), the nominative itself included.
[[nodiscard]] bool declines(std::string_view nominative, std::string_view form);

/// Appends the stems under which names_ru.tsv may hold a name of which `form` is a case form: `form` less each ending
/// that it bears. tools/make_gazetteer writes the keys by the same rule (word_keys).
void append_stems(std::string_view form, std::vector<std::string>& out);

/// The keys of a nominative's first word, as tools/make_gazetteer gives them: for names that are added by hand.
[[nodiscard]] std::vector<std::string> keys_of_name(std::string_view name);

enum class HeadGender : std::uint8_t { masculine, feminine, neuter, plural };

/// The length in bytes of the stem of an adjective's form; 0 where it does not end as one.
[[nodiscard]] std::size_t adjective_stem(std::string_view form);

/// The nominative ending of the adjective whose form is `form`, for a head of that gender: "выборгского" → "ий".
/// `stressed_ending` makes the masculine "ой" (Тверской). Empty where it is no adjective.
[[nodiscard]] std::string_view adjective_ending(std::string_view form, HeadGender gender, bool stressed_ending);

/// True where `rest` is an ending of a full adjective, or of a noun that names people ("ин", "цев", "ка" ...).
[[nodiscard]] bool is_adjective_ending(std::string_view rest);
[[nodiscard]] bool is_people_ending(std::string_view rest);

} // namespace khronika::language::ru
