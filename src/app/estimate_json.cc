// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/estimate_lists.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace khronika::app {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json interval_json(const std::optional<estimate::Interval>& interval)
{
    return interval ? Json{{"low", number(interval->low)}, {"high", number(interval->high)}} : Json(nullptr);
}

Json estimate_of(const estimate::Estimate& one)
{
    return {{"method", one.method},
            {"verdict", to_string(one.verdict)},
            {"total", one.total ? number(*one.total) : Json(nullptr)},
            {"interval", interval_json(one.interval)},
            {"interval_kind", one.interval_kind},
            {"detail", one.detail},
            {"assumption", one.assumption},
            {"reason", one.reason}};
}

Json estimates_of(const std::vector<estimate::Estimate>& estimates)
{
    Json all = Json::array();
    for (const estimate::Estimate& one : estimates) {
        all.push_back(estimate_of(one));
    }
    return all;
}

Json cells_of(const estimate::Histories& histories)
{
    Json cells = Json::array();
    for (const estimate::Cell& cell : histories.cells) {
        Json lists = Json::array();
        for (std::size_t j = 0; j < histories.lists.size(); ++j) {
            if ((cell.pattern >> j & 1) != 0) {
                lists.push_back(histories.lists[j]);
            }
        }
        cells.push_back({{"lists", lists}, {"count", cell.count}});
    }
    return cells;
}

Json models_of(const estimate::Selection& selection, const std::vector<std::string>& lists)
{
    Json best = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(selection.best.size(), 20); ++i) {
        const estimate::WeightedFit& one = selection.best[i];
        best.push_back({{"model", estimate::model_name(one.fit.interactions, lists)},
                        {"weight", one.weight},
                        {"total", number(one.fit.total)},
                        {"deviance", one.fit.deviance},
                        {"degrees_of_freedom", one.fit.degrees},
                        {"aic", one.fit.aic},
                        {"bic", one.fit.bic}});
    }
    return {{"fitted", selection.fitted},
            {"without_maximum", selection.without_maximum},
            {"all_hierarchical", selection.exhaustive},
            {"best", best},
            {"best_listed_of", selection.best.size()}};
}

Json latent_of(const estimate::LatentClass& found)
{
    Json chains = Json::array();
    for (const estimate::ChainSummary& chain : found.chains) {
        chains.push_back({{"start_unseen", chain.start_unseen}, {"median", chain.median}, {"classes", chain.classes}});
    }
    return {{"sound", found.sound},
            {"r_hat", number(found.convergence.r_hat)},
            {"bulk_ess", found.convergence.bulk_ess},
            {"tail_ess", found.convergence.tail_ess},
            {"iterations_a_chain", found.iterations},
            {"chains", chains}};
}

Json graphs_of(const estimate::Decomposable& found)
{
    Json best = Json::array();
    for (const estimate::WeightedGraph& graph : found.best) {
        best.push_back({{"graph", graph.name}, {"probability", graph.probability}});
    }
    return {{"prior_cell", found.prior_cell},
            {"most_unseen", found.most_unseen},
            {"mean", found.mean},
            {"median", found.median},
            {"edge", found.edge},
            {"graphs", found.graphs},
            {"best", best}};
}

Json stratum_json(const estimate::StratumStudy& study)
{
    const estimate::Histories& histories = study.stratum.histories;
    Json out{{"stratum", study.stratum.name},
             {"lists", histories.lists},
             {"observed", histories.observed()},
             {"cells", cells_of(histories)},
             {"notes", study.stratum.notes},
             {"refusal", study.refusal},
             {"estimates", estimates_of(study.estimates)}};
    if (study.selection) {
        out["log_linear"] = models_of(*study.selection, histories.lists);
    }
    if (study.bootstrap) {
        out["bootstrap"] = {{"replicates", study.bootstrap->replicates},
                            {"unbounded", study.bootstrap->unbounded},
                            {"bias_correction", study.bootstrap->bias_correction},
                            {"acceleration", study.bootstrap->acceleration}};
    }
    if (study.decomposable) {
        out["decomposable"] = graphs_of(*study.decomposable);
    }
    if (study.latent_class) {
        out["latent_class"] = latent_of(*study.latent_class);
    }
    out["without_list"] = Json::array();
    for (const estimate::LeftOut& left : study.left_out) {
        out["without_list"].push_back({{"list", left.list}, {"estimates", estimates_of(left.estimates)}});
    }
    return out;
}

Json options_json(const EstimateRequest& request)
{
    const estimate::StudyOptions& options = request.options;
    return {{"strata", request.strata},
            {"count", request.count},
            {"criterion", options.criterion == estimate::Criterion::Bic ? "bic" : "aic"},
            {"model", options.model},
            {"stepwise_threshold", options.bootstrap.threshold},
            {"bootstrap", options.bootstrap.replicates},
            {"prior_cell", options.graphs.prior_cell},
            {"most_unseen", options.graphs.most_unseen},
            {"classes", options.classes.classes},
            {"prior_shape", options.classes.prior_shape},
            {"prior_rate", options.classes.prior_rate},
            {"chains", options.classes.chains},
            {"burn_in", options.classes.burn_in},
            {"iterations", options.classes.iterations},
            {"thinning", options.classes.thinning},
            {"most_rounds", options.classes.most_rounds}};
}

} // namespace

Json estimate_json(const EstimateReport& report)
{
    Json strata = Json::array();
    for (const estimate::StratumStudy& study : report.study.strata) {
        strata.push_back(stratum_json(study));
    }
    Json totals = Json::array();
    for (const estimate::StrataTotal& total : report.study.totals) {
        totals.push_back({{"method", total.method},
                          {"total", total.total ? number(*total.total) : Json(nullptr)},
                          {"interval", interval_json(total.interval)},
                          {"reason", total.reason}});
    }
    return {{"khronika", KHRONIKA_VERSION},
            {"input", {{"file", report.request.file}, {"sha256", report.input_sha256}}},
            {"seed", report.request.options.classes.seed},
            {"options", options_json(report.request)},
            {"strata", strata},
            {"totals", totals},
            {"charts", report.charts}};
}

} // namespace khronika::app
