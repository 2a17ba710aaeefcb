// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/farrington_base.h"

#include <algorithm>
#include <cstdlib>

namespace khronika::estimate {

namespace {

/// The period that begins on the day a year multiple before; for weeks, on the same weekday nearest to it.
std::optional<std::ptrdiff_t> index_of_year(const CountSeries& series, std::size_t at, int years)
{
    if (series.dates.empty()) {
        return static_cast<std::ptrdiff_t>(at) - static_cast<std::ptrdiff_t>(years) * series.a_year;
    }
    const Date today = series.dates[at];
    const std::optional<Date> same = Date::from_ymd(today.year() - years, today.month(), today.day());
    Date wanted = same ? *same : *Date::from_ymd(today.year() - years, 3, 1);
    if (series.a_year == 52) {
        int apart = (today.weekday() - wanted.weekday() + 7) % 7;
        apart = apart > 3 ? apart - 7 : apart;
        wanted = wanted.plus_days(apart);
    }
    const auto found = std::ranges::lower_bound(series.dates, wanted);
    if (found == series.dates.end() || *found != wanted) {
        return std::nullopt;
    }
    return found - series.dates.begin();
}

/// Gives the periods between two windows to seasons 1, 2, ... of as equal length as can be, longer ones first.
void number_seasons(std::vector<int>& season, std::ptrdiff_t begin, std::ptrdiff_t length, int seasons)
{
    const std::ptrdiff_t each = length / (seasons - 1);
    const std::ptrdiff_t longer = length % (seasons - 1);
    std::ptrdiff_t at = begin;
    for (int s = 1; s < seasons; ++s) {
        for (std::ptrdiff_t end = at + each + (s <= longer ? 1 : 0); at < end; ++at) {
            season[static_cast<std::size_t>(at)] = s;
        }
    }
}

} // namespace

std::optional<Base> farrington_base(const CountSeries& series, std::size_t at, const FarringtonOptions& options)
{
    std::vector<std::ptrdiff_t> references;
    for (int year = 0; year <= options.years; ++year) {
        const std::optional<std::ptrdiff_t> index = index_of_year(series, at, year);
        if (!index || *index < options.half_window) {
            return std::nullopt;
        }
        references.push_back(*index);
    }
    std::vector<int> season(at + 1, 0);
    const std::ptrdiff_t w = options.half_window;
    for (std::size_t i = 1; i < references.size(); ++i) {
        for (std::ptrdiff_t j = references[i] - w; j <= references[i] + w && j <= static_cast<std::ptrdiff_t>(at); ++j) {
            season[static_cast<std::size_t>(j)] = options.seasons;
        }
        const std::ptrdiff_t between = references[i - 1] - 2 * w - 1 - references[i];
        if (options.seasons > 1 && between >= options.seasons - 1) {
            number_seasons(season, references[i] + w + 1, between, options.seasons);
        }
    }
    for (std::ptrdiff_t j = static_cast<std::ptrdiff_t>(at) - w; j <= static_cast<std::ptrdiff_t>(at); ++j) {
        season[static_cast<std::size_t>(j)] = options.seasons;
    }
    const std::ptrdiff_t left_out = options.left_out < 0 ? w : options.left_out;
    Base base;
    std::optional<int> first_day;
    const double step = series.dates.size() > 1 ? series.dates[1].days() - series.dates[0].days() : 1;
    for (std::ptrdiff_t j = 0; j < static_cast<std::ptrdiff_t>(at) - left_out; ++j) {
        const auto i = static_cast<std::size_t>(j);
        if (season[i] == 0) {
            continue;
        }
        double time = static_cast<double>(j + 1);
        if (!series.dates.empty()) {
            first_day = first_day ? first_day : series.dates[i].days();
            time = (series.dates[i].days() - *first_day) / step;
        }
        if (series.counts[i]) {
            base.points.push_back({time, *series.counts[i], season[i]});
        }
    }
    base.now = series.dates.empty() ? static_cast<double>(at + 1) : (series.dates[at].days() - first_day.value_or(0)) / step;
    return base;
}

} // namespace khronika::estimate
