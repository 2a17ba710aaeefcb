// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/date.h"
#include "language/lexicon.h"
#include "language/token.h"

#include <optional>
#include <vector>

namespace khronika::language {

struct DateMention {
    std::uint32_t first = 0; ///< first token, with its preposition ("from June 3 to 9")
    std::uint32_t last = 0;
    DateRange range;
    bool setting = false;  ///< "after March 22", "до 10 октября": the time of something else
    bool since = false;    ///< "since 2013": begins there and ends on the day of publication
    bool until = false;    ///< "by Sunday", "к воскресенью": the end of a time that began before
    bool relative = false; ///< told from the day of publication or from the date before it
};

/// The dates of a text in its order. Partial dates are resolved to the last such day before `published` (news looks back) and
/// stay intervals; without `published` only whole dates are found.
[[nodiscard]] std::vector<DateMention> find_dates(const Tokens& tokens, const Matches& matches, std::string_view language,
                                                  const std::optional<Date>& published);

} // namespace khronika::language
