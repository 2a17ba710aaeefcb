// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/design.h"

#include <algorithm>

namespace khronika::estimate {

Design make_design(const Histories& histories, const std::vector<Pattern>& interactions, const std::vector<Pattern>& removed)
{
    Design design;
    const int lists = histories.list_count();
    const std::vector<double> table = histories.table();
    std::vector<char> out(table.size(), 0);
    for (const Pattern cell : removed) {
        out[cell] = 1;
    }
    for (Pattern cell = 1; cell < table.size(); ++cell) {
        if (out[cell] == 0) {
            design.cells.push_back(cell);
        }
    }
    design.terms.push_back(0);
    for (int j = 0; j < lists; ++j) {
        design.terms.push_back(Pattern{1} << j);
    }
    design.terms.insert(design.terms.end(), interactions.begin(), interactions.end());
    const auto rows = static_cast<Eigen::Index>(design.cells.size());
    const auto columns = static_cast<Eigen::Index>(design.terms.size());
    design.matrix.resize(rows, columns);
    design.counts.resize(rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const Pattern cell = design.cells[static_cast<std::size_t>(i)];
        design.counts[i] = table[cell];
        for (Eigen::Index j = 0; j < columns; ++j) {
            const Pattern term = design.terms[static_cast<std::size_t>(j)];
            design.matrix(i, j) = (cell & term) == term ? 1.0 : 0.0;
        }
    }
    return design;
}

std::vector<Pattern> cells_of(int lists, const std::vector<Pattern>& pairs)
{
    std::vector<Pattern> cells;
    for (Pattern cell = 1; cell < (Pattern{1} << lists); ++cell) {
        if (std::ranges::any_of(pairs, [cell](Pattern pair) { return (cell & pair) == pair; })) {
            cells.push_back(cell);
        }
    }
    return cells;
}

SplitPairs split_pairs(const Histories& histories, const std::vector<Pattern>& pairs)
{
    SplitPairs split;
    for (const Pattern pair : pairs) {
        (histories.on_all(pair) == 0 ? split.empty : split.held).push_back(pair);
    }
    return split;
}

} // namespace khronika::estimate
