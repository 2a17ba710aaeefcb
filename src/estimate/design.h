// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix of a log-linear model, for the files of this room that compute with it.
#pragma once

#include "estimate/histories.h"

#include <Eigen/Dense>

#include <vector>

namespace khronika::estimate {

struct Design {
    std::vector<Pattern> cells; ///< one a row
    std::vector<Pattern> terms; ///< one a column; the first is 0, the intercept
    Eigen::MatrixXd matrix;     ///< 1 where the term's lists are all in the cell
    Eigen::VectorXd counts;
};

/// Rows are all patterns but those of nobody on a list and those of `removed`; columns the intercept, each list, and
/// `interactions`.
[[nodiscard]] Design make_design(const Histories& histories, const std::vector<Pattern>& interactions, const std::vector<Pattern>& removed);

/// The cells that hold both lists of one of `pairs`.
[[nodiscard]] std::vector<Pattern> cells_of(int lists, const std::vector<Pattern>& pairs);

/// Pairs of `pairs` of which nobody is on both lists, and the others.
struct SplitPairs {
    std::vector<Pattern> empty;
    std::vector<Pattern> held;
};
[[nodiscard]] SplitPairs split_pairs(const Histories& histories, const std::vector<Pattern>& pairs);

} // namespace khronika::estimate
