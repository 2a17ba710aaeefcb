// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decide.h"
#include "app/show_events.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/decision_command.h"
#include "cli/joined.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace khronika::cli {

namespace {

struct Given {
    std::string marked; ///< --claims
    std::string event;
    std::string format; ///< of this command, which knows one more than others
};

int run_lineage(const Global& global, const Given& given)
{
    if (given.event.empty()) {
        throw UsageError("name an event: `khronika events` lists their ids");
    }
    const app::JoinedClaims joined = joined_of(global, given.marked);
    const std::string& format = given.format.empty() ? global.format : given.format;
    write_listing(app::show_lineage(event_named(joined, given.event), format), format == "table");
    return 0;
}

} // namespace

void add_lineage(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("lineage", "Who has it from whom: the lineage graph of an event");
    auto given = std::make_shared<Given>();
    command->add_option("event", given->event, "The event's id, or its beginning");
    command->add_option("--format", given->format, "Form of the output; dot is for Graphviz")
        ->check(CLI::IsMember({"table", "dot", "json", "jsonl", "csv"}));
    add_marked(command, given->marked);
    for (const bool add : {false, true}) {
        add_decision(
            command,
            {add ? "add" : "cut", add ? "This claim depends on that one" : "This claim does not depend on that one", "The claim",
             "The claim that it is taken from",
             [add](app::Archive& archive, const std::string& claim, const std::vector<std::string>& sources, const std::string& why) {
                 if (sources.size() != 1) {
                     throw UsageError("name one claim that it is taken from");
                 }
                 return std::vector{app::decide_edge(archive, add, claim, sources.front(), why)};
             }},
            global, action);
    }
    add_undo(command, global, action);
    command->require_subcommand(0, 1);
    command->callback([&global, &action, given, command] {
        if (command->get_subcommands().empty()) {
            action = [&global, given] { return run_lineage(global, *given); };
        }
    });
}

} // namespace khronika::cli
