// SPDX-License-Identifier: GPL-3.0-or-later
// Cells as commands print them: what is claimed of all acts of one kind in one place, period and group, and what of it can
// be defended by one origin and by two.
#pragma once

#include "app/join_claims.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::app {

/// Which cells to show: all where nothing is asked for.
struct CellFilter {
    std::string event; ///< id
    std::string act;   ///< code
    std::string place; ///< any part of the cell's place, in any case
    std::optional<Date> from;
    std::optional<Date> to; ///< cells whose period meets these days; one without a period meets none
    bool conflicts = false; ///< those with conflicts alone
};

struct ShownCell {
    const Event* event = nullptr;
    const Cell* cell = nullptr;
    std::vector<const Figure*> figures; ///< that count all or some of it

    /// The defensible maximum; absent where nothing is drawn from above.
    [[nodiscard]] std::optional<std::int64_t> at_most() const { return cell->defensible.max; }
    /// All in words: of its figures, pair by pair, and of the cell, set by set.
    [[nodiscard]] std::vector<std::string> conflicts() const;
};

/// In the order of the join, whose result must outlive this.
[[nodiscard]] std::vector<ShownCell> cells_of(const JoinedClaims& result, const CellFilter& filter);

/// `json` a list, `jsonl` a cell a line, `csv` a cell a row, anything else a listing to read.
[[nodiscard]] std::string show_cells(const std::vector<ShownCell>& cells, std::string_view format);

} // namespace khronika::app
