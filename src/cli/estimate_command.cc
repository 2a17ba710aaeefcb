// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/estimate_lists.h"
#include "cli/commands.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace khronika::cli {

namespace {

int run_estimate(const Global& global, app::EstimateRequest request, const std::string& criterion, std::uint64_t seed, unsigned threads)
{
    request.options.criterion = criterion == "aic" ? estimate::Criterion::Aic : estimate::Criterion::Bic;
    request.options.bootstrap.seed = seed;
    request.options.classes.seed = seed;
    request.options.bootstrap.threads = threads;
    request.options.classes.threads = threads;
    request.options.graphs.threads = threads;
    const app::EstimateReport report = app::estimate_lists(app::real_services().files, request);
    const bool json = global.format == "json" || global.format == "jsonl";
    write_all(stdout, json ? app::estimate_json(report).dump(global.format == "json" ? 2 : -1) + "\n" : app::estimate_text(report));
    return 0;
}

} // namespace

void add_estimate(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("estimate", "How many were never counted, from the overlap of lists");
    struct Given {
        app::EstimateRequest request;
        std::string criterion = "bic";
        std::uint64_t seed = 1;
        unsigned threads = 0;
        bool no_sensitivity = false;
    };
    auto given = std::make_shared<Given>();
    app::EstimateRequest& request = given->request;
    command->add_option("file", request.file, "CSV: a column of 0 and 1 a list, and the count of people with that row's memberships")
        ->required()
        ->type_name("FILE");
    command->add_option("--strata", request.strata, "Estimate apart for each value of this column, and in sum")->type_name("COL");
    command->add_option("--count", request.count, "The column of counts (default count; without it a row is a person)")->type_name("COL");
    command->add_option("--method", request.methods, "all, chao, log-linear, stepwise, decomposable, latent-class")->delimiter(',');
    command->add_option("--seed", given->seed, "Of the draws; the same seed gives the same bytes (default 1)");
    command->add_option("--threads", given->threads, "Default: as many as the machine has; the result does not depend on it");
    command->add_option("--criterion", given->criterion, "Chooses among log-linear models: bic or aic")
        ->check(CLI::IsMember({"bic", "aic"}));
    command->add_option("--model", request.options.model, "This log-linear model instead: [A B][C], or all-pairs");
    command->add_option("--bootstrap", request.options.bootstrap.replicates, "Replicates of the stepwise estimate (default 1000)")
        ->check(CLI::Range(0, 1'000'000));
    command->add_option("--threshold", request.options.bootstrap.threshold, "p below which a pair enters the stepwise model (default 0.02)")
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--prior-cell", request.options.graphs.prior_cell, "Decomposable graphs: prior count of a cell (default 1/2^lists)")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--most-unseen", request.options.graphs.most_unseen, "Decomposable graphs: greatest number of unseen people weighed")
        ->check(CLI::Range(1, 100'000'000));
    command->add_option("--classes", request.options.classes.classes, "Latent classes: at most so many (default 10)");
    command->add_option("--chains", request.options.classes.chains, "Latent classes: chains (default 8, at least 4)")
        ->check(CLI::Range(1, 64));
    command->add_option("--iterations", request.options.classes.iterations, "Latent classes: kept iterations of a chain (default 200000)")
        ->check(CLI::Range(1000, 100'000'000));
    command->add_option("--charts", request.charts, "Write the charts (SVG) into this folder")->type_name("DIR");
    command->add_flag("--no-sensitivity", given->no_sensitivity, "Do not estimate again with each list left out");
    command->callback([&global, &action, given] {
        action = [&global, given] {
            given->request.options.sensitivity = !given->no_sensitivity;
            return run_estimate(global, given->request, given->criterion, given->seed, given->threads);
        };
    });
}

} // namespace khronika::cli
