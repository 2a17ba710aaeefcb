// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/model_terms.h"

#include <vector>

namespace khronika::estimate {

/// Whether a log-linear model's likelihood has a maximum on a table.
struct Existence {
    /// All parameters have a finite maximum.
    bool finite = false;
    /// The number of those on no list has one, maybe with cells whose expectation is 0 (the extended maximum of Fienberg and
    /// Rinaldo 2012): the only thing that an estimate of the total needs.
    bool unseen_estimable = false;
    /// Empty cells whose expectation goes to 0 as the likelihood rises; they are no part of the extended model.
    std::vector<Pattern> vanishing;
};

/// The linear program of Fienberg and Rinaldo (2012), which Chan, Silverman and Vincent (2021) use for overlapping lists, in
/// its dual form: a direction in which all expectations of seen cells stay and those of empty cells only fall. Its
/// optimum is 0 where a maximum exists and at least 1 where none does, so no tolerance decides between them. Then the rank
/// of what stays tells whether the unseen cell is determined.
[[nodiscard]] Existence check_existence(const Histories& histories, const Interactions& interactions);

/// The test of Chan, Silverman and Vincent for one of their models, of pairs of lists: cells of a pair of the model that
/// nobody is on are taken out first, with that pair's parameter; true where the rest has a finite maximum and full rank.
[[nodiscard]] bool sparse_pairs_estimable(const Histories& histories, const std::vector<Pattern>& pairs);

} // namespace khronika::estimate
