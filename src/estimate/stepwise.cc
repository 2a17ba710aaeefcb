// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/selection.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>

namespace khronika::estimate {

namespace {

/// The smaller of P(X <= seen) and P(X >= seen) for a Poisson X; of the regularised incomplete gamma function.
double poisson_tail(double seen, double mean)
{
    if (mean <= 0) {
        return seen > 0 ? 0.0 : 1.0;
    }
    const double at_most = boost::math::gamma_q(seen + 1, mean);
    const double at_least = seen > 0 ? boost::math::gamma_p(seen, mean) : 1.0;
    return std::min(at_most, at_least);
}

struct Candidate {
    Pattern pair = 0;
    double p = 1;
};

std::vector<Candidate> candidates(const Histories& histories, const LogLinearFit& fit, const std::vector<Pattern>& chosen)
{
    std::vector<Candidate> found;
    for (const Pattern pair : pairs_of(histories.list_count())) {
        if (std::ranges::find(chosen, pair) != chosen.end()) {
            continue;
        }
        double expected = 0;
        for (Pattern cell = 1; cell < fit.fitted.size(); ++cell) {
            expected += (cell & pair) == pair ? fit.fitted[cell] : 0.0;
        }
        found.push_back({pair, poisson_tail(static_cast<double>(histories.on_all(pair)), expected)});
    }
    std::ranges::stable_sort(found, {}, &Candidate::p);
    return found;
}

} // namespace

LogLinearFit stepwise_pairs(const Histories& histories, double threshold)
{
    std::vector<Pattern> chosen;
    LogLinearFit fit = fit_sparse_pairs(histories, chosen);
    while (true) {
        // Existence is asked of the least likely first, so that most linear programs need not be solved.
        bool added = false;
        for (const Candidate& candidate : candidates(histories, fit, chosen)) {
            if (candidate.p >= threshold) {
                return fit;
            }
            chosen.push_back(candidate.pair);
            if (sparse_pairs_estimable(histories, chosen)) {
                added = true;
                break;
            }
            chosen.pop_back();
        }
        if (!added) {
            return fit;
        }
        fit = fit_sparse_pairs(histories, chosen);
    }
}

} // namespace khronika::estimate
