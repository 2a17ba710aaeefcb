// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/decision_command.h"

#include "app/decide.h"
#include "app/join_claims.h"
#include "cli/open.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace khronika::cli {

namespace {

struct Given {
    std::string subject;
    std::vector<std::string> others;
};

int run_decision(const Global& global, const Given& given, const DecisionCommand& decision)
{
    app::Archive archive = open_to_write(global);
    const std::vector<std::string> ids = decision.decide(archive, given.subject, given.others, global.reason);
    (void)app::join_and_record(archive);
    archive.close();
    for (const std::string& id : ids) {
        write_all(stdout, id + "\n");
    }
    return 0;
}

} // namespace

CLI::App* add_decision(CLI::App* command, const DecisionCommand& decision, const Global& global, Action& action)
{
    CLI::App* sub = command->add_subcommand(decision.name, decision.help);
    auto given = std::make_shared<Given>();
    sub->add_option("subject", given->subject, decision.subject)->required();
    if (!decision.others.empty()) {
        sub->add_option("others", given->others, decision.others)->required();
    }
    sub->footer("--reason says why, for the journal. It prints the id of the decision, which `undo` takes back.");
    sub->callback(
        [&global, &action, given, decision] { action = [&global, given, decision] { return run_decision(global, *given, decision); }; });
    return sub;
}

void add_undo(CLI::App* command, const Global& global, Action& action)
{
    add_decision(command,
                 {"undo", "Take a decision or a review back", "Its id", "",
                  [](app::Archive& archive, const std::string& subject, const std::vector<std::string>&, const std::string& why) {
                      return std::vector{app::undo(archive, subject, why)};
                  }},
                 global, action);
}

} // namespace khronika::cli
