// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/latent_class.h"

#include "base/error.h"
#include "estimate/gibbs.h"
#include "estimate/parallel.h"

#include <algorithm>
#include <cmath>

namespace khronika::estimate {

namespace {

/// A chain and what it recorded.
struct Run {
    GibbsChain chain;
    double start_unseen = 0;
    std::vector<double> totals;
    std::vector<int> occupied;
};

double quantile(std::vector<double>& values, double probability)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(probability * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, at);
    return *at;
}

std::vector<Run> begin_runs(const Histories& histories, const LatentClassOptions& options)
{
    if (options.chains < 4) {
        fail("the latent class estimate needs at least 4 chains, to see whether they agree; {} were asked for", options.chains);
    }
    if (options.classes < 2 || options.classes > static_cast<int>(most_classes)) {
        fail("the latent class estimate takes 2 to {} classes; {} were asked for", most_classes, options.classes);
    }
    std::vector<Run> runs;
    const auto observed = static_cast<double>(histories.observed());
    for (int c = 0; c < options.chains; ++c) {
        // From a tenth of the seen to ten times as many, evenly in the logarithm.
        const double unseen = observed * std::pow(10.0, 2.0 * c / (options.chains - 1) - 1);
        runs.push_back({GibbsChain(histories, static_cast<std::size_t>(options.classes), options.prior_shape, options.prior_rate, unseen,
                                   Random(options.seed, static_cast<std::uint64_t>(c))),
                        unseen,
                        {},
                        {}});
    }
    return runs;
}

void advance(Run& run, std::int64_t iterations, int thinning, double observed)
{
    for (std::int64_t i = 1; i <= iterations; ++i) {
        run.chain.iterate();
        if (i % thinning == 0) {
            run.totals.push_back(observed + static_cast<double>(run.chain.unseen()));
            run.occupied.push_back(run.chain.occupied());
        }
    }
}

bool agree(const Convergence& convergence, int chains)
{
    const double least = least_ess_a_chain * chains;
    return convergence.r_hat <= most_r_hat && convergence.bulk_ess >= least && convergence.tail_ess >= least;
}

Convergence converge(const std::vector<Run>& runs)
{
    std::vector<std::vector<double>> chains;
    for (const Run& run : runs) {
        chains.push_back(run.totals);
    }
    return check_convergence(chains);
}

/// The first half is thrown away: what follows it forgets more of the start.
void forget_half(std::vector<Run>& runs)
{
    for (Run& run : runs) {
        run.totals.erase(run.totals.begin(), run.totals.begin() + static_cast<std::ptrdiff_t>(run.totals.size() / 2));
        run.occupied.erase(run.occupied.begin(), run.occupied.begin() + static_cast<std::ptrdiff_t>(run.occupied.size() / 2));
    }
}

void summarise(LatentClass& result, const std::vector<Run>& runs)
{
    for (const Run& run : runs) {
        std::vector<double> totals = run.totals;
        double classes = 0;
        for (const int occupied : run.occupied) {
            classes += static_cast<double>(occupied) / static_cast<double>(run.occupied.size());
        }
        result.chains.push_back({run.start_unseen, quantile(totals, 0.5), classes});
        result.draws.insert(result.draws.end(), run.totals.begin(), run.totals.end());
    }
    std::vector<double> pooled = result.draws;
    for (const double total : pooled) {
        result.mean += total / static_cast<double>(pooled.size());
    }
    result.median = quantile(pooled, 0.5);
    result.interval = {quantile(pooled, 0.025), quantile(pooled, 0.975)};
}

} // namespace

LatentClass sample_latent_classes(const Histories& histories, const LatentClassOptions& options)
{
    std::vector<Run> runs = begin_runs(histories, options);
    LatentClass result;
    const auto observed = static_cast<double>(histories.observed());
    std::int64_t more = options.iterations;
    for (int round = 1; round <= std::max(1, options.most_rounds); ++round) {
        parallel_for(runs.size(), options.threads, [&](std::size_t c) {
            if (round == 1) {
                advance(runs[c], options.burn_in, options.burn_in + 1, observed);
            }
            advance(runs[c], more, options.thinning, observed);
        });
        result.iterations += more + (round == 1 ? options.burn_in : 0);
        result.convergence = converge(runs);
        result.sound = agree(result.convergence, options.chains);
        if (result.sound || round == options.most_rounds) {
            break;
        }
        forget_half(runs);
        more = result.iterations - options.burn_in;
    }
    summarise(result, runs);
    return result;
}

} // namespace khronika::estimate
