// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/draft.h"
#include "events/lineage.h"
#include "events/statement.h"

#include <span>
#include <vector>

namespace khronika::events {

/// The events and figures of statements that no others can change: all that may be of one event or one figure with any of
/// them is among them. `statements` must be in their order. Cells are not set yet.
[[nodiscard]] std::vector<Draft> drafts_of(std::span<Statement> statements, const Lineages& lineages, const Context& context);

} // namespace khronika::events
