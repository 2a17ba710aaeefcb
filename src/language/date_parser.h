// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over a text's tokens for its dates: a local of find_dates(). Absolute dates are read in dates.cc, years and
// their parts in periods_of_year.cc, those told from the day of publication in relative_dates.cc.
#pragma once

#include "language/dates.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

inline constexpr int days_a_week = 7;

struct Partial {
    std::optional<int> day;
    std::optional<int> month;
    std::optional<int> year;
    std::size_t last = 0;
    std::string part; ///< early, mid, late
};

class DateParser {
public:
    DateParser(const Tokens& tokens, const Matches& matches, std::string_view language, const std::optional<Date>& published)
        : m_tokens(tokens), m_matches(matches), m_language(language), m_published(published)
    {
    }

    std::vector<DateMention> run();

private:
    /// False for a word that begins no date: most are passed over at once.
    [[nodiscard]] bool may_begin(std::size_t i) const;
    [[nodiscard]] std::string_view folded(std::size_t i) const { return i < m_tokens.size() ? m_tokens[i].folded : std::string_view{}; }
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return i < m_tokens.size() && m_tokens[i].text == text; }
    [[nodiscard]] bool dash(std::size_t i) const { return is(i, "-") || is(i, "–") || is(i, "—") || is(i, "‑"); }
    [[nodiscard]] const Match* find(std::size_t i, Class cls) const { return i < m_tokens.size() ? m_matches.find(i, cls) : nullptr; }
    [[nodiscard]] std::optional<int> number(std::size_t i, std::size_t most_digits) const;
    [[nodiscard]] std::optional<int> day_number(std::size_t i) const;
    [[nodiscard]] std::optional<int> year_number(std::size_t i) const;
    [[nodiscard]] std::optional<int> month(std::size_t i) const;
    /// ", 2024", "2024 года", "of 2024".
    void take_year(Partial& partial) const;
    /// One date or month at `i`: "March 22", "22 марта", "March 2024", "late-March".
    [[nodiscard]] std::optional<Partial> partial(std::size_t i) const;
    /// Fills a missing year so that the date is the last such one before publication.
    [[nodiscard]] std::optional<DateRange> resolve(Partial partial) const;
    static void narrow(DateRange& range, std::string_view part);
    [[nodiscard]] static DateMention mention(std::size_t first, std::size_t last, DateRange range);
    std::optional<DateMention> at(std::size_t i);
    /// 29.03.2024 and 2024-03-29.
    std::optional<DateMention> numeric(std::size_t i);
    /// "25–29 марта", "March 25 to 29", "с 25 по 29 марта": days that share a month.
    std::optional<DateMention> day_range(std::size_t i);
    [[nodiscard]] bool opened(std::size_t i) const { return i > 0 && find(i - 1, Class::from) != nullptr; }
    std::optional<DateMention> span(std::size_t i, Partial from, Partial to);
    /// A date or month, or two joined by "to", "по", a dash.
    std::optional<DateMention> dated(std::size_t i);
    [[nodiscard]] bool before_is_preposition(std::size_t i) const;
    /// "in 2023", "2011–2022", "с 2011 по 2022 год".
    std::optional<DateMention> years(std::size_t i);
    /// "late March", "в середине марта", "mid-March", "the last week of March".
    std::optional<DateMention> month_part(std::size_t i);
    [[nodiscard]] std::optional<int> month_named(std::string_view name) const;
    /// "the first half of this year", "в первом полугодии 2024 года", "summer of 2022", "the first six months".
    std::optional<DateMention> period_of_year(std::size_t i);
    [[nodiscard]] static std::optional<DateRange> part_of_year(int year, std::string_view name);
    /// "last week", "the past five days", "за последние пять дней", "this year", "last year".
    std::optional<DateMention> past_period(std::size_t i);
    /// "in the five days of the campaign", "за пять месяцев": a time that ends with the report; months are the year's first.
    std::optional<DateMention> whole_period(std::size_t i);
    [[nodiscard]] std::optional<int> small_number(std::size_t i, std::size_t& last) const;
    /// "the first three months of 2024", "за первые шесть месяцев года".
    std::optional<DateMention> first_months(std::size_t i);
    /// "the first two weeks of April", "последние десять дней мая".
    std::optional<DateMention> days_of_month(std::size_t i);
    /// "three days ago", "две недели назад".
    std::optional<DateMention> ago(std::size_t i);
    /// "over the weekend", "в выходные": the last Saturday and Sunday.
    std::optional<DateMention> weekend(std::size_t i);
    std::optional<DateMention> weekday_after(std::size_t i, const Match* head, bool last);
    /// The days before publication; "last year" and "last month" are the calendar's where the language has one word for both.
    [[nodiscard]] std::optional<DateRange> back(std::string_view unit, int count, bool calendar_word) const;
    /// The calendar's week, month or year, `before` of them before that of publication; the current one ends on publication.
    [[nodiscard]] std::optional<DateRange> calendar(std::string_view unit, int before) const;
    /// "since the beginning of the year", "с начала года", "с начала нынешнего".
    std::optional<DateMention> since_beginning(std::size_t i);
    /// "с начала полномасштабного вторжения": from the day that the table gives the event.
    std::optional<DateMention> since_event(std::size_t i);
    /// "1 июля 2022 года ... 2 июля": the year of the day named just before.
    [[nodiscard]] std::optional<int> year_beside(std::size_t i, const Partial& partial) const;
    std::optional<DateMention> one_period(std::size_t i);
    /// "the following day", "накануне": told from the last day named in the passage, else from publication.
    std::optional<DateMention> beside(std::size_t i);
    /// "since the coup": from the day that an earlier sentence gives the event ("the coup on February 1").
    std::optional<DateMention> since_named(std::size_t i);
    /// "over the same period": the last length of time that was named.
    std::optional<DateMention> same_period(std::size_t i);
    std::optional<DateMention> relative(std::size_t i);
    [[nodiscard]] Date looking_back(int weekday, bool strictly) const;
    /// "on Saturday", "в субботу", also with the date after it: "Saturday, March 30".
    std::optional<DateMention> weekday(std::size_t i);
    void with_prefix(DateMention& mention) const;
    /// "in the week of 24 May", "the week beginning 3 June".
    void of_week(DateMention& mention) const;
    /// "since the coup in February 2021", "since protests broke out on 15 September": the event's words are the date's.
    void with_event(DateMention& mention) const;
    /// True where the mention itself names its end ("с 25 по 29 марта").
    [[nodiscard]] bool is_range(const DateMention& mention) const;

    const Tokens& m_tokens;
    const Matches& m_matches;
    std::string_view m_language;
    std::optional<Date> m_published;
    std::vector<DateMention> m_out;
};

} // namespace khronika::language
