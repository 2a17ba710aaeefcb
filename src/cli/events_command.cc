// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "app/show_events.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace khronika::cli {

void add_events(CLI::App& app, const Global& global, Action& action)
{
    CLI::App* command = app.add_subcommand("events", "Join claims into events, and show the figures of each");
    auto marked = std::make_shared<std::string>();
    command->add_option("--claims", *marked, "Join the claims of this folder's NAME.claims.jsonl files, in place of the archive's")
        ->type_name("DIR");
    command->callback([&global, &action, marked] {
        action = [&global, marked] {
            const std::string shown = app::show_events(app::join_marked(*marked), global.format);
            std::fputs(shown.c_str(), stdout);
            return 0;
        };
    });
}

} // namespace khronika::cli
