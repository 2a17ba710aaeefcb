// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "language/place_scanner.h"
#include "language/table_lines.h"

#include <algorithm>

namespace khronika::language {

namespace {

bool is_abbreviation(std::string_view name)
{
    bool upper = false;
    for (std::size_t at = 0; at < name.size();) {
        const utf8::Decoded next = utf8::decode(name, at);
        if (utf8::is_letter(next.code_point) && !utf8::is_upper(next.code_point)) {
            return false;
        }
        upper = upper || utf8::is_upper(next.code_point);
        at += next.length;
    }
    return upper;
}

bool may_end_in_dot(std::string_view folded)
{
    return folded == "st" || folded == "ste" || folded == "mt" || folded == "ft";
}

} // namespace

/// Every entry that may begin at the token. The list is good until the next call.
const std::vector<NameEntry>& PlaceScanner::entries_at(std::size_t i)
{
    m_stems.clear();
    m_entries.clear();
    if (m_words.inflected) {
        ru::append_stems(m_tokens.folded(i), m_stems);
    } else {
        m_stems.emplace_back(m_tokens.folded(i));
        if (i + 1 < m_tokens.size()) {
            m_stems.push_back(m_stems.front() + " ");
        }
    }
    for (const std::string& key : m_stems) {
        for (const NameIndex* index : {&m_words.added_names(), &m_words.names()}) {
            for (std::size_t at = index->first(key); at != NameIndex::npos;) {
                m_entries.push_back(index->next(at));
                m_entries.back().by_hand = index == &m_words.added_names();
            }
        }
    }
    return m_entries;
}

std::size_t PlaceScanner::words_of_name(std::size_t i, std::string_view name) const
{
    const bool exact = is_abbreviation(name);
    if (!m_words.inflected && name.find(' ') == std::string_view::npos) {
        return !exact || m_tokens[i].all_caps ? 1 : 0; // the key is the whole name
    }
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        const std::size_t space = name.find(' ');
        std::string_view word = name.substr(0, space);
        more = space != std::string_view::npos;
        name.remove_prefix(more ? space + 1 : name.size());
        const std::size_t at = i + count;
        if (at >= m_tokens.size()) {
            return 0;
        }
        const bool joined = count == 0 || adjacent(at) || (m_tokens[at].gap == PlaceGap::dot && may_end_in_dot(m_tokens.folded(at - 1)));
        if (!joined || (exact && !m_tokens[at].all_caps)) {
            return 0;
        }
        if (word.ends_with('.') && may_end_in_dot(utf8::fold(word.substr(0, word.size() - 1)))) {
            word.remove_suffix(1);
        }
        const bool same = utf8::folds_to(word, m_tokens.folded(at));
        const bool proper = m_tokens[at].capital || count > 0;
        if (!proper || (!same && (exact || !m_words.inflected || !ru::declines(utf8::fold(word), m_tokens.folded(at))))) {
            return 0;
        }
    }
    return count;
}

std::uint32_t PlaceScanner::choose(std::string_view rows, std::optional<PlaceKind> wanted) const
{
    std::uint32_t first = no_place;
    while (!rows.empty()) {
        const RowReference row = take_row(rows);
        if (row.index >= m_table.size()) {
            break;
        }
        const PlaceKind kind = m_table.kind(row.index);
        if (wanted) {
            if (kind == *wanted && (first == no_place || row.base)) {
                first = row.index;
                if (row.base) {
                    break;
                }
            }
            continue;
        }
        if (row.base) {
            continue;
        }
        const bool city_of_region =
            first != no_place && kind == PlaceKind::city && m_table.kind(first) == PlaceKind::region && m_table.parent(row.index) == first;
        if (first == no_place || kind == PlaceKind::country || city_of_region) {
            first = row.index;
        }
        if (kind == PlaceKind::country) {
            break;
        }
    }
    return first;
}

void PlaceScanner::consider(std::size_t i, const NameEntry& entry, std::size_t exactly, std::optional<PlaceKind> wanted, PlaceReading& best)
{
    const std::size_t count = words_of_name(i, entry.name);
    if (count == 0 || count < best.tokens || (exactly != 0 && count != exactly)) {
        return;
    }
    const std::uint32_t place = choose(entry.rows, wanted);
    if (place == no_place) {
        return;
    }
    const PlaceKind kind = m_table.kind(place);
    const bool country = kind == PlaceKind::country || kind == PlaceKind::supranational;
    const std::uint64_t population = country ? 1'000'000'000 : m_table.population(place);
    if (best && best.by_hand && !entry.by_hand && place == best.place && count == best.tokens && best.weakness.empty()) {
        best.weakness = entry.weakness;
    }
    // Parents and names are looked up in the text of the table: only where the rest leaves it open.
    const auto city_of_region = [&] { return best && kind == PlaceKind::city && m_table.parent(place) == best.place; };
    const auto region_of_city = [&] { return best && m_table.parent(best.place) == place; };
    const bool same_rank = entry.by_hand == best.by_hand;
    const bool better = count > best.tokens || (entry.by_hand && !best.by_hand) ||
                        (same_rank && ((population > best.population && !region_of_city()) || city_of_region() ||
                                       (population == best.population && entry.name == m_table.name(place, m_words.inflected))));
    if (better) {
        best.by_hand = entry.by_hand;
        best.tokens = count;
        best.span = span_of(i, i + count);
        best.place = place;
        best.kind = kind;
        best.nominative = m_words.inflected ? std::string(entry.name) : as_written(i, i + count);
        best.weakness = entry.weakness;
        best.rows = entry.rows;
        best.population = population;
    }
}

PlaceReading PlaceScanner::name_at(std::size_t i, std::size_t exactly, std::optional<PlaceKind> wanted)
{
    PlaceReading best;
    if (i < m_tokens.size() && m_tokens[i].capital) {
        for (const NameEntry& entry : entries_at(i)) {
            consider(i, entry, exactly, wanted, best);
        }
    }
    return best;
}

PlaceReading PlaceScanner::adjective_at(std::size_t i) const
{
    PlaceReading reading;
    if (!m_words.inflected && !m_tokens[i].capital) {
        return reading;
    }
    const std::vector<PlaceAdjective>* found = nullptr;
    std::size_t count = 1;
    if (!m_words.inflected && m_words.begins_adjective(m_tokens.folded(i)) && adjacent(i + 1)) {
        found = m_words.adjective(std::string(m_tokens.folded(i)) + " " + std::string(m_tokens.folded(i + 1)));
        count = found != nullptr ? 2 : 1;
    }
    if (found == nullptr) {
        found = m_words.adjective(m_tokens.folded(i));
    }
    Span span = span_of(i, i + count);
    if (found == nullptr && m_tokens[i].hyphen && m_words.inflected) {
        const std::string_view word = m_tokens.folded(i);
        const std::string_view tail = word.substr(word.rfind('-') + 1);
        found = m_words.adjective(tail);
        span.begin = span.end - std::min(span.size(), tail.size());
    }
    if (found == nullptr) {
        return reading;
    }
    if (m_words.inflected && m_tokens[i].capital && adjacent(i + 1)) {
        const std::string_view next = m_tokens.folded(i + 1);
        // "Тверской районный суд" sits in Moscow, "Мозырский районный суд" in Mozyr: a large town has no court of its own name.
        constexpr std::uint64_t large = 250'000;
        const bool town = m_table.kind(found->front().place) == PlaceKind::city && m_table.population(found->front().place) < large;
        if (!town && (m_words.classes(next.substr(0, ru::adjective_stem(next))) & wc_district) != 0) {
            return reading;
        }
    }
    const PlaceAdjective& adjective = found->front();
    reading.tokens = count;
    reading.span = span;
    reading.place = adjective.place;
    reading.kind = m_table.kind(adjective.place);
    reading.form = adjective.form;
    reading.nominative = adjective.nominative;
    return reading;
}

/// "Moscow-based", "Иран-Контрас": the part before the hyphen, or the last one.
PlaceReading PlaceScanner::part_at(std::size_t i)
{
    PlaceReading reading;
    if (!m_tokens[i].hyphen || !m_tokens[i].capital) {
        return reading;
    }
    const std::string_view word = m_tokens.written(i);
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos || hyphen < 2) {
        return reading;
    }
    PlaceScanner part(m_table, m_words, word.substr(0, hyphen));
    if (part.m_tokens.size() != 1) {
        return reading;
    }
    reading = part.name_at(0, 1, std::nullopt);
    if (!reading) {
        reading = part.adjective_at(0);
    }
    reading.span.begin += m_tokens[i].begin;
    reading.span.end += m_tokens[i].begin;
    return reading;
}

} // namespace khronika::language
