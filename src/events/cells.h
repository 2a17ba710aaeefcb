// SPDX-License-Identifier: GPL-3.0-or-later
// Cells: all acts of one kind in one place, period and group. Figures bound them, cells hold each other, parts that are
// named as parts and cells that share no act add up. Rules and limits: docs/events.md.
#pragma once

#include "events/draft.h"
#include "events/wording.h"

#include <span>
#include <vector>

namespace khronika::events {

/// Sets the cells of events of one act and one family of modality.
void set_cells(std::span<Draft* const> drafts, const Places& places, const Wording& wording);

} // namespace khronika::events
