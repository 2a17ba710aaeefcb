// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "language/place_scanner.h"

#include <algorithm>

namespace khronika::language {

namespace {

constexpr std::size_t longest_name = 4;   // words before a head: "Upper West Side district"
constexpr std::size_t longest_quote = 80; // bytes inside «» after a head
constexpr std::size_t abbreviation = 6;   // bytes of "г", "ул", "пос"

bool begins_upper(std::string_view written)
{
    return !written.empty() && utf8::is_upper(utf8::decode(written, 0).code_point);
}

std::string capitalised(std::string_view word)
{
    std::string out;
    const utf8::Decoded first = utf8::decode(word, 0);
    utf8::append(out, utf8::upper(first.code_point));
    return out + std::string(word.substr(first.length));
}

} // namespace

PlaceReading PlaceScanner::headed_at(std::size_t i)
{
    if (m_words.inflected) {
        PlaceReading reading = russian_head_before(i);
        return reading ? reading : russian_head_after(i);
    }
    PlaceReading reading = english_head_before(i);
    return reading ? reading : english_head_after(i);
}

/// The place that "of X" or "in X" after a phrase puts it in; in Russian a name that follows at once.
std::uint32_t PlaceScanner::place_after(std::size_t i)
{
    if (!m_words.inflected) {
        if (!adjacent(i) || (m_tokens.folded(i) != "of" && m_tokens.folded(i) != "in")) {
            return no_place;
        }
        ++i;
    }
    return adjacent(i) ? name_at(i, 0, std::nullopt).place : no_place;
}

/// The head word at a token that may follow a name, of two words ("detention center") or one.
const HeadWord* PlaceScanner::english_head(std::size_t i, std::size_t& words) const
{
    bool plural = false;
    const HeadWord* head = nullptr;
    if (m_words.begins_head(m_tokens.folded(i)) && adjacent(i + 1)) {
        head = m_words.head(std::string(m_tokens.folded(i)) + " " + std::string(m_tokens.folded(i + 1)), plural);
    }
    words = head != nullptr ? 2 : 1;
    if (head == nullptr) {
        head = m_words.head(m_tokens.folded(i), plural);
    }
    return head != nullptr && head->after ? head : nullptr;
}

PlaceReading PlaceScanner::english_head_after(std::size_t i)
{
    PlaceReading none;
    if (!m_tokens[i].capital || (classes(i) & (wc_stop | wc_title | wc_calendar | wc_preposition)) != 0) {
        return none;
    }
    const HeadWord* head = nullptr;
    std::size_t head_words = 1;
    std::size_t at = i + 1;
    for (; at < m_tokens.size() && at <= i + longest_name; ++at) {
        if (!adjacent(at) && (m_tokens[at].gap != PlaceGap::dot || m_tokens.folded(at - 1) != "st")) {
            return none;
        }
        head = english_head(at, head_words);
        if (head == nullptr && m_tokens.folded(at) == "and") {
            at = std::max(at, i + name_at(i, 0, std::nullopt).tokens); // "Sistan and Baluchestan province"
            head = adjacent(at) ? english_head(at, head_words) : nullptr;
        }
        if (head != nullptr || !m_tokens[at].capital) {
            break;
        }
    }
    if (head == nullptr) {
        return none;
    }
    // "Basmanny District Court", "Moscow Region Police" name a body.
    const std::size_t end = at + head_words;
    if (m_tokens[at].capital && adjacent(end) && m_tokens[end].capital) {
        return none;
    }
    const std::size_t words = at - i;
    const PlaceReading known = name_at(i, words, std::nullopt);
    const bool adjective = words == 1 && !known && m_words.adjective(m_tokens.folded(i)) != nullptr;
    if (adjective || (m_tokens[i].sentence_start && words == 1 && !known && !m_tokens[at].capital)) {
        return none;
    }
    PlaceReading reading = name_at(i, words, head->kind);
    if (head->dropped) {
        reading = known ? known : none;
        reading.headed = true;
        return reading;
    }
    reading.tokens = end - i;
    reading.span = span_of(i, end);
    reading.kind = head->kind;
    reading.nominative = as_written(i, end);
    reading.headed = true;
    reading.within = place_after(end);
    const bool sure = known.weakness.empty() && known.population >= 100'000;
    if (reading.within == no_place && head->kind == PlaceKind::site && known.place != reading.place && sure) {
        reading.within = known.place;
    }
    if (head->known && reading.place == no_place) {
        return none;
    }
    return reading;
}

PlaceReading PlaceScanner::english_head_before(std::size_t i)
{
    if (!adjacent(i + 1) || m_tokens.folded(i + 1) != "of") {
        return {};
    }
    bool plural = false;
    const HeadWord* head = m_words.head(m_tokens.folded(i), plural);
    if (head == nullptr || !head->before) {
        return {};
    }
    std::size_t at = i + 2;
    if (adjacent(at) && m_tokens.folded(at) == "the") {
        ++at;
    }
    if (!adjacent(at) || !m_tokens[at].capital) {
        return {};
    }
    PlaceReading reading = name_at(at, 0, head->kind);
    if (!reading) {
        reading = name_at(at, 0, std::nullopt);
    }
    if (!reading) {
        return reading;
    }
    reading.headed = true;
    const std::size_t end = at + reading.tokens;
    const bool whole = !head->dropped && m_tokens[i].capital;
    const std::size_t from = whole ? i : at;
    reading.tokens = end - i;
    reading.span = span_of(from, end);
    reading.nominative = as_written(from, end);
    return reading;
}

std::string PlaceScanner::adjective_nominative(std::size_t i, ru::HeadGender gender) const
{
    const std::string_view folded = m_tokens.folded(i);
    const std::size_t stem = ru::adjective_stem(folded);
    const bool stressed = (m_words.classes(folded.substr(0, stem)) & wc_stressed) != 0;
    return std::string(m_tokens.written(i).substr(0, stem)) + std::string(ru::adjective_ending(folded, gender, stressed));
}

std::string PlaceScanner::head_nominative(std::size_t i, const HeadWord& head) const
{
    return begins_upper(m_tokens.written(i)) && !m_tokens[i].sentence_start ? capitalised(head.written) : head.written;
}

std::uint32_t PlaceScanner::lookup_nominative(std::string_view name, PlaceKind kind) const
{
    PlaceScanner scanner(m_table, m_words, name);
    if (scanner.m_tokens.size() == 0) {
        return no_place;
    }
    const PlaceReading reading = scanner.name_at(0, scanner.m_tokens.size(), kind);
    return reading.place;
}

PlaceReading PlaceScanner::russian_head_after(std::size_t i)
{
    PlaceReading reading;
    if (!m_tokens[i].capital || ru::adjective_stem(m_tokens.folded(i)) == 0 || (classes(i) & (wc_stop | wc_calendar)) != 0) {
        return reading;
    }
    const HeadWord* head = nullptr;
    bool plural = false;
    std::size_t at = i + 1;
    for (; at <= i + longest_name && adjacent(at); ++at) {
        head = m_words.head(m_tokens.folded(at), plural);
        if (head != nullptr) {
            break;
        }
        const std::string_view word = m_tokens.folded(at);
        const std::size_t stem = ru::adjective_stem(word);
        if (stem == 0 || (!m_tokens[at].capital && (m_words.classes(word.substr(0, stem)) & wc_link) == 0)) {
            return reading;
        }
    }
    if (head == nullptr || !head->after || plural || head->dropped) {
        return reading;
    }
    const bool plain = at == i + 1 && m_tokens[i].sentence_start && m_tokens.folded(i).find("ск") == std::string_view::npos;
    if (plain || (head->kind == PlaceKind::site && m_tokens[i].sentence_start && m_words.adjective(m_tokens.folded(i)) != nullptr)) {
        return reading;
    }
    for (std::size_t word = i; word < at; ++word) {
        reading.nominative += adjective_nominative(word, head->gender) + " ";
    }
    reading.nominative += head_nominative(at, *head);
    reading.tokens = at + 1 - i;
    reading.span = span_of(i, at + 1);
    reading.kind = head->kind;
    reading.headed = true;
    reading.place = lookup_nominative(reading.nominative, head->kind);
    reading.within = place_after(at + 1);
    return reading;
}

PlaceReading PlaceScanner::quoted_name(std::size_t i, const HeadWord& head)
{
    const std::string_view text = m_tokens.text();
    const std::string_view gap = text.substr(m_tokens[i].end, m_tokens[i + 1].begin - m_tokens[i].end);
    const std::string_view rest = text.substr(m_tokens[i + 1].begin, longest_quote);
    std::size_t close = std::string_view::npos;
    std::size_t width = 0;
    for (const std::string_view mark : {"\xC2\xBB", "\xE2\x80\x9D", "\xE2\x80\x9C", "\""}) {
        if (const std::size_t found = rest.find(mark); found < close) {
            close = found;
            width = mark.size();
        }
    }
    PlaceReading reading;
    if (close == std::string_view::npos || rest.substr(0, close).find_first_of("\n.!?") != std::string_view::npos) {
        return reading;
    }
    const std::size_t end = m_tokens[i + 1].begin + close + width;
    std::size_t last = i + 1;
    while (last < m_tokens.size() && m_tokens[last].begin < end) {
        ++last;
    }
    const PlaceReading known = name_at(i + 1, last - i - 1, std::nullopt);
    reading.tokens = last - i;
    reading.span = {m_tokens[i].begin, end};
    reading.kind = head.kind;
    reading.headed = true;
    reading.place = known.kind == head.kind ? known.place : no_place;
    const std::size_t mark = gap.find_first_not_of(' ');
    reading.nominative = head_nominative(i, head) + " " + std::string(gap.substr(mark)) + std::string(rest.substr(0, close + width));
    return reading;
}

/// The capitalised words after a head that no table holds, as they stand: "площадь Льва Толстого".
PlaceReading PlaceScanner::bare_name_after(std::size_t i, const HeadWord& head)
{
    PlaceReading reading;
    std::size_t end = i + 1;
    while (end < i + longest_name && adjacent(end) && m_tokens[end].capital && m_words.adjective(m_tokens.folded(end)) == nullptr) {
        ++end;
    }
    if (end == i + 1) {
        return reading;
    }
    reading.tokens = end - i;
    reading.span = span_of(i, end);
    reading.kind = head.kind;
    reading.headed = true;
    // "на улице Пироговской": an adjective agrees with its head; "улице Ленина" does not.
    const bool agrees = end == i + 2 && ru::adjective_stem(m_tokens.folded(i + 1)) != 0 && !m_tokens.folded(i + 1).ends_with("ого") &&
                        !m_tokens.folded(i + 1).ends_with("его");
    reading.nominative = head_nominative(i, head) + " " + (agrees ? adjective_nominative(i + 1, head.gender) : as_written(i + 1, end));
    reading.within = place_after(end);
    return reading;
}

PlaceReading PlaceScanner::russian_head_before(std::size_t i)
{
    PlaceReading reading;
    if (i + 1 >= m_tokens.size()) {
        return reading;
    }
    const std::string_view word = m_tokens.folded(i);
    const PlaceGap gap = m_tokens[i + 1].gap;
    const bool short_form = word.size() <= abbreviation && gap == PlaceGap::dot && !m_tokens[i].capital;
    if (!m_tokens[i + 1].capital || (gap != PlaceGap::space && gap != PlaceGap::quote && !short_form)) {
        return reading;
    }
    bool plural = false;
    const HeadWord* head = m_words.head(word, plural);
    if (head == nullptr || !head->before || plural || (head->word.size() <= 2 && !short_form)) {
        return reading;
    }
    if (gap == PlaceGap::quote) {
        return head->kind == PlaceKind::site ? quoted_name(i, *head) : reading;
    }
    PlaceReading known = name_at(i + 1, 0, head->kind);
    const PlaceReading other = known ? known : name_at(i + 1, 0, std::nullopt);
    if (head->dropped && other) {
        reading = other;
        reading.headed = true;
        reading.tokens = other.tokens + 1;
        return reading;
    }
    if (known) {
        known.headed = true;
        known.nominative = head_nominative(i, *head) + " " + known.nominative;
        known.span.begin = m_tokens[i].begin;
        ++known.tokens;
        return known;
    }
    // "в аэропорту Москвы" is an airport of Moscow, "площадь Минска" a square there: the city is what is named.
    const bool large = other.kind == PlaceKind::country || other.kind == PlaceKind::region ||
                       other.population >= (other.weakness.empty() ? 20'000U : 300'000U);
    if (other && large && other.kind != PlaceKind::site && other.kind != PlaceKind::district) {
        const bool apposition = other.tokens == 1 && utf8::fold(other.nominative) == m_tokens.folded(i + 1);
        if (!apposition) {
            return reading;
        }
    }
    if ((classes(i + 1) & (wc_stop | wc_preposition)) != 0 || m_words.adjective(m_tokens.folded(i + 1)) != nullptr) {
        return reading;
    }
    return bare_name_after(i, *head);
}

} // namespace khronika::language
