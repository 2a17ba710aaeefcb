// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/place_scanner.h"

#include <algorithm>
#include <cmath>

namespace khronika::language {

namespace {

constexpr double population_of_prominence_one = 10'000'000;

float prominence_of(const PlaceReading& reading)
{
    if (reading.kind == PlaceKind::country || reading.kind == PlaceKind::supranational) {
        return 1;
    }
    const double share = std::log10(static_cast<double>(reading.population) + 1) / std::log10(population_of_prominence_one);
    return static_cast<float>(std::min(share, 1.0));
}

} // namespace

PlaceScanner::PlaceScanner(const PlaceTable& table, const PlaceWords& words, std::string_view text)
    : m_table(table), m_words(words), m_tokens(text)
{
}

std::string PlaceScanner::as_written(std::size_t from, std::size_t to) const
{
    std::string out(m_tokens.written(from));
    for (std::size_t i = from + 1; i < to; ++i) {
        out += (m_tokens[i].gap == PlaceGap::dot ? ". " : " ") + std::string(m_tokens.written(i));
    }
    return out;
}

PlaceMention PlaceScanner::mention(PlaceReading reading, bool weak) const
{
    PlaceMention out;
    out.span = reading.span;
    out.place = reading.place;
    out.within = reading.within;
    out.kind = reading.kind;
    out.form = reading.form;
    out.prominence = prominence_of(reading);
    out.nominative = std::move(reading.nominative);
    out.weak = weak;
    return out;
}

std::vector<PlaceMention> PlaceScanner::mentions()
{
    std::vector<PlaceMention> out;
    std::vector<std::string_view> rows;
    for (std::size_t i = 0; i < m_tokens.size();) {
        PlaceReading reading = headed_at(i);
        if (m_tokens[i].capital) {
            PlaceReading name = name_at(i, 0, std::nullopt);
            if (name.tokens >= std::max<std::size_t>(reading.tokens, 1)) {
                name.headed = reading.headed;
                name.within = reading.within;
                reading = std::move(name);
            }
        }
        bool weak = false;
        bool taken = reading && accept(reading, i, weak);
        if (!taken) {
            reading = adjective_at(i);
            if (!reading) {
                reading = part_at(i);
            }
            taken = reading && accept(reading, i, weak);
        }
        if (!taken) {
            ++i;
            continue;
        }
        i += std::max<std::size_t>(reading.tokens, 1);
        m_last_end = weak || reading.form != NameForm::name ? m_last_end : i;
        rows.push_back(reading.rows);
        out.push_back(mention(std::move(reading), weak));
    }
    narrow_by_next(out, rows);
    return out;
}

/// "Moscow, Idaho": of the bearers of a name, the one in the region or country that a comma sets after it.
void PlaceScanner::narrow_by_next(std::vector<PlaceMention>& mentions, const std::vector<std::string_view>& rows) const
{
    for (std::size_t i = 0; i + 1 < mentions.size(); ++i) {
        const PlaceMention& outer = mentions[i + 1];
        const std::string_view between = m_tokens.text().substr(mentions[i].span.end, outer.span.begin - mentions[i].span.end);
        if (between != ", " || outer.place == no_place || outer.form != NameForm::name ||
            (outer.kind != PlaceKind::region && outer.kind != PlaceKind::country)) {
            continue;
        }
        for (std::string_view rest = rows[i]; !rest.empty();) {
            const RowReference row = take_row(rest);
            if (row.index < m_table.size() && row.index != outer.place && m_table.contains(outer.place, row.index)) {
                mentions[i].place = row.index;
                mentions[i].kind = m_table.kind(row.index);
                mentions[i].weak = false;
                break;
            }
        }
    }
}

std::vector<std::uint32_t> PlaceScanner::candidates()
{
    std::vector<std::uint32_t> out;
    if (m_tokens.size() == 0) {
        return out;
    }
    const auto add = [&out](std::uint32_t place) {
        if (place != no_place && std::find(out.begin(), out.end(), place) == out.end()) {
            out.push_back(place);
        }
    };
    const PlaceReading best = name_at(0, m_tokens.size(), std::nullopt);
    add(best.place);
    const PlaceReading headed = headed_at(0);
    if (headed.tokens == m_tokens.size()) {
        add(headed.place);
    }
    std::vector<std::string_view> found;
    for (const NameEntry& entry : entries_at(0)) {
        if (m_tokens[0].capital && words_of_name(0, entry.name) == m_tokens.size()) {
            found.push_back(entry.rows);
        }
    }
    for (std::string_view rows : found) {
        while (!rows.empty()) {
            const std::uint32_t row = take_row(rows).index;
            add(row < m_table.size() ? row : no_place);
        }
    }
    const PlaceReading adjective = adjective_at(0);
    if (adjective.tokens == m_tokens.size()) {
        add(adjective.place);
    }
    return out;
}

} // namespace khronika::language
