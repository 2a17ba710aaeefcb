// SPDX-License-Identifier: GPL-3.0-or-later
// Who stands behind each count. Doubt never makes an origin: what cannot be shown to be independent shares one.
#pragma once

#include "events/lineage.h"
#include "events/quantities.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace khronika::events {

struct Origin {
    std::string key;
    std::string label;
    std::string reason;              ///< why it is not the speaker whom the claim names; empty where it is
    std::optional<std::size_t> from; ///< the statement that it depends on
    std::string kind;                ///< of that edge: `copy`, `translation`, `same_number`, `person`
};

/// The origin of each statement of `quantity`, in its order. A named body or person is its own. An outlet's own voice, an
/// outlet that is cited and an unnamed speaker share the origin of a better named one that gives the same number or a
/// more precise one; failing that, of the earliest that gives the same. An outlet's own voice in an item that tells
/// another again shares that one's origin whatever number it gives. What a person cut or added comes first.
[[nodiscard]] std::vector<Origin> origins_of(std::span<const Statement> statements, const Quantity& quantity, const Lineages& lineages);

/// The edges of the lineage graph among the claims of an event: who says each, who passes it on, and what it depends on.
[[nodiscard]] std::vector<LineageEdge> edges_of(std::span<const Statement> statements, const std::vector<std::size_t>& members,
                                                const std::vector<std::pair<const Quantity*, std::vector<Origin>>>& origins);

} // namespace khronika::events
