// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/dates.h"

#include "language/date_parser.h"

#include <charconv>

namespace khronika::language {

std::vector<DateMention> DateParser::run()
{
    for (std::size_t i = 0; i < m_tokens.size();) {
        auto mention = may_begin(i) ? at(i) : std::nullopt;
        if (mention) {
            with_prefix(*mention);
            m_out.push_back(*mention);
            i = mention->last + 1;
        } else {
            ++i;
        }
    }
    return std::move(m_out);
}

bool DateParser::may_begin(std::size_t i) const
{
    static const Matches::Classes beginnings = [] {
        Matches::Classes out;
        for (const Class cls : {Class::month, Class::weekday, Class::part, Class::last, Class::past, Class::current, Class::since,
                                Class::same_time, Class::relative, Class::period, Class::number}) {
            out.set(static_cast<std::size_t>(cls));
        }
        return out;
    }();
    const Token& token = m_tokens[i];
    if (token.kind == TokenKind::number || (m_matches.classes(i) & beginnings).any()) {
        return true;
    }
    const std::string_view word = token.folded;
    return word == "in" || word == "the" || word == "за" || word == "first" || word.starts_with("перв") ||
           word.find('-') != std::string_view::npos;
}

std::optional<int> DateParser::number(std::size_t i, std::size_t most_digits) const
{
    if (i >= m_tokens.size() || m_tokens[i].kind != TokenKind::number) {
        return std::nullopt;
    }
    std::string_view text = m_tokens[i].folded;
    for (const std::string_view suffix : {"st", "nd", "rd", "th", "-го", "-е", "-ое"}) {
        if (text.size() > suffix.size() && text.ends_with(suffix)) {
            text.remove_suffix(suffix.size());
            break;
        }
    }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.size() > most_digits) {
        return std::nullopt;
    }
    return value;
}

std::optional<int> DateParser::day_number(std::size_t i) const
{
    const auto value = number(i, 2);
    return value && *value >= 1 && *value <= 31 ? value : std::nullopt;
}

std::optional<int> DateParser::year_number(std::size_t i) const
{
    const auto value = number(i, 4);
    return value && *value >= 1900 && *value < 2100 ? value : std::nullopt;
}

std::optional<int> DateParser::month(std::size_t i) const
{
    const Match* match = find(i, Class::month);
    // "январских" is an adjective.
    const bool adjective = m_language == "ru" && folded(i).find("ск") != std::string_view::npos;
    if (match == nullptr || adjective || (m_language == "en" && !m_tokens[i].capital)) {
        return std::nullopt;
    }
    return static_cast<int>(match->entry->low);
}

void DateParser::take_year(Partial& partial) const
{
    std::size_t next = partial.last + 1;
    if (is(next, ",") || folded(next) == "of") {
        ++next;
    }
    if (const auto year = year_number(next)) {
        partial.year = year;
        partial.last = next;
        if (find(next + 1, Class::year_word) != nullptr) {
            partial.last = next + 1;
            if (is(next + 2, ".") && m_tokens[next + 1].text.size() <= 2) {
                partial.last = next + 2;
            }
        }
        return;
    }
    next = partial.last + 1;
    const bool names_year = m_published && (find(next, Class::current) != nullptr || find(next, Class::last) != nullptr) &&
                            find(next + 1, Class::period) != nullptr && find(next + 1, Class::period)->entry->value == "year";
    if (names_year) {
        partial.year = m_published->year() - (find(next, Class::last) != nullptr ? 1 : 0);
        partial.last = next + 1;
    }
}

std::optional<Partial> DateParser::partial(std::size_t i) const
{
    Partial out;
    if (const auto day = day_number(i)) {
        std::size_t next = i + 1;
        if (folded(next) == "of") {
            ++next;
        }
        const auto month_after = month(next);
        if (!month_after) {
            return std::nullopt;
        }
        out.day = day;
        out.month = month_after;
        out.last = find(next, Class::month)->last;
        take_year(out);
        return out;
    }
    if (const auto first = month(i)) {
        out.month = first;
        out.last = find(i, Class::month)->last;
        std::size_t next = out.last + 1;
        if (is(next, ".")) {
            ++next;
        }
        if (const auto day = day_number(next); day && m_language == "en") {
            out.day = day;
            out.last = next;
        }
        take_year(out);
        return out;
    }
    return std::nullopt;
}

std::optional<DateRange> DateParser::resolve(Partial partial) const
{
    if (!partial.year) {
        if (!m_published) {
            return std::nullopt;
        }
        partial.year = m_published->year();
        const auto first = Date::from_ymd(*partial.year, *partial.month, partial.day.value_or(1));
        if (!first || *first > *m_published) {
            partial.year = *partial.year - 1;
        }
    }
    if (partial.day) {
        const auto day = Date::from_ymd(*partial.year, *partial.month, *partial.day);
        return day ? std::optional(DateRange::day(*day)) : std::nullopt;
    }
    auto range = DateRange::month(*partial.year, *partial.month);
    if (range) {
        narrow(*range, partial.part);
    }
    return range;
}

void DateParser::narrow(DateRange& range, std::string_view part)
{
    if (part == "early") {
        range.to = range.from.plus_days(9);
    } else if (part == "mid") {
        range.to = range.from.plus_days(19);
        range.from = range.from.plus_days(10);
    } else if (part == "late") {
        range.from = range.from.plus_days(20);
    } else if (part == "half1") {
        range.to = range.from.plus_days(14);
    } else if (part == "half2") {
        range.from = range.from.plus_days(15);
    }
}

DateMention DateParser::mention(std::size_t first, std::size_t last, DateRange range)
{
    DateMention out;
    out.first = static_cast<std::uint32_t>(first);
    out.last = static_cast<std::uint32_t>(last);
    out.range = range;
    return out;
}

std::optional<DateMention> DateParser::at(std::size_t i)
{
    for (const auto rule :
         {&DateParser::numeric, &DateParser::day_range, &DateParser::dated, &DateParser::years, &DateParser::month_part,
          &DateParser::period_of_year, &DateParser::days_of_month, &DateParser::past_period, &DateParser::whole_period,
          &DateParser::first_months, &DateParser::ago, &DateParser::weekend, &DateParser::since_event, &DateParser::since_beginning,
          &DateParser::since_named, &DateParser::beside, &DateParser::relative, &DateParser::weekday}) {
        if (auto found = (this->*rule)(i)) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::numeric(std::size_t i)
{
    if (m_tokens[i].kind != TokenKind::number) {
        return std::nullopt;
    }
    const std::string_view text = m_tokens[i].text;
    if (text.size() == 10 && text[2] == '.' && text[5] == '.') {
        const auto date =
            Date::parse(std::string(text.substr(6)) + "-" + std::string(text.substr(3, 2)) + "-" + std::string(text.substr(0, 2)));
        return date ? std::optional(mention(i, i, DateRange::day(*date))) : std::nullopt;
    }
    if (const auto year = year_number(i); year && is(i + 1, "-") && is(i + 3, "-")) {
        const auto month_in = number(i + 2, 2);
        const auto day_in = number(i + 4, 2);
        const auto date = month_in && day_in ? Date::from_ymd(*year, *month_in, *day_in) : std::nullopt;
        return date ? std::optional(mention(i, i + 4, DateRange::day(*date))) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::day_range(std::size_t i)
{
    if (const auto from = day_number(i); from && (dash(i + 1) || find(i + 1, Class::until) != nullptr)) {
        const auto to = partial(i + 2);
        if (to && to->day && day_number(i + 2)) {
            Partial first = *to;
            first.day = from;
            return span(i, first, *to);
        }
    }
    const auto first = m_language == "en" && month(i) ? partial(i) : std::nullopt;
    if (first && first->day && (dash(first->last + 1) || find(first->last + 1, Class::until) != nullptr)) {
        const std::size_t second = first->last + 2;
        const auto day = day_number(second);
        const bool alone =
            day && !month(second + 1) && !is(second + 1, "%") && (dash(first->last + 1) || opened(i) || folded(first->last + 1) == "to");
        if (alone) {
            Partial to = *first;
            to.day = day;
            to.last = second;
            if (!to.year) {
                take_year(to);
            }
            Partial from = *first;
            from.year = to.year;
            return span(i, from, to);
        }
    }
    return std::nullopt;
}

std::optional<DateMention> DateParser::span(std::size_t i, Partial from, Partial to)
{
    if (!to.year && from.year) {
        to.year = from.year;
    }
    const auto end = resolve(to);
    if (!end) {
        return std::nullopt;
    }
    if (!from.year) {
        from.year = end->to.year();
        const auto first = Date::from_ymd(*from.year, *from.month, from.day.value_or(1));
        if (first && *first > end->to) {
            from.year = *from.year - 1;
        }
    }
    const auto begin = resolve(from);
    if (!begin || begin->from > end->to) {
        return std::nullopt;
    }
    return mention(i, to.last, {begin->from, end->to});
}

std::optional<DateMention> DateParser::dated(std::size_t i)
{
    const auto first = partial(i);
    if (!first) {
        return std::nullopt;
    }
    const bool bare_month = !first->day && !first->year;
    const std::size_t next = first->last + 1;
    if (dash(next) || (find(next, Class::until) != nullptr && (opened(i) || folded(next) == "to" || folded(next) == "по"))) {
        const auto second = partial(next + 1);
        if (second && second->day.has_value() == first->day.has_value()) {
            if (auto out = span(i, *first, *second)) {
                return out;
            }
        }
    }
    if (bare_month && m_language == "en" && folded(next) == "and" && before_is_preposition(i)) {
        const auto second = month(next + 1) ? partial(next + 1) : std::nullopt;
        if (second && !second->day) {
            if (auto out = span(i, *first, *second)) {
                return out; // "in May and June"
            }
        }
    }
    if (bare_month && m_language == "en" && !before_is_preposition(i)) {
        return std::nullopt;
    }
    if (!m_published && !first->year) {
        return std::nullopt;
    }
    Partial of = *first;
    if (of.day && !of.year) {
        of.year = year_beside(i, of);
    }
    const auto range = resolve(of);
    return range ? std::optional(mention(i, first->last, *range)) : std::nullopt;
}

std::optional<int> DateParser::year_beside(std::size_t i, const Partial& partial) const
{
    constexpr std::size_t reach = 60;
    if (m_out.empty() || !partial.month || i - m_out.back().last > reach) {
        return std::nullopt;
    }
    const DateMention& before = m_out.back();
    const auto year = year_number(before.last) ? year_number(before.last) : year_number(before.last == 0 ? 0 : before.last - 1U);
    const auto day = year && before.range.length() == 1 ? Date::from_ymd(*year, *partial.month, *partial.day) : std::nullopt;
    return day && *day >= before.range.from ? year : std::nullopt;
}

bool DateParser::before_is_preposition(std::size_t i) const
{
    return i > 0 &&
           (m_matches.covers(i - 1, Class::preposition) || m_matches.covers(i - 1, Class::since) || m_matches.covers(i - 1, Class::last) ||
            m_matches.covers(i - 1, Class::current) || m_matches.covers(i - 1, Class::from));
}

void DateParser::with_prefix(DateMention& mention) const
{
    while (mention.first > 0) {
        const std::size_t before = mention.first - 1;
        const bool day_part = m_matches.covers(before, Class::day_part);
        const bool small = m_matches.covers(before, Class::preposition) || m_matches.covers(before, Class::background) ||
                           m_matches.covers(before, Class::from) || m_matches.covers(before, Class::determiner) || day_part ||
                           m_matches.covers(before, Class::since);
        if (!small || m_tokens[before].kind != TokenKind::word) {
            break;
        }
        const bool since = m_matches.find(before, Class::since) != nullptr;
        const bool single = mention.range.length() <= 366;
        if (since && m_published && single && mention.range.from <= *m_published && !is_range(mention)) {
            mention.range.to = std::max(*m_published, mention.range.from);
            mention.since = true;
        }
        mention.until = mention.until || folded(before) == "by" || folded(before) == "к" || folded(before) == "ко";
        mention.setting = mention.setting || (m_matches.covers(before, Class::background) && !since && folded(before) != "over" &&
                                              folded(before) != "during" && folded(before) != "во");
        mention.first = static_cast<std::uint32_t>(before);
        if (!day_part && !m_matches.covers(before, Class::determiner)) {
            break;
        }
    }
    while (mention.last + 1U < m_tokens.size() && m_matches.find(mention.last + 1U, Class::day_part) != nullptr) {
        ++mention.last;
    }
    if (m_language == "en") {
        of_week(mention);
        with_event(mention);
    }
}

void DateParser::of_week(DateMention& mention) const
{
    const std::size_t before = mention.first;
    const bool of = folded(before) == "of" || folded(before) == "beginning" || folded(before) == "starting";
    if (!of || before == 0 || folded(before - 1) != "week" || mention.range.length() != 1) {
        return;
    }
    if (folded(before) == "of") {
        mention.range.from = mention.range.from.plus_days(1 - mention.range.from.weekday());
    }
    mention.range.to = mention.range.from.plus_days(days_a_week - 1);
    mention.first = static_cast<std::uint32_t>(before - 1);
}

void DateParser::with_event(DateMention& mention) const
{
    constexpr std::size_t reach = 9;
    if (mention.since || mention.relative || !m_published || mention.range.length() > 366 || mention.range.from > *m_published) {
        return;
    }
    const std::size_t taken = m_out.empty() ? 0 : m_out.back().last + 1U;
    for (std::size_t k = mention.first; k-- > taken && mention.first - k <= reach;) {
        if (m_tokens[k].kind != TokenKind::word && folded(k) != "'s" && folded(k) != "-") {
            return;
        }
        if (m_matches.find(k, Class::since) != nullptr) {
            mention.first = static_cast<std::uint32_t>(k);
            mention.range.to = *m_published;
            mention.since = true;
            mention.setting = mention.until = false;
            return;
        }
    }
}

bool DateParser::is_range(const DateMention& mention) const
{
    for (std::size_t i = mention.first; i <= mention.last; ++i) {
        if (dash(i) || (m_matches.find(i, Class::until) != nullptr && i > mention.first)) {
            return true;
        }
    }
    return false;
}

std::vector<DateMention> find_dates(const Tokens& tokens, const Matches& matches, std::string_view language,
                                    const std::optional<Date>& published)
{
    return DateParser(tokens, matches, language, published).run();
}

} // namespace khronika::language
