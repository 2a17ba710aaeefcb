// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace khronika {

namespace {

namespace chrono = std::chrono;

chrono::year_month_day civil(int days)
{
    return chrono::year_month_day{chrono::sys_days{chrono::days{days}}};
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

int days_in_month(int year, int month)
{
    const auto last = chrono::year{year} / chrono::month{static_cast<unsigned>(month)} / chrono::last;
    return static_cast<int>(static_cast<unsigned>(chrono::year_month_day_last{last}.day()));
}

std::optional<Date> Date::from_ymd(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return std::nullopt;
    }
    const chrono::year_month_day ymd{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                     chrono::day{static_cast<unsigned>(day)}};
    return Date(static_cast<int>(chrono::sys_days{ymd}.time_since_epoch().count()));
}

std::optional<Date> Date::parse(std::string_view text)
{
    if (text.size() < 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    if (text.size() > 10 && text[10] != 'T' && text[10] != 't' && text[10] != ' ') {
        return std::nullopt;
    }
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    return from_ymd(*year, *month, *day);
}

int Date::year() const
{
    return static_cast<int>(civil(m_days).year());
}

int Date::month() const
{
    return static_cast<int>(static_cast<unsigned>(civil(m_days).month()));
}

int Date::day() const
{
    return static_cast<int>(static_cast<unsigned>(civil(m_days).day()));
}

int Date::weekday() const
{
    return static_cast<int>(chrono::weekday{chrono::sys_days{chrono::days{m_days}}}.iso_encoding());
}

Date Date::plus_months(int months) const
{
    const int total = year() * 12 + (month() - 1) + months;
    const int year_after = total / 12;
    const int month_after = total % 12 + 1;
    const int day_after = std::min(day(), days_in_month(year_after, month_after));
    return from_ymd(year_after, month_after, day_after).value_or(*this);
}

std::string Date::iso() const
{
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

std::optional<DateRange> DateRange::month(int year, int month)
{
    const auto first = Date::from_ymd(year, month, 1);
    if (!first) {
        return std::nullopt;
    }
    return DateRange{*first, first->plus_days(days_in_month(year, month) - 1)};
}

std::optional<DateRange> DateRange::year(int year)
{
    const auto first = Date::from_ymd(year, 1, 1);
    const auto last = Date::from_ymd(year, 12, 31);
    if (!first || !last) {
        return std::nullopt;
    }
    return DateRange{*first, *last};
}

} // namespace khronika
