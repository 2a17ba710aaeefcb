// SPDX-License-Identifier: GPL-3.0-or-later
// Where a text plays: its main place, and places as it spells them most fully.
#pragma once

#include "claims/document.h"
#include "claims/slots.h"
#include "claims/speakers.h"

#include <optional>
#include <string>
#include <vector>

namespace khronika::claims {

class Setting {
public:
    Setting(const Document& document, const Attributions& attributions) : m_document(document), m_attributions(attributions) {}

    /// What a text is about: the place that it names most, those of the headline and the lead counting thrice; a place within
    /// another speaks for that one too, though less.
    [[nodiscard]] std::vector<std::string> main_place() const;
    /// The country that the text names most; empty where it names none, or plays in places of others alone.
    [[nodiscard]] std::vector<std::string> country() const;
    /// The fullest spelling that the text has for each place: "Санкт-Петербург" for "Петербург".
    [[nodiscard]] std::vector<std::string> spelled(const Where& where) const;
    [[nodiscard]] std::string fullest(const language::PlaceMention& mention) const;
    /// "throughout the country", "the city's courts", "в области": the country, region or city named last before; where none of
    /// the kind is named, the one that holds the place named last.
    [[nodiscard]] std::optional<std::vector<std::string>> named_by_noun(TokenRange range) const;

private:
    /// Of which kind the place is that a noun stands for; absent where the token is no such noun.
    [[nodiscard]] std::optional<language::PlaceKind> kind_by_noun(TokenIndex i) const;
    [[nodiscard]] std::string name_of(std::uint32_t place) const;
    [[nodiscard]] std::string holder_of_last(language::PlaceKind kind, TokenIndex before) const;
    /// True where the text names places, and none of them lies in that country.
    [[nodiscard]] bool plays_elsewhere(std::uint32_t country) const;
    /// "in Kabkabiya, North Darfur": the small place that the lead puts within another; empty where there is none.
    [[nodiscard]] std::string small_in_lead() const;
    /// Where it was written, for a text that names no other place.
    [[nodiscard]] std::vector<std::string> of_dateline() const;
    [[nodiscard]] bool in_lead(TokenIndex i) const;
    /// "в подмосковных Котельниках": the one city that the lead names within a place that it only speaks of by an adjective.
    [[nodiscard]] std::optional<std::uint32_t> named_in_lead(std::uint32_t outer) const;

    const Document& m_document;
    const Attributions& m_attributions;
};

} // namespace khronika::claims
