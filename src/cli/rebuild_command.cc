// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rebuild.h"
#include "cli/commands.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace khronika::cli {

namespace {

int run_rebuild(const Global& global)
{
    const app::RebuildReport report = app::rebuild(app::real_services(), global.archive, global.by);
    for (const std::string& notice : report.notices) {
        fmt::print(stderr, "{}\n", notice);
    }
    Output output(global.format, {{"where"}, {"what"}});
    for (const auto& difference : report.differences) {
        output.row({difference.where, difference.what}, {{"where", difference.where}, {"what", difference.what}});
    }
    output.finish();
    std::FILE* out = global.format == "table" ? stdout : stderr;
    write_all(out, report.differences.empty()
                       ? fmt::format("rebuilt from {} journal entries: equal to the tables that stood before\n", report.entries)
                       : fmt::format("rebuilt from {} journal entries: differences from the tables that stood before: {}\n", report.entries,
                                     report.differences.size()));
    return 0;
}

} // namespace

void add_rebuild(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("rebuild", "Make the tables anew from the journal");
    command->callback([&global, &action] { action = [&global] { return run_rebuild(global); }; });
}

} // namespace khronika::cli
