// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.h"

#include "app/archive.h"
#include "base/error.h"
#include "base/last_resort.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <array>
#include <cstdio>
#include <exception>
#include <new>

namespace khronika::cli {

namespace {

constexpr int wrong_use = 2;
constexpr int broke = 3;

constexpr std::array commands{
    // one line a command, in the order of the help
    &add_init,       //
    &add_collect,    //
    &add_items,      //
    &add_text,       //
    &add_claims,     //
    &add_events,     //
    &add_figures,    //
    &add_lineage,    //
    &add_review,     //
    &add_estimate,   //
    &add_series,     //
    &add_report,     //
    &add_export,     //
    &add_key,        //
    &add_checkpoint, //
    &add_prove,      //
    &add_custody,    //
    &add_verify,     //
    &add_rebuild,    //
    &add_backup,     //
    &add_restore,    //
};

} // namespace

int run(int argc, char** argv)
{
    tell_when_memory_ends();
    CLI::App app{"Khronika: from scattered reports of mass violations to numbers that can be defended.", "khronika"};
    app.set_version_flag("--version", "khronika " KHRONIKA_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    Global global;
    app.add_option("--archive", global.archive, "The archive's folder (default ./khronika)")->envname("KHRONIKA_ARCHIVE");
    app.add_option("--format", global.format, "Form of the output")->check(CLI::IsMember({"table", "text", "json", "jsonl", "csv"}));
    app.add_option("--by", global.by, "Who acts, for the journal")->envname("KHRONIKA_USER");
    app.add_option("--reason,--why", global.reason, "Why, for the journal")->envname("KHRONIKA_REASON");
    Action action;
    for (const AddCommand add : commands) {
        add(app, global, action);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : wrong_use;
    }
    if (global.format == "text") {
        global.format = "table";
    }
    if (global.archive.empty()) {
        global.archive = "khronika";
    }
    if (global.by.empty()) {
        global.by = khronika::app::account_name();
    }
    try {
        return action();
    } catch (const UsageError& error) {
        fmt::print(stderr, "khronika: {}\n", error.what());
        return wrong_use;
    } catch (const std::bad_alloc&) {
        std::fputs(out_of_memory, stderr);
        return broke;
    } catch (const std::exception& error) {
        fmt::print(stderr, "khronika: {}\n", error.what());
        return broke;
    }
}

} // namespace khronika::cli
