// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace khronika {

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
class Date {
public:
    constexpr Date() = default;

    /// Absent where there is no such day.
    [[nodiscard]] static std::optional<Date> from_ymd(int year, int month, int day);
    /// Reads `YYYY-MM-DD`, and the date at the start of an RFC 3339 time; absent for anything else.
    [[nodiscard]] static std::optional<Date> parse(std::string_view text);
    /// Days since 1970-01-01, which is day 0.
    [[nodiscard]] static Date from_days(int days) { return Date(days); }

    [[nodiscard]] int days() const { return m_days; }
    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const; ///< 1 to 12
    [[nodiscard]] int day() const;   ///< 1 to 31
    /// 1 Monday to 7 Sunday (ISO 8601).
    [[nodiscard]] int weekday() const;
    [[nodiscard]] Date plus_days(int days) const { return Date(m_days + days); }
    /// The same day of the month `months` later, or that month's last day.
    [[nodiscard]] Date plus_months(int months) const;
    [[nodiscard]] std::string iso() const;

    constexpr auto operator<=>(const Date&) const = default;

private:
    explicit constexpr Date(int days) : m_days(days) {}
    int m_days = 0;
};

[[nodiscard]] int days_in_month(int year, int month);

/// Days from `from` to `to`, both included.
struct DateRange {
    Date from;
    Date to;

    [[nodiscard]] static DateRange day(Date date) { return {date, date}; }
    /// The whole month; absent where `month` is not 1 to 12 or the year is out of range.
    [[nodiscard]] static std::optional<DateRange> month(int year, int month);
    [[nodiscard]] static std::optional<DateRange> year(int year);
    [[nodiscard]] bool overlaps(const DateRange& other) const { return from <= other.to && other.from <= to; }
    [[nodiscard]] bool contains(const DateRange& other) const { return from <= other.from && other.to <= to; }
    [[nodiscard]] int length() const { return to.days() - from.days() + 1; }
    constexpr auto operator<=>(const DateRange&) const = default;
};

} // namespace khronika
