// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/place_scanner.h"

namespace khronika::language {

namespace {

constexpr std::uint64_t metropolis = 1'000'000; ///< named bare far more often than any namesake
constexpr std::uint64_t known_city = 100'000;
constexpr std::uint64_t hamlet = 20'000; ///< a common word as its name is hardly ever the place

bool is_initial(std::string_view written)
{
    return written.size() == 1 || (written.size() == 2 && static_cast<unsigned char>(written[0]) >= 0x80);
}

} // namespace

/// "Denzel Washington": before a name that is also a surname stands a capitalised word that is nothing else known.
bool PlaceScanner::after_unknown_name(const PlaceReading& reading, std::size_t i) const
{
    if (reading.weakness.find('s') == std::string_view::npos || !adjacent(i) || m_tokens[i - 1].all_caps || classes(i - 1) != 0) {
        return false;
    }
    return m_words.adjective(m_tokens.folded(i - 1)) == nullptr && reading.population < metropolis;
}

bool PlaceScanner::is_person(const PlaceReading& reading, std::size_t i) const
{
    if (reading.headed || reading.tokens > 1 || reading.form == NameForm::demonym) {
        return false;
    }
    const bool personal = reading.weakness.find_first_of("gs") != std::string_view::npos;
    if (i > 0 && m_tokens[i - 1].capital && m_tokens[i].capital && (adjacent(i) || m_tokens[i].gap == PlaceGap::dot)) {
        const bool initial = m_tokens[i].gap == PlaceGap::dot && is_initial(m_tokens.written(i - 1));
        const bool given = adjacent(i) && !m_tokens[i - 1].all_caps && m_words.is_given_name(m_tokens.folded(i - 1)) &&
                           (classes(i - 1) & (wc_preposition | wc_stop)) == 0;
        if ((initial && personal) || (given && reading.kind != PlaceKind::country) || after_unknown_name(reading, i)) {
            return true;
        }
    }
    // "Judge Washington", but "мэр Москвы": a Russian title takes its place in the genitive.
    const bool titled = i > 0 && (adjacent(i) || m_tokens[i].gap == PlaceGap::dot) && (classes(i - 1) & wc_title) != 0;
    if (titled && reading.kind != PlaceKind::country && (personal || !m_words.inflected)) {
        return true;
    }
    if (!personal || reading.form != NameForm::name || !adjacent(i + 1)) {
        return false;
    }
    const bool name_follows = m_tokens[i + 1].capital && (classes(i + 1) & (wc_calendar | wc_preposition)) == 0 &&
                              reading.weakness.find('g') != std::string_view::npos;
    const bool speaks = (classes(i + 1) & wc_speech) != 0;
    const bool located = i > 0 && (classes(i - 1) & wc_preposition) != 0 && reading.population >= metropolis;
    return (name_follows && !located && reading.kind != PlaceKind::country) || (speaks && reading.kind != PlaceKind::country);
}

bool PlaceScanner::has_evidence(const PlaceReading& reading, std::size_t i)
{
    if (reading.headed) {
        return true;
    }
    if (i > 0 && adjacent(i) && (classes(i - 1) & wc_preposition) != 0) {
        return true;
    }
    return in_list(reading, i);
}

/// "Moscow, Vladimir and Tula": a place stands before or after it in a list, or a comma sets its country after it.
bool PlaceScanner::in_list(const PlaceReading& reading, std::size_t i)
{
    const auto is_and = [&](std::size_t at) {
        return at < m_tokens.size() && (m_tokens.folded(at) == "and" || m_tokens.folded(at) == "и");
    };
    if (i > 0 && m_last_end != npos) {
        const bool comma = m_tokens[i].gap == PlaceGap::comma && m_last_end == i;
        const bool conjunction =
            adjacent(i) && is_and(i - 1) && m_last_end + 1 == i && (adjacent(i - 1) || m_tokens[i - 1].gap == PlaceGap::comma);
        if (comma || conjunction) {
            return true;
        }
    }
    const std::size_t next = i + reading.tokens;
    if (next >= m_tokens.size()) {
        return false;
    }
    const bool comma = m_tokens[next].gap == PlaceGap::comma;
    if (!comma && !(adjacent(next) && is_and(next) && adjacent(next + 1))) {
        return false;
    }
    const PlaceReading other = name_at(comma ? next : next + 1, 0, std::nullopt);
    return other && other.weakness.empty() && (m_words.classes(m_tokens.folded(comma ? next : next + 1)) & wc_never) == 0;
}

/// "Central District Court", "Калининском районном суде": what is named is a body, its district only lends the name.
bool PlaceScanner::is_part_of_body(const PlaceReading& reading, std::size_t i) const
{
    const std::size_t next = i + reading.tokens;
    if (!adjacent(next)) {
        return false;
    }
    if (m_words.inflected) {
        const std::string_view word = m_tokens.folded(next);
        return (m_words.classes(word.substr(0, ru::adjective_stem(word))) & wc_district) != 0;
    }
    const bool part = reading.kind == PlaceKind::district || reading.kind == PlaceKind::region;
    return part && reading.tokens > 1 && m_tokens[next].capital && (classes(next) & wc_never) != 0;
}

bool PlaceScanner::accept(const PlaceReading& reading, std::size_t i, bool& weak)
{
    weak = false;
    if (reading.form != NameForm::name) {
        return !is_person(reading, i);
    }
    if (is_part_of_body(reading, i)) {
        return false;
    }
    if (reading.headed) {
        return true;
    }
    const std::uint32_t own = reading.tokens == 1 ? classes(i) : 0;
    if ((own & (wc_never | wc_calendar | wc_stop)) != 0 || is_person(reading, i)) {
        return false;
    }
    if (reading.weakness.empty()) {
        return true;
    }
    const bool evidence = has_evidence(reading, i);
    const bool common = reading.weakness.find('c') != std::string_view::npos;
    if (common && reading.kind != PlaceKind::country) {
        if (reading.population < hamlet || (!evidence && (m_tokens[i].sentence_start || reading.population < known_city))) {
            return false;
        }
    }
    if (evidence || reading.population >= metropolis || reading.kind == PlaceKind::country) {
        return true;
    }
    weak = true;
    return reading.population >= hamlet || !common;
}

} // namespace khronika::language
