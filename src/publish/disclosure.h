// SPDX-License-Identifier: GPL-3.0-or-later
// What a report holds back to protect people: docs/publish.md gives the rules and their limits.
#pragma once

#include "model/event.h"

#include <string_view>
#include <vector>

namespace khronika::publish {

struct Disclosure {
    std::int64_t smallest_cell = 3; ///< a count of persons that cannot reach this number is not shown; 0 shows all
};

inline constexpr std::string_view suppression_note = "suppressed: a number of persons so small may point to individuals";

/// True where the words name one person rather than describe a group: "Ivan Petrov", not "natives of Tajikistan".
[[nodiscard]] bool names_person(std::string_view victims);

/// The claim as it is published: victims' words that name a person are withheld.
[[nodiscard]] Claim disclosed(Claim claim);
[[nodiscard]] bool withheld(const Claim& claim);

/// The figure as it is published: bounds and rivals' bounds of a small cell are emptied and its conflicts left out, and
/// its notes say so.
[[nodiscard]] Figure disclosed(Figure figure, const Disclosure& rules);
[[nodiscard]] bool suppressed(const Figure& figure);

/// The event as it is published: the numbers of small cells, and the steps and conflicts that tell them, are emptied.
[[nodiscard]] Event disclosed(Event event, const Disclosure& rules);

} // namespace khronika::publish
