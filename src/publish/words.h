// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says of figures, in English sentences.
#pragma once

#include "model/event.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace khronika::publish {

/// The English labels of data/acts.tsv by code.
class Acts {
public:
    Acts() = default;
    /// Throws Error that begins with `where` and names the line.
    Acts(std::string_view table, const std::string& where);
    /// The code itself where the table does not hold it.
    [[nodiscard]] std::string label(const std::string& code) const;

private:
    std::map<std::string, std::string> m_labels;
};

/// "25 to 29 March 2024", "28 March 2024", "30 March to 2 April 2024".
[[nodiscard]] std::string period_words(const DateRange& range);
/// As above, or "date not stated".
[[nodiscard]] std::string period_words(const std::optional<DateRange>& range);
/// "30 March 2024" of an RFC 3339 date or time; the text itself where it is none.
[[nodiscard]] std::string day_words(std::string_view published);

/// "people", "cases", ...; empty for `other`. `one` gives the singular.
[[nodiscard]] std::string unit_words(Unit unit, bool one = false);

/// The bounds with unit and rate: "466 people", "at least 65 people", "750 to 800 events a day".
[[nodiscard]] std::string count_words(const CountBounds& bounds, Unit unit, Rate per);
/// Of all that is claimed; "conflicting counts from 1,350 to 1,501" where both ends are open in rivals.
[[nodiscard]] std::string count_words(const Figure& figure);

/// "1 origin: courts of St. Petersburg", "3 origins: A; B; C".
[[nodiscard]] std::string origin_words(const Figure& figure);

/// What the modality means for the reader: "ordered, not known to be carried out".
[[nodiscard]] std::string modality_words(Modality modality);

/// "1 outlet", "2 outlets".
[[nodiscard]] std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// The distinct outlets of all rivals.
[[nodiscard]] std::size_t outlets_of(const Figure& figure);

} // namespace khronika::publish
