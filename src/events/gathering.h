// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/quantities.h"

#include <map>
#include <span>
#include <vector>

namespace khronika::events {

/// Which statements are of one event, by the first of each: those of one quantity, of one act, place and period, and what
/// a person put together; never what a person parted. `statements` must be in their order.
[[nodiscard]] std::map<std::size_t, std::vector<std::size_t>> gathered(std::span<const Statement> statements,
                                                                       const std::vector<Quantity>& quantities);

} // namespace khronika::events
