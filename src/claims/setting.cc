// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/setting.h"

#include "claims/counts.h"
#include "claims/slot_words.h"

#include <algorithm>
#include <map>

namespace khronika::claims {

using language::Class;
using language::NameForm;

std::vector<std::string> Setting::main_place() const
{
    const auto& gazetteer = m_document.languages->gazetteer();
    std::map<std::uint32_t, double> votes;
    std::map<std::uint32_t, std::string> names;
    for (const Place& place : m_document.places) {
        const bool counts = place.mention.form != NameForm::demonym && !place.mention.weak && place.mention.place != language::no_place &&
                            place.mention.kind != language::PlaceKind::site && place.mention.kind != language::PlaceKind::supranational;
        const TokenIndex before = place.tokens.first == 0 ? 0 : place.tokens.first - 1;
        const std::string_view word = m_document.folded(before);
        const bool left = (word == "to" && m_document.english()) || word == "из" || word == "from" || word == "leave" ||
                          word == "покинуть" || word == "пределы" || word == "of";
        if (!counts || m_document.dateline.contains(place.tokens.first) || of_an_army(m_document, place) || linked(m_document, place) ||
            m_attributions.speech(place.tokens.first) || (left && place.mention.kind == language::PlaceKind::country)) {
            continue;
        }
        const double weight = (in_lead(place.tokens.first) ? 4 : 1) * (place.mention.form == NameForm::name ? 1.0 : 0.6);
        votes[place.mention.place] += weight;
        names.emplace(place.mention.place, fullest(place.mention));
    }
    for (const language::PlaceMention& mention : m_document.title_places) {
        const bool counts = mention.form != NameForm::demonym && !mention.weak && mention.place != language::no_place;
        if (counts) {
            votes[mention.place] += mention.form == NameForm::name ? 4 : 2.4;
            names.emplace(mention.place, fullest(mention));
        }
    }
    std::map<std::uint32_t, double> totals = votes;
    for (const auto& [inner, theirs] : votes) {
        for (const std::uint32_t outer : gazetteer.holders(inner)) {
            if (const auto total = totals.find(outer); outer != inner && total != totals.end()) {
                total->second += theirs * 0.1;
            }
        }
    }
    std::uint32_t best = language::no_place;
    double most = 0;
    for (const auto& [id, total] : totals) {
        if (total > most) {
            most = total;
            best = id;
        }
    }
    if (best == language::no_place) {
        return of_dateline();
    }
    if (auto small = small_in_lead(); !small.empty()) {
        return {std::move(small)};
    }
    if (const auto inner = named_in_lead(best); inner && names.contains(*inner)) {
        best = *inner;
    }
    return {names[best]};
}

std::vector<std::string> Setting::country() const
{
    std::map<std::uint32_t, int> votes;
    std::map<std::uint32_t, std::string> names;
    const auto vote = [&](const language::PlaceMention& mention) {
        if (mention.kind == language::PlaceKind::country && mention.form == NameForm::name && !mention.weak &&
            mention.place != language::no_place) {
            ++votes[mention.place];
            names.emplace(mention.place, fullest(mention));
        }
    };
    for (const Place& place : m_document.places) {
        const std::string_view before = place.tokens.first > 0 ? m_document.folded(place.tokens.first - 1) : std::string_view{};
        if (!m_attributions.speech(place.tokens.first) && before != "to" && before != "from") {
            vote(place.mention);
        }
    }
    for (const language::PlaceMention& mention : m_document.title_places) {
        vote(mention);
    }
    const auto best = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == votes.end() || plays_elsewhere(best->first)) {
        return {};
    }
    return {names[best->first]};
}

bool Setting::plays_elsewhere(std::uint32_t country) const
{
    const auto& gazetteer = m_document.languages->gazetteer();
    bool elsewhere = false;
    for (const Place& place : m_document.places) {
        const language::PlaceMention& mention = place.mention;
        if (mention.place == language::no_place || mention.weak || mention.kind == language::PlaceKind::country ||
            mention.form == NameForm::demonym || m_attributions.speech(place.tokens.first)) {
            continue;
        }
        const auto holders = gazetteer.holders(mention.place);
        if (std::find(holders.begin(), holders.end(), country) != holders.end()) {
            return false;
        }
        elsewhere = true;
    }
    return elsewhere;
}

std::string Setting::small_in_lead() const
{
    for (std::uint32_t p = 0; m_document.english() && p + 1 < m_document.places.size() && in_lead(m_document.places[p].tokens.first); ++p) {
        const Place& place = m_document.places[p];
        const Place& outer = m_document.places[p + 1];
        // "in Esmeraldas prison": the story plays there.
        const std::string_view head = m_document.folded(place.tokens.last);
        const bool jail = place.mention.kind == language::PlaceKind::site && m_document.sentence_of[place.tokens.first] == 0 &&
                          (head == "prison" || head == "jail" || head == "camp" || head == "penitentiary" || head == "colony");
        if (jail && place.mention.form == NameForm::name) {
            return place.mention.nominative;
        }
        const bool within = outer.tokens.first == place.tokens.last + 2 && m_document.folded(place.tokens.last + 1) == "," &&
                            outer.mention.place != language::no_place && outer.mention.form == NameForm::name;
        if (within && place.mention.place == language::no_place && place.mention.kind == language::PlaceKind::district &&
            !m_document.dateline.contains(place.tokens.first)) {
            return place.mention.nominative;
        }
    }
    return {};
}

std::vector<std::string> Setting::of_dateline() const
{
    for (TokenIndex i = m_document.dateline.first; !m_document.dateline.empty() && i <= m_document.dateline.last; ++i) {
        if (m_document.place_of[i] != none) {
            return {fullest(m_document.places[m_document.place_of[i]].mention)};
        }
    }
    return {};
}

std::vector<std::string> Setting::spelled(const Where& where) const
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < where.names.size(); ++i) {
        std::string name = fullest(m_document.places[where.mentions[i]].mention);
        if (m_document.english() && name.starts_with("The ")) {
            name.erase(0, std::string_view("The ").size());
        }
        out.push_back(std::move(name));
    }
    return out;
}

std::string Setting::fullest(const language::PlaceMention& mention) const
{
    std::string out = mention.nominative;
    for (const Place& other : m_document.places) {
        const bool same =
            other.mention.place == mention.place && mention.place != language::no_place && other.mention.form == NameForm::name;
        if (same && other.mention.nominative.size() > out.size() && other.mention.nominative.ends_with(out)) {
            out = other.mention.nominative;
        }
    }
    return out;
}

std::optional<language::PlaceKind> Setting::kind_by_noun(TokenIndex i) const
{
    const std::string_view word = m_document.folded(i);
    const std::string_view before = m_document.folded(i - 1);
    const std::string_view two_before = m_document.folded(i >= 2 ? i - 2 : 0);
    const auto over = [](std::string_view at) { return at == "throughout" || at == "across" || at == "around" || at == "in"; };
    const auto parts = [](std::string_view at) { return at == "регионах" || at == "городах"; };
    if (word == "nationwide" || word == "countrywide" || (word == "country" && over(two_before)) || (word == "стране" && before == "по") ||
        ((word == "стране" || word == "страны") && (two_before == "по" || parts(before) || parts(two_before)))) {
        return language::PlaceKind::country;
    }
    if ((word == "city" && before == "the") || word == "городе" || (word == "города" && m_document.is(i - 1, Class::agent))) {
        return language::PlaceKind::city;
    }
    // "в области прав человека" is no region.
    const bool ends = phrase_ends(m_document, i + 1) ||
                      m_document.number_of[std::min<TokenIndex>(i + 1, static_cast<TokenIndex>(m_document.tokens.size()) - 1)] != none;
    if ((word == "области" || word == "регионе" || word == "крае" || word == "республике") && (before == "в" || before == "по") && ends) {
        return language::PlaceKind::region;
    }
    if ((word == "region" || word == "province" || word == "governorate") && before == "the" && over(two_before) && ends) {
        return language::PlaceKind::region;
    }
    return std::nullopt;
}

std::string Setting::name_of(std::uint32_t place) const
{
    const language::Place known = m_document.languages->gazetteer().place(place);
    return m_document.english() || known.name_ru.empty() ? known.name_en : known.name_ru;
}

std::string Setting::holder_of_last(language::PlaceKind kind, TokenIndex before) const
{
    const auto& gazetteer = m_document.languages->gazetteer();
    std::string out;
    for (const Place& place : m_document.places) {
        if (place.tokens.first >= before || place.mention.place == language::no_place || place.mention.weak ||
            place.mention.form == NameForm::demonym || m_attributions.speech(place.tokens.first)) {
            continue;
        }
        for (const std::uint32_t holder : gazetteer.holders(place.mention.place)) {
            if (gazetteer.place(holder).kind == kind) {
                out = name_of(holder);
            }
        }
    }
    return out;
}

std::optional<std::vector<std::string>> Setting::named_by_noun(TokenRange range) const
{
    for (TokenIndex i = range.first + 1; i <= range.last; ++i) {
        const auto kind = kind_by_noun(i);
        if (!kind) {
            continue;
        }
        const bool country = kind == language::PlaceKind::country;
        const Place* last = nullptr;
        std::map<std::string, int> votes;
        for (const Place& place : m_document.places) {
            if (place.mention.kind != *kind || place.mention.form == NameForm::demonym || place.mention.weak ||
                m_attributions.speech(place.tokens.first)) {
                continue;
            }
            if (!country ? place.tokens.first < i
                         : ++votes[fullest(place.mention)] > (last == nullptr ? 0 : votes[fullest(last->mention)])) {
                last = &place;
            }
        }
        if (last != nullptr) {
            return std::vector<std::string>{fullest(last->mention)};
        }
        for (const language::PlaceMention& mention : m_document.title_places) {
            if (country && mention.kind == language::PlaceKind::country && mention.form == NameForm::name) {
                return std::vector<std::string>{mention.nominative};
            }
        }
        if (auto holder = kind == language::PlaceKind::city ? std::string{} : holder_of_last(*kind, i); !holder.empty()) {
            return std::vector<std::string>{std::move(holder)};
        }
    }
    return std::nullopt;
}

bool Setting::in_lead(TokenIndex i) const
{
    constexpr std::uint32_t lead = 3;
    return m_document.sentence_of[i] != none && m_document.sentence_of[i] < lead;
}

std::optional<std::uint32_t> Setting::named_in_lead(std::uint32_t outer) const
{
    std::optional<std::uint32_t> out;
    for (const Place& place : m_document.places) {
        if (!in_lead(place.tokens.first) || place.mention.weak || place.mention.place == language::no_place ||
            place.mention.form != NameForm::name || m_attributions.speech(place.tokens.first)) {
            continue;
        }
        const bool inner = m_document.languages->gazetteer().contains(outer, place.mention.place);
        if (place.mention.place == outer || (inner && out && *out != place.mention.place)) {
            return std::nullopt;
        }
        if (inner) {
            out = place.mention.place;
        }
    }
    return out;
}

} // namespace khronika::claims
