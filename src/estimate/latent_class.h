// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/convergence.h"
#include "estimate/histories.h"
#include "estimate/loglinear.h"

#include <cstdint>
#include <vector>

namespace khronika::estimate {

struct LatentClassOptions {
    int classes = 10;          ///< K, 2 to 64: the most classes; unneeded ones stay empty
    double prior_shape = 0.25; ///< a and b of the Gamma prior of the concentration
    double prior_rate = 0.25;
    int chains = 8;           ///< 4 or more
    int burn_in = 20'000;     ///< iterations of each chain that are thrown away
    int iterations = 200'000; ///< of each chain that are kept, before it is asked whether more are needed
    int thinning = 20;        ///< every so many is recorded
    int most_rounds = 2;      ///< chains that disagree go on, doubling, so many times; half of what they drew is thrown away
    std::uint64_t seed = 1;
    unsigned threads = 0; ///< 0: as many as the machine has; the result does not depend on it
};

/// What one chain found.
struct ChainSummary {
    double start_unseen = 0; ///< where it began
    double median = 0;
    double classes = 0; ///< mean number of classes with anybody in them
};

struct LatentClass {
    bool sound = false; ///< chains agree (R-hat at most 1.01) and tell enough (bulk and tail size at least 50 a chain)
    double median = 0;  ///< pooled; no estimate where not sound
    double mean = 0;
    Interval interval;
    Convergence convergence;
    std::vector<ChainSummary> chains;
    std::vector<double> draws;   ///< of the total, pooled, chain after chain
    std::int64_t iterations = 0; ///< of each chain, burn-in and discarded ones included
};

/// Greatest R-hat and least effective draws a chain at which chains count as agreeing.
inline constexpr double most_r_hat = 1.01;
inline constexpr double least_ess_a_chain = 50;

/// Bayesian non-parametric latent class estimate (Manrique-Vallier 2016, Biometrics 72, 1246): people belong to classes, within
/// which lists are independent; stick-breaking prior of at most K classes, uniform capture probabilities, 1/N for the
/// total. Gibbs sampling from dispersed starts.
[[nodiscard]] LatentClass sample_latent_classes(const Histories& histories, const LatentClassOptions& options);

} // namespace khronika::estimate
