// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/ru_names.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

namespace khronika::language::ru {

namespace {

using std::string_view;

/// A nominative that ends in `ending` has these endings in the other cases.
struct Declension {
    string_view ending;
    std::span<const string_view> cases;
};

constexpr auto hard_adjective = std::to_array<string_view>({"ый", "ого", "ому", "ым", "ом"});
constexpr auto hissing_adjective =
    std::to_array<string_view>({"ий", "ого", "ому", "им", "ом", "его", "ему", "ем", "ия", "ию", "ием", "ии"});
constexpr auto stressed_adjective = std::to_array<string_view>({"ой", "ого", "ому", "ым", "им", "ом"});
constexpr auto feminine_adjective = std::to_array<string_view>({"ая", "ой", "ую", "ою"});
constexpr auto soft_feminine_adjective = std::to_array<string_view>({"яя", "ей", "юю", "ею"});
constexpr auto neuter_adjective = std::to_array<string_view>({"ое", "ого", "ому", "ым", "им", "ом"});
constexpr auto soft_neuter_adjective = std::to_array<string_view>({"ее", "его", "ему", "им", "ем"});
constexpr auto plural_adjective = std::to_array<string_view>({"ые", "ых", "ым", "ыми"});
constexpr auto soft_plural_adjective = std::to_array<string_view>({"ие", "их", "им", "ими"});
constexpr auto noun_a = std::to_array<string_view>({"а", "ы", "и", "е", "у", "ой", "ою", "ей"});
constexpr auto noun_ya = std::to_array<string_view>({"я", "и", "е", "ю", "ей", "ею"});
constexpr auto noun_e = std::to_array<string_view>({"е", "я", "ю", "ем", "и"});
constexpr auto noun_o = std::to_array<string_view>({"о", "а", "у", "ом", "е"});
constexpr auto noun_soft = std::to_array<string_view>({"ь", "и", "ью", "я", "ю", "ем", "е"});
constexpr auto noun_y = std::to_array<string_view>({"й", "я", "ю", "ем", "е"});
constexpr auto noun_plural_y = std::to_array<string_view>({"ы", "ов", "ам", "ами", "ах", ""});
constexpr auto noun_plural_i = std::to_array<string_view>({"и", "ов", "ей", "ам", "ям", "ами", "ями", "ах", "ях", ""});
constexpr auto noun_hard = std::to_array<string_view>({"", "а", "у", "ом", "ем", "е"});
constexpr auto noun_fleeting = std::to_array<string_view>({"а", "у", "ом", "ем", "е", "я", "ю", "и"});

const std::array declensions = {
    Declension{"ый", hard_adjective},
    Declension{"ий", hissing_adjective},
    Declension{"ой", stressed_adjective},
    Declension{"ая", feminine_adjective},
    Declension{"яя", soft_feminine_adjective},
    Declension{"ое", neuter_adjective},
    Declension{"ее", soft_neuter_adjective},
    Declension{"ые", plural_adjective},
    Declension{"ие", soft_plural_adjective},
    Declension{"а", noun_a},
    Declension{"я", noun_ya},
    Declension{"е", noun_e},
    Declension{"о", noun_o},
    Declension{"ь", noun_soft},
    Declension{"й", noun_y},
    Declension{"ы", noun_plural_y},
    Declension{"и", noun_plural_i},
};

/// Every ending above, and nothing else, may be cut off a form to find the stem.
constexpr std::array<string_view, 39> endings = {"",   "а",  "я",  "у",  "ю",  "о",  "е",  "и",  "ы",  "ь",  "й",  "ом",  "ем",
                                                 "ой", "ей", "ою", "ею", "ам", "ям", "ах", "ях", "ов", "ью", "ий", "ый",  "ая",
                                                 "яя", "ое", "ее", "ые", "ие", "ую", "юю", "их", "ых", "им", "ым", "ого", "его"};
constexpr std::array<string_view, 6> long_endings = {"ому", "ему", "ами", "ями", "ыми", "ими"};

constexpr std::size_t letter = 2; // bytes of a Cyrillic letter

string_view last_letters(string_view word, std::size_t count)
{
    return word.size() < count * letter ? word : word.substr(word.size() - count * letter);
}

bool is_one_of(string_view word, std::initializer_list<string_view> set)
{
    return std::find(set.begin(), set.end(), word) != set.end();
}

bool is_vowel(string_view c)
{
    return is_one_of(c, {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"});
}

/// The stem that the other cases have where they drop a vowel (орел → орл, елец → ельц); empty where none.
std::string dropped_vowel_stem(string_view nominative)
{
    if (nominative.ends_with("ь")) {
        nominative.remove_suffix(letter);
    }
    if (nominative.size() < 4 * letter && nominative != "орел") {
        return {};
    }
    const string_view last = last_letters(nominative, 1);
    const string_view vowel = last_letters(nominative, 2).substr(0, letter);
    if ((vowel != "о" && vowel != "е") || !is_one_of(last, {"к", "л", "н", "р", "ц", "г", "т", "м"})) {
        return {};
    }
    std::string stem(nominative.substr(0, nominative.size() - 2 * letter));
    const string_view before = last_letters(stem, 1);
    if (is_vowel(before)) {
        return last == "ц" ? stem + "йц" : std::string();
    }
    if (before == "л" && last == "ц") {
        stem += "ь";
    }
    return stem + std::string(last);
}

/// The genitive plural with the vowel that it takes in: химки → химок. Empty where none.
std::string inserted_vowel_genitive(string_view nominative)
{
    if (!nominative.ends_with("ки") && !nominative.ends_with("ка")) {
        return {};
    }
    std::string stem(nominative.substr(0, nominative.size() - 2 * letter));
    const string_view before = last_letters(stem, 1);
    if (stem.empty() || is_vowel(before)) {
        return {};
    }
    const bool soft = is_one_of(before, {"ь", "й", "ж", "ш", "ч", "ц"});
    while (stem.ends_with("ь") || stem.ends_with("й")) {
        stem.resize(stem.size() - letter);
    }
    return stem + (soft ? "ек" : "ок");
}

bool has_case(string_view stem, std::span<const string_view> cases, string_view form)
{
    return form.starts_with(stem) && std::find(cases.begin(), cases.end(), form.substr(stem.size())) != cases.end();
}

bool simple_declines(string_view nominative, string_view form)
{
    if (nominative == form) {
        return true;
    }
    bool ends_in_vowel = false;
    for (const Declension& declension : declensions) {
        if (nominative.ends_with(declension.ending)) {
            ends_in_vowel = true;
            const string_view stem = nominative.substr(0, nominative.size() - declension.ending.size());
            if (stem.size() >= letter && has_case(stem, declension.cases, form)) {
                return true;
            }
        }
    }
    if (!ends_in_vowel && !is_vowel(last_letters(nominative, 1)) && has_case(nominative, noun_hard, form)) {
        return true;
    }
    const std::string stem = dropped_vowel_stem(nominative);
    return (!stem.empty() && has_case(stem, noun_fleeting, form)) || inserted_vowel_genitive(nominative) == form;
}

/// "ростов-на-дону" is declined in its first part: where that ends, or npos.
std::size_t joint(string_view word)
{
    for (const string_view link : {"-на-", "-де-", "-ан-", "-ин-", "-он-", "-ла-", "-эль-", "-сюр-"}) {
        const std::size_t at = word.find(link);
        if (at != string_view::npos && at > 0) {
            return at;
        }
    }
    return string_view::npos;
}

void append_plain_stems(string_view form, const std::string& prefix, const std::string& suffix, std::vector<std::string>& out)
{
    const auto cut = [&](string_view ending) {
        if (form.size() >= ending.size() + letter && form.ends_with(ending)) {
            out.push_back(prefix + std::string(form.substr(0, form.size() - ending.size())) + suffix);
        }
    };
    for (const string_view ending : endings) {
        cut(ending);
    }
    for (const string_view ending : long_endings) {
        cut(ending);
    }
}

void append_word_keys(string_view word, std::vector<std::string>& out)
{
    const auto add = [&out](std::string key) {
        if (std::find(out.begin(), out.end(), key) == out.end()) {
            out.push_back(std::move(key));
        }
    };
    if (word.size() > 4 * letter && is_one_of(last_letters(word, 2), {"ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"})) {
        add(std::string(word.substr(0, word.size() - 2 * letter)));
    }
    const bool open = is_one_of(last_letters(word, 1), {"а", "я", "ы", "и", "о", "е", "й", "ь", "у"});
    add(std::string(word.substr(0, open && word.size() > 2 * letter ? word.size() - letter : word.size())));
    if (std::string stem = dropped_vowel_stem(word); !stem.empty()) {
        add(std::move(stem));
    }
    if (std::string genitive = inserted_vowel_genitive(word); !genitive.empty()) {
        add(std::move(genitive));
    }
}

} // namespace

bool declines(string_view nominative, string_view form)
{
    if (nominative == form) {
        return true;
    }
    const std::size_t link = joint(nominative);
    if (link != string_view::npos) {
        const string_view tail = nominative.substr(link);
        return form.ends_with(tail) && simple_declines(nominative.substr(0, link), form.substr(0, form.size() - tail.size()));
    }
    const std::size_t hyphen = nominative.rfind('-');
    if (hyphen == string_view::npos || hyphen == 0) {
        return simple_declines(nominative, form);
    }
    const std::size_t cut = form.rfind('-');
    if (cut == string_view::npos) {
        return false;
    }
    const string_view head = nominative.substr(0, hyphen);
    const string_view tail = nominative.substr(hyphen + 1);
    const bool head_fits = head == form.substr(0, cut) || (tail.ends_with("ский") && simple_declines(head, form.substr(0, cut)));
    return head_fits && simple_declines(tail, form.substr(cut + 1));
}

void append_stems(string_view form, std::vector<std::string>& out)
{
    const std::size_t link = joint(form);
    if (link != string_view::npos) {
        append_plain_stems(form.substr(0, link), {}, std::string(form.substr(link)), out);
        return;
    }
    const std::size_t hyphen = form.rfind('-');
    if (hyphen == string_view::npos) {
        append_plain_stems(form, {}, {}, out);
        return;
    }
    const std::string head(form.substr(0, hyphen));
    append_plain_stems(form.substr(hyphen + 1), head + "-", {}, out);
    if (form.find("ск", hyphen) != string_view::npos && head.find('-') == std::string::npos) {
        std::vector<std::string> heads;
        append_plain_stems(head, {}, "-", heads);
        for (const std::string& stem : heads) {
            append_plain_stems(form.substr(hyphen + 1), stem, {}, out);
        }
    }
}

std::vector<std::string> keys_of_name(string_view name)
{
    const string_view word = name.substr(0, name.find(' '));
    std::vector<std::string> out;
    const std::size_t link = joint(word);
    if (link != string_view::npos) {
        append_word_keys(word.substr(0, link), out);
        for (std::string& key : out) {
            key += word.substr(link);
        }
        return out;
    }
    const std::size_t hyphen = word.rfind('-');
    const std::string head(hyphen == string_view::npos ? string_view() : word.substr(0, hyphen + 1));
    append_word_keys(word.substr(head.size()), out);
    for (std::string& key : out) {
        key.insert(0, head);
    }
    return out;
}

std::size_t adjective_stem(string_view form)
{
    for (const std::size_t letters : {3U, 2U}) {
        if (form.size() > letters * letter + 2 * letter && is_adjective_ending(last_letters(form, letters))) {
            return form.size() - letters * letter;
        }
    }
    return 0;
}

string_view adjective_ending(string_view form, HeadGender gender, bool stressed_ending)
{
    const std::size_t length = adjective_stem(form);
    if (length == 0) {
        return {};
    }
    const string_view last = last_letters(form.substr(0, length), 1);
    const string_view ending = form.substr(length);
    const bool velar = is_one_of(last, {"г", "к", "х"});
    const bool hissing = is_one_of(last, {"ж", "ш", "ч", "щ"});
    const bool soft = !velar && is_one_of(ending, {"его", "ему", "ем", "ей", "ею", "яя", "юю", "ее", "ий", "им", "их", "ие", "ими"});
    switch (gender) {
    case HeadGender::masculine:
        return stressed_ending ? "ой" : (velar || hissing || soft ? "ий" : "ый");
    case HeadGender::feminine:
        return soft && !hissing ? "яя" : "ая";
    case HeadGender::neuter:
        return soft ? "ее" : "ое";
    case HeadGender::plural:
        return velar || hissing || soft ? "ие" : "ые";
    }
    return {};
}

bool is_adjective_ending(string_view rest)
{
    return is_one_of(rest, {"ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему",
                            "им", "ым", "ом", "ем", "ей", "ую", "юю", "ою", "ею", "их",  "ых",  "ими", "ыми"});
}

bool is_people_ending(string_view rest)
{
    return is_one_of(rest, {"",    "а",    "у",   "ом", "е",   "ы",    "и",   "ов",   "ам",    "ами", "ах",  "ей",  "ям",
                            "ями", "ях",   "ой",  "ою", "ин",  "ина",  "ину", "ином", "ине",   "ец",  "ца",  "цу",  "цем",
                            "це",  "цы",   "цев", "ев", "цам", "цами", "цах", "ка",   "ки",    "ку",  "кой", "ке",  "ок",
                            "кам", "ками", "ках", "я",  "ю",   "ем",   "ь",   "янин", "янина", "яне", "ян",  "янам"});
}

} // namespace khronika::language::ru
