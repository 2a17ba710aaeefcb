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

/// Every statement with a count is in exactly one quantity; in the order of their first statements. `statements` must be
/// in the order of statements_of().
[[nodiscard]] std::vector<Quantity> quantities_of(std::span<const Statement> statements, const Places& places);

} // namespace khronika::events
