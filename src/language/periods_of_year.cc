// SPDX-License-Identifier: GPL-3.0-or-later

#include "language/date_parser.h"

#include <charconv>

#include <algorithm>

namespace khronika::language {

std::optional<DateMention> DateParser::years(std::size_t i)
{
    const auto first = year_number(i);
    if (!first || m_tokens[i].text.size() != 4) {
        return std::nullopt;
    }
    std::size_t last = i;
    auto to = first;
    if (dash(i + 1) || find(i + 1, Class::until) != nullptr) {
        const auto second = year_number(i + 2);
        const bool next_year = second && *second == *first + 1 && before_is_preposition(i);
        if (second && *second >= *first && (dash(i + 1) || opened(i) || folded(i + 1) != "and" || next_year)) {
            to = second;
            last = i + 2;
        }
    }
    const bool word_after = find(last + 1, Class::year_word) != nullptr;
    const bool evidence =
        word_after || before_is_preposition(i) || opened(i) || to != first || (i > 0 && (is(i - 1, ",") || is(i - 1, "(")));
    if (!evidence || (find(last + 1, Class::unit) != nullptr && !word_after)) {
        return std::nullopt;
    }
    if (word_after) {
        ++last;
    }
    const auto begin = DateRange::year(*first);
    const auto end = DateRange::year(*to);
    return begin && end ? std::optional(mention(i, last, {begin->from, end->to})) : std::nullopt;
}

std::optional<DateMention> DateParser::days_of_month(std::size_t i)
{
    static constexpr std::string_view firsts[] = {"first", "первые", "первых", "первую", "первой", "первая"};
    const bool first = std::find(std::begin(firsts), std::end(firsts), folded(i)) != std::end(firsts);
    const Match* last = find(i, Class::last) != nullptr ? find(i, Class::last) : find(i, Class::past);
    if (!first && last == nullptr) {
        return std::nullopt;
    }
    std::size_t at = first ? i : last->last;
    const int count = small_number(at + 1, at).value_or(1);
    const Match* unit = find(at + 1, Class::period);
    if (unit == nullptr || (unit->entry->value != "day" && unit->entry->value != "week")) {
        return std::nullopt;
    }
    const std::size_t next = unit->last + (folded(unit->last + 1U) == "of" || folded(unit->last + 1U) == "in" ? 2U : 1U);
    const auto named = month(next) ? partial(next) : std::nullopt;
    auto range = named && !named->day ? resolve(*named) : std::nullopt;
    const int days = count * (unit->entry->value == "week" ? 7 : 1);
    if (!range || days > range->length()) {
        return std::nullopt;
    }
    if (first) {
        range->to = range->from.plus_days(days - 1);
    } else {
        range->from = range->to.plus_days(1 - days);
    }
    return mention(i, named->last, *range);
}

std::optional<DateMention> DateParser::month_part(std::size_t i)
{
    if (!m_published) {
        return std::nullopt;
    }
    const std::string_view text = folded(i);
    if (const std::size_t hyphen = text.find('-'); hyphen != std::string_view::npos && m_language == "en") {
        for (const auto& [prefix, part] : {std::pair{"mid", "mid"}, std::pair{"late", "late"}, std::pair{"early", "early"}}) {
            if (text.substr(0, hyphen) != prefix) {
                continue;
            }
            if (const auto value = month_named(text.substr(hyphen + 1))) {
                Partial out;
                out.month = value;
                out.part = part;
                out.last = i;
                take_year(out);
                const auto range = resolve(out);
                return range ? std::optional(mention(i, out.last, *range)) : std::nullopt;
            }
        }
    }
    const Match* part = find(i, Class::part);
    std::size_t next = part == nullptr ? i : part->last + 1U;
    const Match* last_word = find(i, Class::last);
    if (last_word == nullptr) {
        last_word = find(i, Class::past);
    }
    const Match* week = last_word != nullptr ? find(last_word->last + 1U, Class::period) : nullptr;
    const bool last_week = part == nullptr && week != nullptr && week->entry->value == "week";
    if (last_week) {
        next = week->last + 1U;
    } else if (part == nullptr) {
        return std::nullopt;
    }
    if (folded(next) == "of" || folded(next) == "in") {
        ++next;
    }
    auto out = month(next) ? partial(next) : std::nullopt;
    if (!out || out->day) {
        return std::nullopt;
    }
    out->part = last_week ? "" : part->entry->value;
    auto range = resolve(*out);
    if (range && last_week) {
        range->from = range->to.plus_days(1 - days_a_week);
    }
    return range ? std::optional(mention(i, out->last, *range)) : std::nullopt;
}

std::optional<int> DateParser::month_named(std::string_view name) const
{
    static constexpr std::string_view names[] = {"january", "february", "march",     "april",   "may",      "june",
                                                 "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i < 12; ++i) {
        if (names[i] == name) {
            return i + 1;
        }
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::period_of_year(std::size_t i)
{
    const Match* part = find(i, Class::part);
    if (part == nullptr || !m_published) {
        return std::nullopt;
    }
    std::size_t next = part->last + 1U;
    if (folded(next) == "of" || folded(next) == "in") {
        ++next;
    }
    std::optional<int> year;
    std::size_t last = part->last;
    bool evidence = false;
    if (const auto named = year_number(next)) {
        year = named;
        last = find(next + 1, Class::year_word) != nullptr ? next + 1 : next;
        evidence = true;
    } else if (const int shift = find(next, Class::last) != nullptr ? -1 : 0; find(next, Class::current) != nullptr || shift != 0) {
        const Match* unit = find(next + 1, Class::period);
        if (unit != nullptr && unit->entry->value == "year") {
            year = m_published->year() + shift;
            last = unit->last;
            evidence = true;
        }
    } else if (folded(next) == "the" && find(next + 1, Class::year_word) != nullptr) {
        year = m_published->year();
        last = next + 1;
        evidence = true;
    }
    const std::string& name = part->entry->value;
    const bool half = name.starts_with("half") || name.starts_with("quarter");
    if (!evidence && !half) {
        return std::nullopt;
    }
    if (!year) {
        year = m_published->year();
    }
    const auto range = part_of_year(*year, name);
    return range ? std::optional(mention(i, last, *range)) : std::nullopt;
}

std::optional<DateRange> DateParser::part_of_year(int year, std::string_view name)
{
    struct Part {
        std::string_view name;
        int first;
        int last;
    };
    static constexpr Part parts[] = {{"half1", 1, 6},    {"half2", 7, 12},     {"quarter1", 1, 3}, {"quarter2", 4, 6},
                                     {"quarter3", 7, 9}, {"quarter4", 10, 12}, {"spring", 3, 5},   {"summer", 6, 8},
                                     {"autumn", 9, 11},  {"early", 1, 4},      {"mid", 5, 8},      {"late", 9, 12}};
    for (const Part& part : parts) {
        if (part.name == name) {
            const auto first = DateRange::month(year, part.first);
            const auto last = DateRange::month(year, part.last);
            return first && last ? std::optional(DateRange{first->from, last->to}) : std::nullopt;
        }
    }
    if (name == "winter") {
        const auto first = DateRange::month(year - 1, 12);
        const auto last = DateRange::month(year, 2);
        return first && last ? std::optional(DateRange{first->from, last->to}) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace khronika::language
