// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/custody.h"
#include "cli/commands.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

void add_custody(CLI::App& program, const Global& global, Action& action)
{
    const auto name = std::make_shared<std::string>();
    CLI::App* command = program.add_subcommand("custody", "Show who did what with an item, when and why");
    command->add_option("item", *name, "The item's SHA-256, or its first letters")->required();
    command->callback([&global, &action, name] {
        action = [&global, name] {
            const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
            const std::string item = app::find_item(archive.store(), *name);
            Output output(global.format, {{"entry", true}, {"at"}, {"by"}, {"what"}, {"detail"}, {"why"}});
            for (const app::CustodyStep& step : app::custody(archive.store(), item)) {
                output.row({std::to_string(step.entry), step.at, step.by, step.what, step.detail, step.why}, {{"item", item},
                                                                                                              {"entry", step.entry},
                                                                                                              {"at", step.at},
                                                                                                              {"by", step.by},
                                                                                                              {"what", step.what},
                                                                                                              {"detail", step.detail},
                                                                                                              {"why", step.why}});
            }
            output.finish();
            return 0;
        };
    });
}

} // namespace khronika::cli
