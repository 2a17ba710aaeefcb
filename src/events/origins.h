// SPDX-License-Identifier: GPL-3.0-or-later
// Who stands behind each count. Doubt never makes an origin: what cannot be shown to be independent shares one.
#pragma once

#include "events/quantities.h"

#include <span>
#include <string>
#include <vector>

namespace khronika::events {

struct Origin {
    std::string key;
    std::string label;
    std::string reason; ///< why it is not the speaker whom the claim names; empty where it is
};

/// One item as it tells of another: a copy in one language, or a translation.
struct Lineage {
    std::string_view from; ///< item that was published first
    std::string_view to;
    bool translation = false;
};

/// Pairs of items whose claims are nearly the same: by shingles of the quotes' words within a language, by the acts and
/// exact counts across languages (at least two, and three of four in common).
[[nodiscard]] std::vector<Lineage> lineages_of(std::span<const Statement> statements);

/// The origin of each statement of `quantity`, in its order. A named body or person is its own. An outlet's own voice, an
/// outlet that is cited and an unnamed speaker share the origin of a better named one that gives the same number or a
/// more precise one; failing that, of the earliest that gives the same.
[[nodiscard]] std::vector<Origin> origins_of(std::span<const Statement> statements, const Quantity& quantity,
                                             std::span<const Lineage> lineages);

} // namespace khronika::events
