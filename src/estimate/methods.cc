// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/methods.h"

#include "base/error.h"

#include <fmt/format.h>

#include <cmath>

namespace khronika::estimate {

namespace {

Estimate refused(std::string method, std::string reason)
{
    Estimate estimate;
    estimate.method = std::move(method);
    estimate.verdict = Verdict::refused;
    estimate.reason = std::move(reason);
    return estimate;
}

/// What makes a model without a maximum one, in the table's own words.
std::string no_maximum(const Histories& histories, const Interactions& interactions)
{
    const Existence existence = check_existence(histories, interactions);
    std::string cells;
    for (const Pattern cell : existence.vanishing) {
        cells += (cells.empty() ? "" : "; ") + set_name(cell, histories.lists, " and ");
    }
    if (cells.empty()) {
        return fmt::format("the likelihood of {} does not determine the number of those on no list: the table has fewer cells than that "
                           "needs. Take a model with fewer interactions",
                           model_name(interactions, histories.lists));
    }
    return fmt::format(
        "the likelihood of {} has no maximum: nobody is on exactly {}, and it keeps rising as that expectation falls to 0 and "
        "the number of those on no list grows or falls without end. A program that prints a number here has only stopped "
        "on the way. Take a model with fewer interactions",
        model_name(interactions, histories.lists), cells);
}

void run_chao(StratumStudy& study)
{
    const std::optional<Chao> chao = chao_lower_bound(study.stratum.histories);
    if (!chao) {
        study.estimates.push_back(refused("chao", "nobody is on exactly two lists, by which Chao's bound divides"));
        return;
    }
    Estimate estimate;
    estimate.method = "chao";
    estimate.total = chao->total;
    estimate.interval = Interval{chao->low, chao->high};
    estimate.interval_kind = "log-normal";
    estimate.detail = fmt::format("n + f1^2/(2 f2), {} on one list, {} on two", chao->once, chao->twice);
    estimate.assumption =
        "A lower bound where lists catch people independently of each other; where they avoid each other's people, it can "
        "stand above the truth.";
    study.estimates.push_back(std::move(estimate));
}

constexpr const char* log_linear_assumption =
    "Records of one person are matched without error, nobody comes or goes in the time covered, and all lists do not depend on each "
    "other at once in a way that the pairs and triples do not show: no table can test the last.";

void push_log_linear(StratumStudy& study, const LogLinearFit& fit, const std::string& detail)
{
    const Histories& histories = study.stratum.histories;
    Estimate estimate;
    estimate.method = "log-linear";
    estimate.total = fit.total;
    estimate.interval = profile_interval(histories, fit, 0.95);
    estimate.interval_kind = "profile likelihood";
    estimate.detail = fmt::format("{}{}, deviance {:.3f} on {} degrees of freedom", detail, model_name(fit.interactions, histories.lists),
                                  fit.deviance, fit.degrees);
    estimate.assumption = log_linear_assumption;
    study.estimates.push_back(std::move(estimate));
}

void run_given_model(StratumStudy& study, const std::string& model)
{
    const Histories& histories = study.stratum.histories;
    const Interactions interactions = model == "all-pairs" ? closed(pairs_of(histories.list_count())) : parse_model(model, histories.lists);
    const bool saturated = interactions.size() + histories.lists.size() + 1 == (std::size_t{1} << histories.lists.size());
    if (saturated) {
        study.estimates.push_back(refused("log-linear", "with two lists, their interaction leaves nothing that tells of those on no list"));
        return;
    }
    const std::optional<LogLinearFit> fit = fit_log_linear(histories, interactions);
    if (!fit) {
        study.estimates.push_back(refused("log-linear", no_maximum(histories, interactions)));
        return;
    }
    push_log_linear(study, *fit, "given: ");
}

void run_log_linear(StratumStudy& study, const StudyOptions& options)
{
    if (!options.model.empty()) {
        run_given_model(study, options.model);
        return;
    }
    try {
        study.selection = select_models(study.stratum.histories, options.criterion);
    } catch (const Error& error) {
        study.estimates.push_back(refused("log-linear", error.what()));
        return;
    }
    const Selection& selection = *study.selection;
    const char* criterion = options.criterion == Criterion::Bic ? "BIC" : "AIC";
    push_log_linear(study, selection.best.front().fit, fmt::format("best by {}: ", criterion));
    Estimate average;
    average.method = "log-linear-average";
    average.total = selection.averaged_total;
    average.interval = selection.averaged;
    average.interval_kind = "mixture of the models' log-normals";
    average.detail =
        fmt::format("weighted by {} over {} models{}; {} without a maximum left out", criterion, selection.fitted,
                    selection.exhaustive ? ", all hierarchical ones" : " of pairs that a search by steps met", selection.without_maximum);
    average.assumption = log_linear_assumption;
    study.estimates.push_back(std::move(average));
}

void run_stepwise(StratumStudy& study, const StudyOptions& options)
{
    const Histories& histories = study.stratum.histories;
    if (!sparse_pairs_estimable(histories, {})) {
        study.estimates.push_back(refused("stepwise", no_maximum(histories, {})));
        return;
    }
    const LogLinearFit fit = stepwise_pairs(histories, options.bootstrap.threshold);
    Estimate estimate;
    estimate.method = "stepwise";
    estimate.total = fit.total;
    estimate.interval = wald_interval(histories, fit, 0.95);
    estimate.interval_kind = "log-normal, the model taken as given";
    estimate.detail = fmt::format("{} by p < {}", model_name(fit.interactions, histories.lists), options.bootstrap.threshold);
    if (options.bootstrap.replicates > 0) {
        study.bootstrap = bootstrap_stepwise(histories, options.bootstrap);
        estimate.interval = study.bootstrap->interval;
        estimate.interval_kind = fmt::format("BCa bootstrap of {}", study.bootstrap->replicates);
        if (study.bootstrap->unbounded > 0) {
            estimate.detail += fmt::format("; {} replicates without a bound count as above all others", study.bootstrap->unbounded);
        }
    }
    estimate.assumption = "As the log-linear models, with pairs of lists only (Chan, Silverman and Vincent 2021).";
    study.estimates.push_back(std::move(estimate));
}

void run_decomposable(StratumStudy& study, const StudyOptions& options)
{
    try {
        study.decomposable = average_decomposable(study.stratum.histories, options.graphs);
    } catch (const Error& error) {
        study.estimates.push_back(refused("decomposable", error.what()));
        return;
    }
    const Decomposable& found = *study.decomposable;
    Estimate estimate;
    estimate.method = "decomposable";
    estimate.total = found.median;
    estimate.interval = found.interval;
    estimate.interval_kind = "posterior quantiles, the estimate their median";
    estimate.detail =
        fmt::format("mean {:.3f}; prior count {:g} a cell, 1 to {} unseen over {} graphs; best {} with p = {:.5f}", found.mean,
                    found.prior_cell, found.most_unseen, found.graphs, found.best.empty() ? "none" : found.best.front().name,
                    found.best.empty() ? 0.0 : found.best.front().probability);
    if (found.edge > 1e-3) {
        estimate.detail +=
            fmt::format("; the posterior still has {:.1e} of its height at the greatest number weighed: the mean and the upper "
                        "end depend on --most-unseen",
                        found.edge);
    }
    estimate.assumption = "Dependence of lists is that of some decomposable graph; the prior count matters where overlaps are few.";
    study.estimates.push_back(std::move(estimate));
}

void run_latent_class(StratumStudy& study, const StudyOptions& options)
{
    const Histories& histories = study.stratum.histories;
    if (histories.list_count() < 3) {
        study.estimates.push_back(
            refused("latent-class", "with two lists, classes that differ cannot be told from lists that depend on each other"));
        return;
    }
    study.latent_class = sample_latent_classes(histories, options.classes);
    const LatentClass& found = *study.latent_class;
    Estimate estimate;
    estimate.method = "latent-class";
    estimate.detail =
        fmt::format("{} chains of {}, at most {} classes; R-hat {:.3f}, effective draws {:.0f} in the middle and {:.0f} in the tails",
                    found.chains.size(), found.iterations, options.classes.classes, found.convergence.r_hat, found.convergence.bulk_ess,
                    found.convergence.tail_ess);
    estimate.assumption =
        "Within hidden classes of people the lists are independent, and people of every class are on some list: a group that "
        "all lists miss is not in the estimate.";
    if (found.sound) {
        estimate.total = found.median;
        estimate.interval = found.interval;
        estimate.interval_kind = "posterior quantiles, the estimate their median";
    } else {
        double low = found.chains.front().median;
        double high = low;
        for (const ChainSummary& chain : found.chains) {
            low = std::min(low, chain.median);
            high = std::max(high, chain.median);
        }
        estimate.verdict = Verdict::not_converged;
        estimate.reason = fmt::format("the chains do not agree: their medians run from {:.0f} to {:.0f} (R-hat {:.3f}, {:.0f} and {:.0f} "
                                      "effective draws). No number of them is an estimate",
                                      low, high, found.convergence.r_hat, found.convergence.bulk_ess, found.convergence.tail_ess);
    }
    study.estimates.push_back(std::move(estimate));
}

} // namespace

void run_methods(StratumStudy& study, const StudyOptions& options)
{
    if (options.chao) {
        run_chao(study);
    }
    if (options.log_linear) {
        run_log_linear(study, options);
    }
    if (options.stepwise) {
        run_stepwise(study, options);
    }
    if (options.decomposable) {
        run_decomposable(study, options);
    }
    if (options.latent_class) {
        run_latent_class(study, options);
    }
}

} // namespace khronika::estimate
