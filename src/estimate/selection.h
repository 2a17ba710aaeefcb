// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing among log-linear models, and averaging over them.
#pragma once

#include "estimate/loglinear.h"

#include <vector>

namespace khronika::estimate {

enum class Criterion { Aic, Bic };

struct WeightedFit {
    LogLinearFit fit;
    double weight = 0; ///< exp(-criterion/2), of a sum of 1
};

struct Selection {
    Criterion criterion = Criterion::Bic;
    bool exhaustive = true;        ///< every hierarchical model was fitted; else those that a search by steps came by
    std::vector<WeightedFit> best; ///< by falling weight; those that make up 0.9999 of it
    int fitted = 0;                ///< models with an estimate
    int without_maximum = 0;       ///< models whose likelihood has no maximum for the unseen: left out
    double averaged_total = 0;     ///< over all fitted, by weight
    Interval averaged;             ///< 95%: quantiles of the weighted mixture of the models' log-normals of the unseen
};

/// Fits all hierarchical models of up to five lists. Beyond, models of pairs only, found by adding or removing a pair as
/// long as the criterion falls; the average is then over the models on the way and their neighbours.
[[nodiscard]] Selection select_models(const Histories& histories, Criterion criterion);

/// Forward selection of Chan, Silverman and Vincent (2021): from independence, the pair is added whose overlap, Poisson
/// distributed under the model so far, is least likely (one-sided p below `threshold`), among those pairs with which an
/// estimate exists.
[[nodiscard]] LogLinearFit stepwise_pairs(const Histories& histories, double threshold);

} // namespace khronika::estimate
