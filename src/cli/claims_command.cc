// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include <CLI/CLI.hpp>

namespace khronika::cli {

void add_claims(CLI::App& app, const Global& global, Action& action)
{
    CLI::App* command = app.add_subcommand("claims", "Read claims out of files or items");
    command->callback([&global, &action] { action = [&global] { return global.archive.empty() ? 1 : 0; }; });
}

} // namespace khronika::cli
