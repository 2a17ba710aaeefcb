// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/join_claims.h"
#include "app/show_events.h"
#include "cli/commands.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <memory>
#include <string>

namespace khronika::cli {

namespace {

app::JoinedClaims join(const Global& global, const std::string& marked)
{
    if (!marked.empty()) {
        return app::join_marked(marked);
    }
    app::Archive archive = app::Archive::open_to_write(app::real_services(), global.archive, global.by);
    archive.set_reason(global.reason);
    for (const std::string& notice : archive.notices()) {
        fmt::print(stderr, "{}\n", notice);
    }
    app::JoinedClaims joined = app::join_and_record(archive);
    archive.close();
    return joined;
}

int run_events(const Global& global, const std::string& marked)
{
    const app::JoinedClaims joined = join(global, marked);
    write_all(stdout, app::show_events(joined, global.format));
    if (joined.claims.empty()) {
        fmt::print(stderr, "the archive holds no claims yet: `khronika collect FILE` reads them out of what it adds\n");
    }
    return 0;
}

} // namespace

void add_events(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("events", "Join claims into events, and show the figures of each");
    auto marked = std::make_shared<std::string>();
    command->add_option("--claims", *marked, "Join the NAME.claims.jsonl files of this folder, in place of the archive's claims")
        ->type_name("DIR");
    command->callback([&global, &action, marked] { action = [&global, marked] { return run_events(global, *marked); }; });
}

} // namespace khronika::cli
