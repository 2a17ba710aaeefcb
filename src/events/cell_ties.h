// SPDX-License-Identifier: GPL-3.0-or-later
// What binds figures and cells to each other: the relations of a network of numbers, each with why it holds.
#pragma once

#include "events/cell_parts.h"
#include "events/network.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace khronika::events {

/// A relation with the words that say why it holds, and the claims that say so.
struct Tie {
    Relation relation;
    Step step;
};
/// All cells of one act and family of modality with their figures, as a network of numbers: the cells first, then the
/// figures.
struct CellNetwork {
    std::vector<CellDraft> cells;
    std::vector<std::optional<std::size_t>> wholes;           ///< the figure of each cell that counts all of it
    std::vector<std::pair<std::size_t, std::size_t>> figures; ///< cell, and figure of its draft
    std::vector<Tie> ties;
};

[[nodiscard]] CellNetwork cell_network(std::span<Draft* const> drafts, const Places& places, const Wording& wording);

} // namespace khronika::events
