// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/make_report.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/version.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace khronika::cli {

namespace {

int run_report(const Global& global, const app::ReportRequest& request)
{
    app::Archive archive = app::Archive::open_to_write(app::real_services(), global.archive, global.by);
    archive.set_reason(global.reason);
    for (const std::string& notice : archive.notices()) {
        fmt::print(stderr, "{}\n", notice);
    }
    const app::MadeReport made = app::make_report(app::real_services(), archive, request);
    archive.close();
    if (global.format == "table") {
        write_all(stdout, fmt::format("{}: {} figures of {} events, from {} claims in {} items; {} files\nopen {}/index.html; "
                                      "the hash of manifest.sha256 is {}\n",
                                      request.folder, made.figures, made.events, made.claims, made.items, made.files, request.folder,
                                      made.folder_hash));
        return 0;
    }
    Output output(global.format, {{"folder"}, {"figures", true}, {"events", true}, {"claims", true}, {"items", true}, {"manifest_sha256"}});
    output.row({request.folder, std::to_string(made.figures), std::to_string(made.events), std::to_string(made.claims),
                std::to_string(made.items), made.folder_hash},
               {{"folder", request.folder},
                {"figures", made.figures},
                {"events", made.events},
                {"claims", made.claims},
                {"items", made.items},
                {"manifest_sha256", made.folder_hash}});
    output.finish();
    return 0;
}

} // namespace

void add_report(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("report", "Write a folder of pages, data and proofs that anyone can check");
    auto request = std::make_shared<app::ReportRequest>();
    request->title = "What was reported, and by whom";
    request->made_by = program_and_version();
    command->add_option("folder", request->folder, "Absent, empty, or an earlier report of this archive, which is replaced")
        ->required()
        ->type_name("OUT");
    command->add_option("--title", request->title, "The report's title");
    command->add_flag("--without-items{false},--with-items{true}", request->with_items,
                      "Leave out the items' bytes and texts, for copyright; quotes and hashes stay");
    command->add_option("--smallest-cell", request->smallest_cell, "A number of persons below this is not shown (default 3)")
        ->check(CLI::NonNegativeNumber);
    command->callback([&global, &action, request] { action = [&global, request] { return run_report(global, *request); }; });
}

} // namespace khronika::cli
