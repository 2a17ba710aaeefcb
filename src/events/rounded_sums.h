// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/statement.h"

#include <deque>
#include <span>

namespace khronika::events {

/// A text that rounds a whole ("around 27,000") and gives counts for the same act, place, days, unit and speaker which sum to a
/// number that this rounds states that number. Points such statements at claims that say so, which are kept in `kept`, and sets
/// `written` to the count as it was.
void read_rounded_sums(std::span<Statement> statements, std::deque<Claim>& kept);

} // namespace khronika::events
