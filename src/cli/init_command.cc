// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <memory>

namespace khronika::cli {

void add_init(CLI::App& program, const Global& global, Action& action)
{
    struct Options {
        std::string folder;
        std::string name;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("init", "Make a new archive");
    command->add_option("DIR", options->folder, "A new or empty folder (default: --archive)");
    command->add_option("--name", options->name, "The archive's name (default: the folder's)");
    command->callback([&global, &action, options] {
        action = [&global, options] {
            const std::string folder = options->folder.empty() ? global.archive : options->folder;
            app::Archive::create(app::real_services(), folder, options->name.empty() ? folder : options->name, global.by);
            fmt::print("made the archive {}\n", folder);
            return 0;
        };
    });
}

} // namespace khronika::cli
