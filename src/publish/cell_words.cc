// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/cell_words.h"

#include "publish/words.h"

namespace khronika::publish {

bool tells_more(const Cell& cell)
{
    // What one figure says, and that it counts all.
    constexpr std::size_t plain_steps = 2;
    return cell.figures.size() > 1 || !cell.conflicts.empty() || cell.why_at_least.size() > plain_steps ||
           cell.why_at_most.size() > plain_steps;
}

std::string cell_words(const Cell& cell)
{
    std::string words = "in all, " + (cell.place.empty() ? std::string("no place named") : cell.place);
    words += ", " + period_words(cell.period) + (cell.group.empty() ? "" : ", " + cell.group) + ": ";
    words += cell.defensible.min || cell.defensible.max ? count_words(cell.defensible, cell.unit, cell.per) : "no number";
    if (cell.corroborated.min) {
        words += "; at least " + grouped(*cell.corroborated.min) + " by two independent origins";
    }
    return words;
}

} // namespace khronika::publish
