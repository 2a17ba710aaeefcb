// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/watch_series.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace khronika::cli {

namespace {

int run_monitor(const Global& global, app::WatchRequest request, const std::string& as_of)
{
    if (!as_of.empty()) {
        request.mapping.as_of = Date::parse(as_of);
        if (!request.mapping.as_of) {
            throw UsageError("--as-of must be a day, YYYY-MM-DD, not " + as_of);
        }
    }
    const app::WatchReport report = app::watch_series(app::real_services().files, request);
    const bool json = global.format == "json" || global.format == "jsonl";
    write_all(stdout, json ? app::watch_json(report).dump(global.format == "json" ? 2 : -1) + "\n" : app::watch_text(report));
    return 0;
}

} // namespace

void add_series(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* series = program.add_subcommand("series", "Counts over time: is this an uptick?");
    series->require_subcommand(1);
    CLI::App* monitor = series->add_subcommand("monitor", "Judge the series of a table: upticks, changes of level, the largest since");
    struct Given {
        app::WatchRequest request;
        std::string as_of;
    };
    auto given = std::make_shared<Given>();
    estimate::SeriesMapping& mapping = given->request.mapping;
    estimate::MonitorOptions& options = given->request.options;
    monitor->add_option("file", given->request.file, "CSV with a row a period")->required()->type_name("FILE");
    monitor->add_option("--date", mapping.date, "The column of dates (default date): 2024-01-31, 2024-01 or 2024-W05")->type_name("COL");
    monitor->add_option("--value", mapping.value, "The column of counts (default count)")->type_name("COL");
    monitor->add_option("--by-column", mapping.by, "A series for each value of this column")->type_name("COL");
    monitor->add_option("--version-column", mapping.version, "When each figure was published: the latest counts, earlier ones are shown")
        ->type_name("COL");
    monitor->add_option("--period", mapping.period, "day, week (default) or month")->check(CLI::IsMember({"day", "week", "month"}));
    monitor->add_option("--as-of", given->as_of, "A period that ends after this day is partial, and left out")->type_name("DAY");
    monitor->add_option("--alpha", options.farrington.alpha, "One-sided level of an uptick (default 0.01)")->check(CLI::Range(1e-9, 0.5));
    monitor->add_option("--years", options.farrington.years, "Past years to compare with (default 5)")->check(CLI::Range(1, 50));
    monitor->add_option("--last", options.last, "Judge so many periods at the end (default: all that can be)");
    monitor->add_option("--ratio", options.cusum.ratio, "Rise that the sum is to find, in times (default 2)")
        ->check(CLI::Range(1.01, 100.0));
    monitor->add_option("--run-length", options.cusum.run_length, "Periods between false alarms of the sum (default 520)")
        ->check(CLI::Range(2.0, 100000.0));
    monitor->add_option("--discovery-rate", options.discovery_rate, "False discoveries among many series (default 0.05)")
        ->check(CLI::Range(0.0, 1.0));
    monitor->callback(
        [&global, &action, given] { action = [&global, given] { return run_monitor(global, given->request, given->as_of); }; });
}

} // namespace khronika::cli
