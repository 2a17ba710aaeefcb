// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/cells.h"

#include <optional>

namespace khronika::events {

/// A cell in the making.
struct CellDraft {
    std::size_t draft = 0;            ///< by index
    std::vector<std::size_t> figures; ///< of that draft, by index
    std::string place;                ///< key
    std::string place_label;
    std::optional<DateRange> period; ///< hull of its figures' periods
    std::string group;
    Unit unit = Unit::person;
    Rate per = Rate::none;
    std::int64_t least = 0; ///< the highest number that one of its figures implies
};

/// The cells of each draft, in order.
[[nodiscard]] std::vector<CellDraft> cell_drafts(std::span<Draft* const> drafts);

/// What the words of the texts tell of the parts among figures of one place, unit, rate and group.
[[nodiscard]] std::vector<NamedPart> named_parts(const Draft& draft, std::span<const Statement> statements);

/// True where every act of `inner` is one of `outer`.
[[nodiscard]] bool cell_within(const CellDraft& inner, const CellDraft& outer, const Places& places, const Wording& wording);

/// True where no act can be of both: other places of which neither holds the other, other days, or groups that share
/// nobody.
[[nodiscard]] bool cells_disjoint(const CellDraft& a, const CellDraft& b, const Places& places, const Wording& wording);

} // namespace khronika::events
