// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/date_parser.h"

#include <algorithm>

namespace khronika::language {

std::optional<DateMention> DateParser::past_period(std::size_t i)
{
    if (!m_published) {
        return std::nullopt;
    }
    const Match* past = find(i, Class::past);
    const Match* last = find(i, Class::last);
    const Match* current = find(i, Class::current);
    const Match* head = past != nullptr ? past : last != nullptr ? last : current;
    if (head == nullptr) {
        return std::nullopt;
    }
    std::size_t next = head->last + 1U;
    if (folded(next) == "же") {
        ++next;
    }
    int count = 1;
    bool counted = false;
    const bool few = folded(next) == "few" || folded(next) == "several" || folded(next) == "несколько";
    if (few) {
        ++next;
        counted = true;
    } else if (const auto digits = number(next, 3)) {
        count = *digits;
        counted = true;
        ++next;
    } else if (const Match* word = find(next, Class::number); word != nullptr && word->entry->low < 1000) {
        count = static_cast<int>(word->entry->low);
        counted = true;
        next = word->last + 1U;
    }
    const Match* unit = find(next, Class::period);
    if (unit == nullptr) {
        return weekday_after(i, head, last != nullptr);
    }
    if (few) {
        return std::nullopt;
    }
    const std::string& name = unit->entry->value;
    const bool plural_day = past != nullptr || (last != nullptr && counted);
    std::optional<DateRange> range;
    if (plural_day && (past == head || counted)) {
        range = back(name, count, last != nullptr && !counted);
    } else {
        range = calendar(name, current != nullptr ? 0 : 1);
    }
    if (!range) {
        return std::nullopt;
    }
    auto out = mention(i, unit->last, *range);
    out.relative = true;
    return out;
}

std::optional<DateMention> DateParser::whole_period(std::size_t i)
{
    const bool opens = folded(i) == "за" || (folded(i) == "in" && folded(i + 1) == "the");
    if (!opens || !m_published) {
        return std::nullopt;
    }
    const std::size_t next = folded(i) == "in" ? i + 2 : i + 1;
    std::optional<int> count = number(next, 2);
    std::size_t unit_at = next + 1;
    if (const Match* word = find(next, Class::number); !count && word != nullptr && word->entry->low < 100) {
        count = static_cast<int>(word->entry->low);
        unit_at = word->last + 1U;
    }
    if (!count && folded(i) == "за") {
        return one_period(i);
    }
    const Match* unit = find(unit_at, Class::period);
    const auto named = unit != nullptr && unit->entry->value == "month" ? year_number(unit->last + 1U) : std::nullopt;
    if (named && count && *count <= 12 && find(unit->last + 2U, Class::year_word) != nullptr) {
        const auto first = Date::from_ymd(*named, 1, 1);
        const auto last = DateRange::month(*named, *count);
        return first && last ? std::optional(mention(i, unit->last + 2U, {*first, last->to})) : std::nullopt;
    }
    const bool follows = folded(i) == "за" || folded(unit_at + 1) == "of" || folded(unit_at + 1) == "since";
    if (!count || *count < 2 || unit == nullptr || !follows) {
        return std::nullopt;
    }
    const std::string& name = unit->entry->value;
    std::optional<DateRange> range;
    if (name == "month" && *count <= 12) {
        const int year = m_published->month() > *count ? m_published->year() : m_published->year() - 1;
        const auto last = DateRange::month(year, *count);
        const auto first = Date::from_ymd(year, 1, 1);
        const bool complete = m_published->month() > *count || *count == 12;
        range = complete && last && first ? std::optional(DateRange{*first, last->to}) : back(name, *count, false);
    } else if (name == "day") {
        range = DateRange{m_published->plus_days(1 - *count), *m_published};
    } else {
        range = back(name, *count, false);
    }
    if (!range) {
        return std::nullopt;
    }
    auto out = mention(i, unit->last, *range);
    out.relative = true;
    return out;
}

/// "за неделю", "за полгода".
std::optional<DateMention> DateParser::one_period(std::size_t i)
{
    constexpr int half = 6;
    const bool half_year = folded(i + 1) == "полгода";
    const Match* unit = find(i + 1, Class::period);
    const bool long_enough = unit != nullptr && (unit->entry->value == "week" || unit->entry->value == "month");
    if (!half_year && !long_enough) {
        return std::nullopt;
    }
    const auto range = half_year ? back("month", half, false) : back(unit->entry->value, 1, false);
    if (!range) {
        return std::nullopt;
    }
    auto out = mention(i, i + 1, *range);
    out.relative = true;
    return out;
}

/// "с начала полномасштабного вторжения": an event whose day the tables hold.
std::optional<DateMention> DateParser::since_event(std::size_t i)
{
    const Match* event = find(i, Class::since_event);
    const auto day = event != nullptr ? Date::parse(event->entry->value) : std::nullopt;
    if (!day || !m_published || *m_published < *day) {
        return std::nullopt;
    }
    auto out = mention(i, event->last, {*day, *m_published});
    out.since = true;
    return out;
}

std::optional<int> DateParser::small_number(std::size_t i, std::size_t& last) const
{
    last = i;
    if (const auto digits = number(i, 2)) {
        return digits;
    }
    const Match* word = find(i, Class::number);
    if (word == nullptr || word->entry->low >= 100) {
        return std::nullopt;
    }
    last = word->last;
    return static_cast<int>(word->entry->low);
}

std::optional<DateMention> DateParser::first_months(std::size_t i)
{
    const bool first = folded(i) == "first" || folded(i) == "первые" || folded(i) == "первых";
    std::size_t last = i;
    const auto count = first && m_published ? small_number(i + 1, last) : std::nullopt;
    const Match* unit = count ? find(last + 1, Class::period) : nullptr;
    if (unit == nullptr || unit->entry->value != "month" || *count > 12) {
        return std::nullopt;
    }
    std::size_t next = unit->last + 1U;
    if (folded(next) == "of") {
        ++next;
    }
    int year = m_published->month() > *count ? m_published->year() : m_published->year() - 1;
    std::size_t end = unit->last;
    if (const auto named = year_number(next)) {
        year = *named;
        end = find(next + 1, Class::year_word) != nullptr ? next + 1 : next;
    } else if (find(next, Class::year_word) != nullptr) {
        end = next;
    } else if ((folded(next) == "the" || find(next, Class::current) != nullptr) && find(next + 1, Class::year_word) != nullptr) {
        end = next + 1;
    }
    const auto from = Date::from_ymd(year, 1, 1);
    const auto to = DateRange::month(year, *count);
    return from && to ? std::optional(mention(i, end, {*from, to->to})) : std::nullopt;
}

std::optional<DateMention> DateParser::ago(std::size_t i)
{
    std::size_t last = i;
    const auto count = m_published ? small_number(i, last) : std::nullopt;
    const Match* unit = count ? find(last + 1, Class::period) : nullptr;
    if (unit == nullptr || (folded(unit->last + 1U) != "ago" && folded(unit->last + 1U) != "назад")) {
        return std::nullopt;
    }
    const std::string& name = unit->entry->value;
    std::optional<DateRange> range;
    if (name == "day" || name == "week") {
        range = DateRange::day(m_published->plus_days(-*count * (name == "day" ? 1 : days_a_week)));
    } else {
        range = calendar(name, *count);
    }
    if (!range) {
        return std::nullopt;
    }
    auto out = mention(i, unit->last + 1U, *range);
    out.relative = true;
    return out;
}

std::optional<DateMention> DateParser::weekend(std::size_t i)
{
    const bool english = m_language == "en" && folded(i) == "the" && folded(i + 1) == "weekend";
    const Match* unit = english ? nullptr : find(i, Class::period);
    const bool other = unit != nullptr && m_language != "en" && unit->entry->value == "weekend" && i > 0 &&
                       (folded(i - 1) == "в" || folded(i - 1) == "за" || folded(i - 1) == "на");
    if (!m_published || (!english && !other)) {
        return std::nullopt;
    }
    const Date sunday = looking_back(7, false);
    auto out = mention(i, english ? i + 1 : i, {sunday.plus_days(-1), sunday});
    out.relative = true;
    return out;
}

std::optional<DateMention> DateParser::weekday_after(std::size_t i, const Match* head, bool last)
{
    const Match* day = find(head->last + 1U, Class::weekday);
    if (day == nullptr || !last) {
        return std::nullopt;
    }
    auto out = mention(i, day->last, DateRange::day(looking_back(static_cast<int>(day->entry->low), true)));
    out.relative = true;
    return out;
}

std::optional<DateRange> DateParser::back(std::string_view unit, int count, bool calendar_word) const
{
    const Date yesterday = m_published->plus_days(-1);
    if (calendar_word && unit != "day") {
        return calendar(unit, 1);
    }
    if (unit == "day") {
        return DateRange{m_published->plus_days(-count), yesterday};
    }
    if (unit == "week") {
        return DateRange{m_published->plus_days(-count * days_a_week), yesterday};
    }
    if (unit == "fortnight") {
        return DateRange{m_published->plus_days(-2 * days_a_week * count), yesterday};
    }
    if (unit == "month") {
        return DateRange{m_published->plus_months(-count), yesterday};
    }
    if (unit == "year") {
        return DateRange{m_published->plus_months(-12 * count), yesterday};
    }
    return std::nullopt;
}

std::optional<DateRange> DateParser::calendar(std::string_view unit, int before) const
{
    if (unit == "week" || unit == "weekend") {
        const Date monday = m_published->plus_days(1 - m_published->weekday() - before * days_a_week);
        const Date sunday = monday.plus_days(days_a_week - 1);
        if (unit == "weekend") {
            return DateRange{sunday.plus_days(-1), sunday};
        }
        return DateRange{monday, before == 0 ? std::max(*m_published, monday) : sunday};
    }
    if (unit == "month") {
        const Date there = m_published->plus_months(-before);
        auto range = DateRange::month(there.year(), there.month());
        if (range && before == 0) {
            range->to = *m_published;
        }
        return range;
    }
    if (unit == "year") {
        auto range = DateRange::year(m_published->year() - before);
        if (range && before == 0) {
            range->to = *m_published;
        }
        return range;
    }
    if (unit == "day") {
        return DateRange::day(m_published->plus_days(-before));
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::since_beginning(std::size_t i)
{
    const Match* since = find(i, Class::since);
    if (since == nullptr || since->last == since->first || !m_published) {
        return std::nullopt;
    }
    std::size_t next = since->last + 1U;
    if (folded(next) == "the") {
        ++next;
    }
    if (folded(next) == "of") {
        ++next;
    }
    const auto named = year_number(next);
    const auto dated = named ? std::nullopt : partial(next);
    const auto begins = named ? DateRange::year(*named) : dated ? resolve(*dated) : std::nullopt;
    if (begins && begins->from <= *m_published) {
        auto out = mention(i, named ? next : dated->last, {begins->from, *m_published});
        out.since = true;
        return out;
    }
    const bool current = find(next, Class::current) != nullptr;
    if (current) {
        ++next;
    }
    if (const Match* season = find(next, Class::part); season != nullptr && m_language != "en") {
        static constexpr std::pair<std::string_view, int> seasons[] = {{"spring", 3}, {"summer", 6}, {"autumn", 9}, {"winter", 12}};
        for (const auto& [called, month] : seasons) {
            const int year = m_published->month() >= month ? m_published->year() : m_published->year() - 1;
            const auto first = season->entry->value == called ? Date::from_ymd(year, month, 1) : std::nullopt;
            if (first) {
                auto out = mention(i, season->last, {*first, *m_published});
                out.since = true;
                return out;
            }
        }
    }
    const Match* unit = find(next, Class::period);
    std::string_view name = unit != nullptr ? std::string_view(unit->entry->value) : std::string_view{};
    std::size_t last = unit != nullptr ? unit->last : next - 1;
    if (unit == nullptr && current) {
        name = "year";
    }
    if (name.empty()) {
        return std::nullopt;
    }
    const auto range = calendar(name, 0);
    if (!range) {
        return std::nullopt;
    }
    auto out = mention(i, last, *range);
    out.since = true;
    return out;
}

std::optional<DateMention> DateParser::beside(std::size_t i)
{
    const Match* match = find(i, Class::same_time);
    if (match == nullptr) {
        return same_period(i);
    }
    for (auto before = m_out.rbegin(); before != m_out.rend(); ++before) {
        if (before->range.length() == 1 && i - before->last < 120) {
            auto out = mention(i, match->last, DateRange::day(before->range.from.plus_days(static_cast<int>(match->entry->low))));
            out.relative = true;
            return out;
        }
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::since_named(std::size_t i)
{
    static constexpr std::string_view events[] = {"coup",   "vote",       "election",   "elections",  "takeover",  "invasion",  "war",
                                                  "attack", "massacre",   "uprising",   "protests",   "unrest",    "ceasefire", "truce",
                                                  "putsch", "revolution", "referendum", "earthquake", "offensive", "crackdown"};
    constexpr std::size_t reach = 4;
    if (m_language == "en" && m_published && folded(i) == "since" && folded(i + 1) == "then" && !m_out.empty() &&
        m_out.back().range.from <= *m_published) {
        auto out = mention(i, i + 1, {m_out.back().range.from, *m_published});
        out.since = true;
        return out;
    }
    if (m_language != "en" || !m_published || find(i, Class::since) == nullptr || (folded(i + 1) != "the" && folded(i + 1) != "last")) {
        return std::nullopt;
    }
    if (const std::size_t year = folded(i + 2) == "new" ? i + 3 : i + 4; folded(year - 1) == "new" && folded(year) == "year") {
        const auto range = calendar("year", 0);
        auto out = mention(i, year, *range);
        out.since = true;
        return out;
    }
    for (std::size_t noun = i + 2; noun < i + 4 && noun < m_tokens.size(); ++noun) {
        if (std::find(std::begin(events), std::end(events), folded(noun)) == std::end(events)) {
            continue;
        }
        for (const DateMention& date : m_out) {
            for (std::size_t k = date.first > reach ? date.first - reach : 0; k <= date.last + reach && k < i; ++k) {
                if (folded(k) == folded(noun) && date.range.length() <= 31 && date.range.from <= *m_published) {
                    auto out = mention(i, noun, {date.range.from, *m_published});
                    out.since = true;
                    return out;
                }
            }
        }
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::same_period(std::size_t i)
{
    constexpr std::size_t reach = 120;
    const bool opens = folded(i) == "the" && folded(i + 1) == "same";
    const std::string_view noun = folded(i + 2);
    const bool names = noun == "period" || noun == "month" || noun == "week" || noun == "year" || noun == "timeframe" || noun == "time";
    if (!opens || !names || folded(i + 3) == "of" || folded(i + 3) == "last") {
        return std::nullopt;
    }
    for (auto before = m_out.rbegin(); before != m_out.rend() && i - before->last <= reach; ++before) {
        if (before->range.length() > 1) {
            auto out = mention(i, i + 2, before->range);
            out.since = before->since;
            out.relative = true;
            return out;
        }
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::relative(std::size_t i)
{
    const Match* match = find(i, Class::relative);
    if (match == nullptr || !m_published) {
        return std::nullopt;
    }
    Date base = *m_published;
    if (match->entry->value == "-1" && m_tokens[i].folded == "накануне" && !m_out.empty() && m_out.back().range.length() == 1 &&
        i - m_out.back().last < 25) {
        base = m_out.back().range.from;
    }
    auto out = mention(i, match->last,
                       {base.plus_days(static_cast<int>(match->entry->low)), base.plus_days(static_cast<int>(match->entry->high))});
    out.relative = true;
    return out;
}

Date DateParser::looking_back(int weekday, bool strictly) const
{
    int back = m_published->weekday() - weekday;
    if (back < 0 || (back == 0 && strictly)) {
        back += days_a_week;
    }
    return m_published->plus_days(-back);
}

std::optional<DateMention> DateParser::weekday(std::size_t i)
{
    const Match* match = find(i, Class::weekday);
    if (match == nullptr || (m_language == "en" && !m_tokens[i].capital)) {
        return std::nullopt;
    }
    std::size_t next = match->last + 1U;
    if (is(next, ",")) {
        ++next;
    }
    if (const auto date = partial(next); date && date->day) {
        if (const auto range = resolve(*date)) {
            return mention(i, date->last, *range);
        }
    }
    if (!m_published) {
        return std::nullopt;
    }
    const bool ahead = i > 0 && (m_matches.covers(i - 1, Class::next) || folded(i - 1) == "for" ||
                                 (folded(i - 1) == "на" && m_tokens[i].folded.ends_with("к")));
    Date day = looking_back(static_cast<int>(match->entry->low), false);
    if (ahead) {
        day = day.plus_days(days_a_week);
    }
    auto out = mention(i, match->last, DateRange::day(day));
    out.relative = true;
    return out;
}

} // namespace khronika::language
