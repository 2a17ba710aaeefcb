// SPDX-License-Identifier: GPL-3.0-or-later
// What a count as written says: "about 500" is no exact 500, and "more than 400" in a headline is 418 in the body.
#pragma once

#include "model/claim.h"

#include <string>

namespace khronika::events {

/// What the count implies: exact and open bounds as they are; "about n" half a unit of its last non-zero digit to
/// either side ("about 500" is 450 to 549, "about 584" is 584).
[[nodiscard]] CountBounds implied(const Count& count);

/// Where the number lies that a writer rounds to these words: "more than 400" is 401 to 499, "almost 600" is 550 to 599.
/// Never wider than implied().
[[nodiscard]] CountBounds expected(const Count& count);

/// True where both can be the same number.
[[nodiscard]] bool can_both_hold(const Count& a, const Count& b);

/// True where both are one number as far as writing goes: equal and exact, or one within what the other rounds.
[[nodiscard]] bool same_number(const Count& a, const Count& b);

/// True for "hundreds" and other ranges wider than a factor of two, which fit too much to tell what they count.
[[nodiscard]] bool vague(const Count& count);

/// How far apart: 0 for equal, else the absolute logarithm of the ratio of their typical values.
[[nodiscard]] double distance(const Count& a, const Count& b);

/// True for one exact number, not marked as approximate.
[[nodiscard]] bool exact(const Count& count);

/// Significant digits of an exact count: 3 for 418, 1 for 500, 0 for a count that is not exact. The more there are, the
/// less two counters hit on one number by chance.
[[nodiscard]] int digits_of(const Count& count);

/// "about 500" for an approximate one, else as in_words() of its bounds.
[[nodiscard]] std::string in_words(const Count& count);

} // namespace khronika::events
