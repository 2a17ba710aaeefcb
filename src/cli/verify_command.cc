// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace khronika::cli {

namespace {

int run_verify(const Global& global)
{
    Progress progress("verifying item");
    const app::VerifyReport report = app::verify(app::real_services(), global.archive, [&](std::uint64_t done) { progress.at(done, 0); });
    progress.clear();
    for (const std::string& note : report.notes) {
        fmt::print(stderr, "{}: {}\n", global.archive, note);
    }
    Output output(global.format, {{"where"}, {"what"}});
    for (const auto& damage : report.damages) {
        output.row({damage.where, damage.what}, {{"where", damage.where}, {"what", damage.what}});
    }
    output.finish();
    if (!report.sound()) {
        fmt::print(stderr, "{} is damaged: {} named above\n", global.archive,
                   report.damages.size() == 1 ? "the damage is" : "the damages are");
        return 1;
    }
    std::FILE* out = global.format == "table" ? stdout : stderr;
    write_all(out, fmt::format("sound: items: {} ({} bytes), journal entries: {}, root {}\n", report.items, report.item_bytes,
                               report.entries, report.root));
    return 0;
}

} // namespace

void add_verify(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("verify", "Check every item, journal entry and table row, and change nothing");
    command->callback([&global, &action] { action = [&global] { return run_verify(global); }; });
}

} // namespace khronika::cli
