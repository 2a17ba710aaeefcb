// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/dates.h"

#include <charconv>

namespace khronika::language {

namespace {

constexpr int days_a_week = 7;

struct Partial {
    std::optional<int> day;
    std::optional<int> month;
    std::optional<int> year;
    std::size_t last = 0;
    std::string part; ///< early, mid, late
};

class Parser {
public:
    Parser(const Tokens& tokens, const Matches& matches, std::string_view language, const std::optional<Date>& published)
        : m_tokens(tokens), m_matches(matches), m_language(language), m_published(published)
    {
    }

    std::vector<DateMention> run()
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

private:
    /// False for a word that begins no date: most are passed over at once.
    [[nodiscard]] bool may_begin(std::size_t i) const
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
        return word == "in" || word == "the" || word == "за" || word == "first" || word == "первые" || word == "первых" ||
               word.find('-') != std::string_view::npos;
    }

    [[nodiscard]] std::string_view folded(std::size_t i) const { return i < m_tokens.size() ? m_tokens[i].folded : std::string_view{}; }
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < m_tokens.size() && m_tokens[i].text == text; }
    [[nodiscard]] bool dash(std::size_t i) const { return is(i, "-") || is(i, "–") || is(i, "—") || is(i, "‑"); }
    [[nodiscard]] const Match* find(std::size_t i, Class cls) const { return i < m_tokens.size() ? m_matches.find(i, cls) : nullptr; }

    [[nodiscard]] std::optional<int> number(std::size_t i, std::size_t most_digits) const
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

    [[nodiscard]] std::optional<int> day_number(std::size_t i) const
    {
        const auto value = number(i, 2);
        return value && *value >= 1 && *value <= 31 ? value : std::nullopt;
    }

    [[nodiscard]] std::optional<int> year_number(std::size_t i) const
    {
        const auto value = number(i, 4);
        return value && *value >= 1900 && *value < 2100 ? value : std::nullopt;
    }

    [[nodiscard]] std::optional<int> month(std::size_t i) const
    {
        const Match* match = find(i, Class::month);
        // "январских" is an adjective.
        const bool adjective = m_language == "ru" && folded(i).find("ск") != std::string_view::npos;
        if (match == nullptr || adjective || (m_language == "en" && !m_tokens[i].capital)) {
            return std::nullopt;
        }
        return static_cast<int>(match->entry->low);
    }

    /// ", 2024", "2024 года", "of 2024".
    void take_year(Partial& partial) const
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

    /// One date or month at `i`: "March 22", "22 марта", "March 2024", "late-March".
    [[nodiscard]] std::optional<Partial> partial(std::size_t i) const
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

    /// Fills a missing year so that the date is the last such one before publication.
    [[nodiscard]] std::optional<DateRange> resolve(Partial partial) const
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

    static void narrow(DateRange& range, std::string_view part)
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

    [[nodiscard]] static DateMention mention(std::size_t first, std::size_t last, DateRange range)
    {
        DateMention out;
        out.first = static_cast<std::uint32_t>(first);
        out.last = static_cast<std::uint32_t>(last);
        out.range = range;
        return out;
    }

    std::optional<DateMention> at(std::size_t i)
    {
        for (const auto rule : {&Parser::numeric, &Parser::day_range, &Parser::dated, &Parser::years, &Parser::month_part,
                                &Parser::period_of_year, &Parser::past_period, &Parser::whole_period, &Parser::first_months, &Parser::ago,
                                &Parser::weekend, &Parser::since_beginning, &Parser::beside, &Parser::relative, &Parser::weekday}) {
            if (auto found = (this->*rule)(i)) {
                return found;
            }
        }
        return std::nullopt;
    }

    /// 29.03.2024 and 2024-03-29.
    std::optional<DateMention> numeric(std::size_t i)
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

    /// "25–29 марта", "March 25 to 29", "с 25 по 29 марта": days that share a month.
    std::optional<DateMention> day_range(std::size_t i)
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
            const bool alone = day && !month(second + 1) && !is(second + 1, "%") &&
                               (dash(first->last + 1) || opened(i) || folded(first->last + 1) == "to");
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

    [[nodiscard]] bool opened(std::size_t i) const { return i > 0 && find(i - 1, Class::from) != nullptr; }

    std::optional<DateMention> span(std::size_t i, Partial from, Partial to)
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

    /// A date or month, or two joined by "to", "по", a dash.
    std::optional<DateMention> dated(std::size_t i)
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
        if (bare_month && m_language == "en" && !before_is_preposition(i)) {
            return std::nullopt;
        }
        if (!m_published && !first->year) {
            return std::nullopt;
        }
        const auto range = resolve(*first);
        return range ? std::optional(mention(i, first->last, *range)) : std::nullopt;
    }

    [[nodiscard]] bool before_is_preposition(std::size_t i) const
    {
        return i > 0 &&
               (m_matches.covers(i - 1, Class::preposition) || m_matches.covers(i - 1, Class::since) ||
                m_matches.covers(i - 1, Class::last) || m_matches.covers(i - 1, Class::current) || m_matches.covers(i - 1, Class::from));
    }

    /// "in 2023", "2011–2022", "с 2011 по 2022 год".
    std::optional<DateMention> years(std::size_t i)
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

    /// "late March", "в середине марта", "mid-March", "the last week of March".
    std::optional<DateMention> month_part(std::size_t i)
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

    [[nodiscard]] std::optional<int> month_named(std::string_view name) const
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

    /// "the first half of this year", "в первом полугодии 2024 года", "summer of 2022", "the first six months".
    std::optional<DateMention> period_of_year(std::size_t i)
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

    [[nodiscard]] static std::optional<DateRange> part_of_year(int year, std::string_view name)
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

    /// "last week", "the past five days", "за последние пять дней", "this year", "last year".
    std::optional<DateMention> past_period(std::size_t i)
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

    /// "in the five days of the campaign", "за пять месяцев": a time that ends with the report; months are the year's first.
    std::optional<DateMention> whole_period(std::size_t i)
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
        const Match* unit = find(unit_at, Class::period);
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

    [[nodiscard]] std::optional<int> small_number(std::size_t i, std::size_t& last) const
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

    /// "the first three months of 2024", "за первые шесть месяцев года".
    std::optional<DateMention> first_months(std::size_t i)
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

    /// "three days ago", "две недели назад".
    std::optional<DateMention> ago(std::size_t i)
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

    /// "over the weekend", "в выходные": the last Saturday and Sunday.
    std::optional<DateMention> weekend(std::size_t i)
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

    std::optional<DateMention> weekday_after(std::size_t i, const Match* head, bool last)
    {
        const Match* day = find(head->last + 1U, Class::weekday);
        if (day == nullptr || !last) {
            return std::nullopt;
        }
        auto out = mention(i, day->last, DateRange::day(looking_back(static_cast<int>(day->entry->low), true)));
        out.relative = true;
        return out;
    }

    /// The days before publication; "last year" and "last month" are the calendar's where the language has one word for both.
    [[nodiscard]] std::optional<DateRange> back(std::string_view unit, int count, bool calendar_word) const
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

    /// The calendar's week, month or year, `before` of them before that of publication; the current one ends on publication.
    [[nodiscard]] std::optional<DateRange> calendar(std::string_view unit, int before) const
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

    /// "since the beginning of the year", "с начала года", "с начала нынешнего".
    std::optional<DateMention> since_beginning(std::size_t i)
    {
        const Match* since = find(i, Class::since);
        if (since == nullptr || since->last == since->first || !m_published) {
            return std::nullopt;
        }
        std::size_t next = since->last + 1U;
        if (folded(next) == "the") {
            ++next;
        }
        const bool current = find(next, Class::current) != nullptr;
        if (current) {
            ++next;
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

    /// "the following day", "накануне": told from the last day named in the passage, else from publication.
    std::optional<DateMention> beside(std::size_t i)
    {
        const Match* match = find(i, Class::same_time);
        if (match == nullptr) {
            return std::nullopt;
        }
        for (auto before = m_out.rbegin(); before != m_out.rend(); ++before) {
            if (before->range.length() == 1 && i - before->last < 60) {
                auto out = mention(i, match->last, DateRange::day(before->range.from.plus_days(static_cast<int>(match->entry->low))));
                out.relative = true;
                return out;
            }
        }
        return std::nullopt;
    }

    std::optional<DateMention> relative(std::size_t i)
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

    [[nodiscard]] Date looking_back(int weekday, bool strictly) const
    {
        int back = m_published->weekday() - weekday;
        if (back < 0 || (back == 0 && strictly)) {
            back += days_a_week;
        }
        return m_published->plus_days(-back);
    }

    /// "on Saturday", "в субботу", also with the date after it: "Saturday, March 30".
    std::optional<DateMention> weekday(std::size_t i)
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

    void with_prefix(DateMention& mention) const
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
    }

    /// True where the mention itself names its end ("с 25 по 29 марта").
    [[nodiscard]] bool is_range(const DateMention& mention) const
    {
        for (std::size_t i = mention.first; i <= mention.last; ++i) {
            if (dash(i) || (m_matches.find(i, Class::until) != nullptr && i > mention.first)) {
                return true;
            }
        }
        return false;
    }

    const Tokens& m_tokens;
    const Matches& m_matches;
    std::string_view m_language;
    std::optional<Date> m_published;
    std::vector<DateMention> m_out;
};

} // namespace

std::vector<DateMention> find_dates(const Tokens& tokens, const Matches& matches, std::string_view language,
                                    const std::optional<Date>& published)
{
    return Parser(tokens, matches, language, published).run();
}

} // namespace khronika::language
