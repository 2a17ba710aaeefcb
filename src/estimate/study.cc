// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/study.h"

#include "estimate/methods.h"
#include "estimate/random.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace khronika::estimate {

const char* to_string(Verdict verdict)
{
    switch (verdict) {
    case Verdict::sound:
        return "sound";
    case Verdict::not_converged:
        return "not converged";
    case Verdict::refused:
        return "refused";
    }
    return "refused";
}

namespace {

constexpr std::size_t total_draws = 40'000;

void leave_out(StratumStudy& study, const StudyOptions& options)
{
    const Histories& all = study.stratum.histories;
    if (all.list_count() < 3) {
        return;
    }
    StudyOptions brief = options;
    brief.model.clear();
    brief.bootstrap.replicates = 0;
    brief.classes.iterations = std::max(1, options.classes.iterations / 2);
    brief.classes.burn_in = std::max(1, options.classes.burn_in / 2);
    brief.classes.most_rounds = options.classes.most_rounds;
    for (int j = 0; j < all.list_count(); ++j) {
        LeftOut left{all.lists[static_cast<std::size_t>(j)], {}};
        StratumStudy without{{study.stratum.name, without_list(all, j), {}}, {}, {}, {}, {}, {}, {}, {}};
        try {
            check_estimable(without.stratum.histories, "without list " + left.list);
            run_methods(without, brief);
            left.estimates = std::move(without.estimates);
        } catch (const Error& error) {
            left.estimates.push_back({"all", Verdict::refused, {}, {}, {}, {}, {}, error.what()});
        }
        study.left_out.push_back(std::move(left));
    }
}

/// `total_draws` draws of the unseen and seen of a stratum by one method; empty where it has no sound estimate.
std::vector<double> draws_of(const StratumStudy& study, const std::string& method, Random random)
{
    const auto found = std::ranges::find(study.estimates, method, &Estimate::method);
    if (found == study.estimates.end() || found->verdict != Verdict::sound) {
        return {};
    }
    const auto observed = static_cast<double>(study.stratum.histories.observed());
    std::vector<double> draws(total_draws);
    if (method == "latent-class") {
        const std::vector<double>& pooled = study.latent_class->draws;
        for (double& draw : draws) {
            draw = pooled[static_cast<std::size_t>(random.uniform() * static_cast<double>(pooled.size()))];
        }
    } else if (method == "decomposable") {
        std::vector<double> below = study.decomposable->posterior;
        for (std::size_t i = 1; i < below.size(); ++i) {
            below[i] += below[i - 1];
        }
        for (double& draw : draws) {
            const auto at = std::ranges::upper_bound(below, random.uniform() * below.back());
            draw = observed + 1 + static_cast<double>(at - below.begin());
        }
    } else {
        for (double& draw : draws) {
            double left = random.uniform();
            const WeightedFit* chosen = &study.selection->best.back();
            for (const WeightedFit& one : study.selection->best) {
                left -= one.weight;
                if (left < 0) {
                    chosen = &one;
                    break;
                }
            }
            draw = observed + chosen->fit.unseen * std::exp(random.normal() * chosen->fit.log_error);
        }
    }
    return draws;
}

StrataTotal add_strata(const std::vector<StratumStudy>& strata, const std::string& method, std::uint64_t seed)
{
    StrataTotal total{method, {}, {}, {}};
    std::vector<double> sums(total_draws, 0.0);
    for (std::size_t s = 0; s < strata.size(); ++s) {
        const std::vector<double> draws = draws_of(strata[s], method, Random(seed, 1'000'000 + s));
        if (draws.empty()) {
            total.reason = "stratum " + strata[s].stratum.name + " has no sound estimate by this method";
            return total;
        }
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i] += draws[i];
        }
    }
    std::ranges::sort(sums);
    total.total = sums[total_draws / 2];
    total.interval = Interval{sums[total_draws / 40], sums[total_draws - 1 - total_draws / 40]};
    return total;
}

} // namespace

Study estimate_all(const std::vector<Stratum>& strata, const std::string& source, const StudyOptions& options)
{
    Study study;
    for (const Stratum& stratum : strata) {
        StratumStudy one{stratum, {}, {}, {}, {}, {}, {}, {}};
        try {
            check_estimable(stratum.histories, stratum.name.empty() ? source : source + ", stratum " + stratum.name);
        } catch (const Error& error) {
            if (strata.size() == 1) {
                throw;
            }
            one.refusal = error.what();
            study.strata.push_back(std::move(one));
            continue;
        }
        run_methods(one, options);
        if (options.sensitivity) {
            leave_out(one, options);
        }
        study.strata.push_back(std::move(one));
    }
    if (strata.size() > 1) {
        const std::pair<bool, const char*> methods[] = {{options.log_linear && options.model.empty(), "log-linear-average"},
                                                        {options.decomposable, "decomposable"},
                                                        {options.latent_class, "latent-class"}};
        for (const auto& [wanted, method] : methods) {
            if (wanted) {
                study.totals.push_back(add_strata(study.strata, method, options.classes.seed));
            }
        }
    }
    return study;
}

} // namespace khronika::estimate
