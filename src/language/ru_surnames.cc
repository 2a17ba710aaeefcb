// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/ru_surnames.h"

#include <algorithm>
#include <array>

namespace khronika::language::ru {

namespace {

using std::string_view;

constexpr std::size_t letter = 2;

bool ends_in(string_view word, std::initializer_list<string_view> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&](string_view ending) { return word.ends_with(ending); });
}

bool ends_in_vowel(string_view word)
{
    return ends_in(word, {"а", "е", "и", "о", "у", "ы", "э", "ю", "я", "ё"});
}

bool is_possessive(string_view stem)
{
    return ends_in(stem, {"ов", "ев", "ёв", "ин", "ын"}) && stem.size() > 2 * letter;
}

bool is_adjectival(string_view stem)
{
    return ends_in(stem, {"ск", "цк"}) && stem.size() > 2 * letter;
}

bool is_invariable(string_view word)
{
    return ends_in(word, {"о", "и", "э", "ых", "их", "е", "у", "ю"});
}

/// `form` less `ending`; empty where it does not end so.
string_view less(string_view form, string_view ending)
{
    return form.size() > ending.size() + letter && form.ends_with(ending) ? form.substr(0, form.size() - ending.size()) : string_view();
}

constexpr std::size_t case_index(Case grammatical_case)
{
    return static_cast<std::size_t>(grammatical_case);
}

// By case: none, nominative, genitive, dative, accusative, instrumental, locative.
using Endings = std::array<string_view, 7>;
constexpr Endings masculine_possessive = {"", "", "а", "у", "а", "ым", "е"};
constexpr Endings masculine_adjective = {"", "ий", "ого", "ому", "ого", "им", "ом"};
constexpr Endings masculine_hard = {"", "", "а", "у", "а", "ом", "е"};
constexpr Endings masculine_soft = {"", "", "я", "ю", "я", "ем", "е"};
constexpr Endings feminine_possessive = {"", "а", "ой", "ой", "у", "ой", "ой"};
constexpr Endings feminine_adjective = {"", "ая", "ой", "ой", "ую", "ой", "ой"};
constexpr Endings open_hard = {"", "а", "ы", "е", "у", "ой", "е"};
constexpr Endings open_velar = {"", "а", "и", "е", "у", "ой", "е"};
constexpr Endings open_soft = {"", "я", "и", "е", "ю", "ей", "е"};

std::optional<std::string> open_nominative(string_view form, std::size_t at)
{
    for (const auto& [endings, last] : {std::pair(open_hard, "а"), std::pair(open_velar, "а"), std::pair(open_soft, "я")}) {
        const string_view stem = less(form, endings[at]);
        const bool velar = ends_in(stem, {"к", "г", "х", "ж", "ш", "ч"});
        const bool fits = !stem.empty() && (!ends_in_vowel(stem) || last == string_view("я"));
        if (fits && (endings[at] != "ы" || !velar) && (endings != open_velar || velar || endings[at] != "и")) {
            return std::string(stem) + last;
        }
    }
    return std::nullopt;
}

std::optional<std::string> masculine_nominative(string_view form, std::size_t at)
{
    if (const string_view stem = less(form, masculine_possessive[at]); is_possessive(stem)) {
        return std::string(stem);
    }
    if (const string_view stem = less(form, masculine_adjective[at]); is_adjectival(stem)) {
        return std::string(stem) + "ий";
    }
    if (const string_view stem = less(form, masculine_hard[at]); !stem.empty() && !ends_in_vowel(stem) && !ends_in(stem, {"ь", "й"})) {
        return std::string(stem);
    }
    if (const string_view stem = less(form, masculine_soft[at]); !stem.empty() && !ends_in(stem, {"ь", "й"})) {
        return std::string(stem) + (ends_in_vowel(stem) ? "й" : "ь");
    }
    if (auto open = open_nominative(form, at)) {
        return open;
    }
    return is_invariable(form) ? std::optional(std::string(form)) : std::nullopt;
}

std::optional<std::string> feminine_nominative(string_view form, std::size_t at)
{
    if (const string_view stem = less(form, feminine_adjective[at]); is_adjectival(stem)) {
        return std::string(stem) + "ая";
    }
    if (const string_view stem = less(form, feminine_possessive[at]); is_possessive(stem)) {
        return std::string(stem) + "а";
    }
    if (!ends_in_vowel(form) || ends_in(form, {"о", "их", "ых"})) {
        return std::string(form);
    }
    if (auto open = open_nominative(form, at)) {
        return open;
    }
    return is_invariable(form) ? std::optional(std::string(form)) : std::nullopt;
}

} // namespace

std::optional<std::string> surname_nominative(string_view form, Gender gender, Case grammatical_case)
{
    if (is_name_particle(form)) {
        return std::string(form);
    }
    const std::size_t at = case_index(grammatical_case);
    const bool masculine = gender == Gender::masculine;
    if (at <= case_index(Case::nominative)) {
        const bool feminine_form = ends_in(form, {"ова", "ева", "ёва", "ская", "цкая"});
        const bool oblique = ends_in(form, {"овой", "евой", "ского", "скому", "ским", "скую"});
        const bool masculine_form = ends_in(form, {"ов", "ев", "ёв", "ский", "цкий"});
        return oblique || (masculine ? feminine_form : masculine_form) ? std::nullopt : std::optional(std::string(form));
    }
    return masculine ? masculine_nominative(form, at) : feminine_nominative(form, at);
}

bool is_name_particle(string_view folded)
{
    constexpr std::array<string_view, 8> particles = {"уулу", "кызы", "оглы", "оглу", "заде", "угли", "кизи", "улы"};
    return std::find(particles.begin(), particles.end(), folded) != particles.end();
}

} // namespace khronika::language::ru
