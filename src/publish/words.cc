// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/words.h"

#include "base/error.h"

#include <fmt/format.h>

#include <array>
#include <set>

namespace khronika::publish {

namespace {

constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};

std::string month_of(Date date)
{
    return std::string(months[static_cast<std::size_t>(date.month() - 1)]);
}

std::string day_of(Date date)
{
    return fmt::format("{} {} {}", date.day(), month_of(date), date.year());
}

std::string_view rate_words(Rate rate)
{
    switch (rate) {
    case Rate::none:
        return "";
    case Rate::day:
        return " a day";
    case Rate::week:
        return " a week";
    case Rate::month:
        return " a month";
    case Rate::year:
        return " a year";
    }
    return "";
}

} // namespace

Acts::Acts(std::string_view table, const std::string& where)
{
    std::size_t number = 0;
    for (std::size_t from = 0; from < table.size();) {
        const std::size_t end = std::min(table.find('\n', from), table.size());
        const std::string_view line = table.substr(from, end - from);
        from = end + 1;
        ++number;
        if (number == 1 || line.empty() || line.starts_with('#')) {
            continue;
        }
        const std::size_t first = line.find('\t');
        const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
        if (second == std::string_view::npos) {
            fail("{}:{}: a code and its labels, parted by tabs, were expected", where, number);
        }
        m_labels[std::string(line.substr(0, first))] = line.substr(first + 1, second - first - 1);
    }
}

std::string Acts::label(const std::string& code) const
{
    const auto known = m_labels.find(code);
    return known == m_labels.end() ? code : known->second;
}

std::string period_words(const DateRange& range)
{
    const Date from = range.from;
    const Date to = range.to;
    if (from == to) {
        return day_of(from);
    }
    if (from.year() != to.year()) {
        return day_of(from) + " to " + day_of(to);
    }
    if (from.month() != to.month()) {
        return fmt::format("{} {} to {}", from.day(), month_of(from), day_of(to));
    }
    return fmt::format("{} to {}", from.day(), day_of(to));
}

std::string period_words(const std::optional<DateRange>& range)
{
    return range ? period_words(*range) : "date not stated";
}

std::string day_words(std::string_view published)
{
    const auto date = Date::parse(published);
    return date ? day_of(*date) : std::string(published);
}

std::string unit_words(Unit unit, bool one)
{
    switch (unit) {
    case Unit::person:
        return one ? "person" : "people";
    case Unit::case_:
        return one ? "case" : "cases";
    case Unit::place:
        return one ? "place" : "places";
    case Unit::event:
        return one ? "occurrence" : "occurrences";
    case Unit::complaint:
        return one ? "complaint" : "complaints";
    case Unit::vehicle:
        return one ? "vehicle" : "vehicles";
    case Unit::other:
        break;
    }
    return "";
}

std::string count_words(const CountBounds& bounds, Unit unit, Rate per)
{
    const bool one = bounds.exact() && *bounds.min == 1;
    const std::string what = unit_words(unit, one);
    return in_words(bounds) + (what.empty() ? "" : " " + what) + std::string(rate_words(per));
}

std::string count_words(const Figure& figure)
{
    const CountBounds& claimed = figure.claimed;
    if (claimed.min || claimed.max) {
        return count_words(claimed, figure.unit, figure.per);
    }
    std::string out;
    for (const RivalCount& rival : figure.rivals) {
        out += (out.empty() ? "" : " or ") + in_words(rival.bounds);
    }
    return out + " " + unit_words(figure.unit) + std::string(rate_words(figure.per));
}

std::string origin_words(const Figure& figure)
{
    std::string out = counted(figure.origins.size(), "origin: ", "origins: ");
    for (std::size_t i = 0; i < figure.origins.size(); ++i) {
        out += (i == 0 ? "" : "; ") + figure.origins[i];
    }
    return out;
}

std::string modality_words(Modality modality)
{
    switch (modality) {
    case Modality::done:
        return "said to have happened";
    case Modality::ordered:
        return "ordered; an order is not proof that it was carried out";
    case Modality::planned:
        return "planned or threatened; not said to have happened";
    case Modality::ongoing:
        return "said to be going on";
    case Modality::denied:
        return "denied by the speaker";
    case Modality::alleged:
        return "alleged; the texts themselves hedge";
    }
    return "";
}

std::string counted(std::size_t number, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::size_t outlets_of(const Figure& figure)
{
    std::set<std::string_view> outlets;
    for (const RivalCount& rival : figure.rivals) {
        outlets.insert(rival.outlets.begin(), rival.outlets.end());
    }
    return outlets.size();
}

} // namespace khronika::publish
