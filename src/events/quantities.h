// SPDX-License-Identifier: GPL-3.0-or-later
// Which counts are of one thing. Two counts in one text that cannot be one number count two things (418 and 48 of one
// announcement, 584 lodged and 515 heard); counts of different texts that nobody states side by side may be rivals.
#pragma once

#include "events/statement.h"

#include <span>
#include <vector>

namespace khronika::events {

/// Statements, by index and ascending, that count one thing: the making of one figure.
using Quantity = std::vector<std::size_t>;

/// True where what is known of time lets two counts be of one thing.
[[nodiscard]] bool times_meet(const Statement& a, const Statement& b);
/// True where one names no place, or the place of one holds that of the other; both are keys.
[[nodiscard]] bool places_may_be_one(const Statement& a, const Statement& b, const Places& places);
/// True where times_meet() or would where both are of one speaker: what blocks are made by, since whom a claim is of may
/// come to be known later.
[[nodiscard]] bool times_may_meet(const Statement& a, const Statement& b);
/// Of each statement, whether its text names it a part of another: by words ("of them"), or because it and another of that
/// text sum to a third.
[[nodiscard]] std::vector<bool> told_as_parts(std::span<const Statement> statements);
/// Exact numbers of three digits or more: two counters do not hit on one by chance.
[[nodiscard]] bool telling(const Count& count);

/// Every statement with a count is in exactly one quantity; in the order of their first statements. `statements` must be
/// in their order; `parts` is told_as_parts() of them.
[[nodiscard]] std::vector<Quantity> quantities_of(std::span<const Statement> statements, const std::vector<bool>& parts,
                                                  const Places& places);

} // namespace khronika::events
