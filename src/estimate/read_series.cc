// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/read_series.h"

#include "base/error.h"
#include "estimate/csv.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace khronika::estimate {

namespace {

struct Figure {
    std::optional<double> count;
    std::size_t line = 0;
};

/// By period, then version.
using Figures = std::map<Date, std::map<std::string, Figure>>;

std::size_t column_of(const CsvTable& table, const std::string& name, const char* option, const std::string& source)
{
    const auto found = std::ranges::find(table.header, name);
    if (found == table.header.end()) {
        fail("{}: no column is named {} ({} names it)", source, name, option);
    }
    return static_cast<std::size_t>(found - table.header.begin());
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

/// Monday of an ISO week, "2024-W05".
std::optional<Date> week_begin(std::string_view text)
{
    const std::optional<int> year = digits(text.substr(0, 4));
    const std::optional<int> week = digits(text.substr(6));
    if (!year || !week || *week < 1 || *week > 53) {
        return std::nullopt;
    }
    const std::optional<Date> fourth = Date::from_ymd(*year, 1, 4); // always in week 1
    return fourth ? std::optional(fourth->plus_days(1 - fourth->weekday() + 7 * (*week - 1))) : std::nullopt;
}

Date read_date(const std::string& text, const SeriesMapping& mapping, const std::string& source, std::size_t line)
{
    std::optional<Date> date;
    if (text.size() == 8 && text[4] == '-' && text[5] == 'W') {
        date = week_begin(text);
    } else if (text.size() == 7 && mapping.period == "month") {
        date = Date::parse(text + "-01");
    } else if (text.size() == 10) {
        date = Date::parse(text);
    }
    if (!date) {
        fail("{}:{}: {:?} is no date: write 2024-01-31, 2024-01 for a month or 2024-W05 for a week", source, line, text);
    }
    if (mapping.period == "month" && date->day() != 1) {
        fail("{}:{}: {} is not the first day of a month (--period month)", source, line, text);
    }
    return *date;
}

std::optional<double> read_value(const std::string& text, const std::string& source, std::size_t line)
{
    if (text.empty()) {
        return std::nullopt;
    }
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size()) {
        fail("{}:{}: the count is not a whole number: {:?}", source, line, text);
    }
    if (count < 0) {
        fail("{}:{}: the count is negative: {}", source, line, text);
    }
    return static_cast<double>(count);
}

Date next_period(Date date, const std::string& period)
{
    return period == "month" ? date.plus_months(1) : date.plus_days(period == "week" ? 7 : 1);
}

NamedSeries make_series(const std::string& name, const Figures& figures, const SeriesMapping& mapping, const std::string& source)
{
    NamedSeries made{name, {}, {}, {}, 0};
    made.series.a_year = mapping.period == "month" ? 12 : mapping.period == "week" ? 52 : 365;
    Date at = figures.begin()->first;
    for (const auto& [date, versions] : figures) {
        for (; at < date; at = next_period(at, mapping.period)) {
            made.series.dates.push_back(at);
            made.series.counts.emplace_back();
        }
        if (at != date) {
            fail("{}:{}: {} does not begin a {} as the first date of the series, {}, does", source, versions.begin()->second.line,
                 date.iso(), mapping.period, figures.begin()->first.iso());
        }
        for (const auto& [version, figure] : versions) {
            if (version != versions.rbegin()->first) {
                made.revised.push_back({made.series.dates.size(), version, figure.count});
            }
        }
        std::optional<double> count = versions.rbegin()->second.count;
        if (mapping.as_of && next_period(date, mapping.period) > mapping.as_of->plus_days(1)) {
            made.partial.push_back(made.series.dates.size());
            count.reset();
        }
        made.series.dates.push_back(date);
        made.series.counts.push_back(count);
        at = next_period(at, mapping.period);
    }
    made.missing =
        static_cast<std::size_t>(std::ranges::count_if(made.series.counts, [](const auto& count) { return !count; })) - made.partial.size();
    return made;
}

} // namespace

std::vector<NamedSeries> read_series(std::string_view csv, const std::string& source, const SeriesMapping& mapping)
{
    if (mapping.period != "day" && mapping.period != "week" && mapping.period != "month") {
        fail("the period must be day, week or month, not {}", mapping.period);
    }
    const CsvTable table = read_csv(csv, source);
    const std::size_t date = column_of(table, mapping.date, "--date", source);
    const std::size_t value = column_of(table, mapping.value, "--value", source);
    const std::size_t none = table.header.size();
    const std::size_t by = mapping.by.empty() ? none : column_of(table, mapping.by, "--by-column", source);
    const std::size_t version = mapping.version.empty() ? none : column_of(table, mapping.version, "--version-column", source);
    std::map<std::string, Figures> all;
    for (const CsvRow& row : table.rows) {
        const std::string name = by < none ? row.cells[by] : std::string{};
        const std::string published = version < none ? row.cells[version] : std::string{};
        const Date period = read_date(row.cells[date], mapping, source, row.line);
        const Figure figure{read_value(row.cells[value], source, row.line), row.line};
        const auto [at, fresh] = all[name][period].emplace(published, figure);
        if (!fresh) {
            fail("{}:{}: {} has two figures{}, here and in line {}: name the column that says when each was published (--version-column), "
                 "or "
                 "the one that tells the series apart (--by-column)",
                 source, row.line, period.iso(), published.empty() ? "" : " published " + published, at->second.line);
        }
    }
    if (all.empty()) {
        fail("{}: the table has no rows", source);
    }
    std::vector<NamedSeries> series;
    for (const auto& [name, figures] : all) {
        series.push_back(make_series(name, figures, mapping, source));
    }
    return series;
}

} // namespace khronika::estimate
