// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decide.h"
#include "app/show_events.h"
#include "cli/commands.h"
#include "cli/decision_command.h"
#include "cli/joined.h"
#include "cli/open.h"
#include "cli/output.h"
#include "model/json.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

namespace {

/// What `events` and `events show` may be given.
struct Given {
    std::string marked; ///< --claims
    std::string event;
};

int run_events(const Global& global, const std::string& marked)
{
    app::JoinedClaims joined;
    if (marked.empty()) {
        app::Archive archive = open_to_write(global);
        joined = app::join_and_record(archive);
        archive.close();
    } else {
        joined = app::join_marked(marked);
    }
    write_listing(app::show_events(joined, global.format), global.format == "table");
    if (joined.claims.empty() && joined.left_out.empty()) {
        fmt::print(stderr, "the archive holds no claims yet: `khronika collect FILE` reads them out of what it adds\n");
    }
    return 0;
}

int run_show(const Global& global, const Given& given)
{
    const app::JoinedClaims joined = joined_of(global, given.marked);
    const Event& event = event_named(joined, given.event);
    if (global.format == "table") {
        write_listing(app::show_event(joined, event), true);
    } else if (global.format == "csv") {
        write_all(stdout, app::timeline_csv(joined, event));
    } else {
        write_all(stdout, json_line(app::event_json(joined, event)) + "\n");
    }
    return 0;
}

int run_decisions(const Global& global)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    Output output(global.format, {{"decision"}, {"at"}, {"by"}, {"kind"}, {"claims", true}, {"state"}, {"why"}});
    for (const Decision& decision : archive.store().decisions()) {
        nlohmann::ordered_json form = to_json(decision);
        form["id"] = decision.id;
        form["at"] = decision.at;
        form["by"] = decision.by;
        form["reversed"] = decision.reversed;
        output.row({decision.id, decision.at, decision.by, std::string(to_string(decision.kind)), fmt::format("{}", decision.claims.size()),
                    decision.reversed ? "taken back" : "stands", decision.why},
                   form);
    }
    output.finish();
    return 0;
}

void add_decisions(CLI::App* command, const Global& global, Action& action)
{
    using Others = std::vector<std::string>;
    add_decision(command,
                 {"join", "These events are one", "An event", "Events that are the same",
                  [](app::Archive& archive, const std::string& event, const Others& others, const std::string& why) {
                      std::vector<std::string> events{event};
                      events.insert(events.end(), others.begin(), others.end());
                      return std::vector{app::join_events(archive, events, why)};
                  }},
                 global, action)
        ->alias("merge");
    add_decision(command,
                 {"split", "These claims are not of this event", "The event", "Claims that are of another",
                  [](app::Archive& archive, const std::string& event, const Others& claims, const std::string& why) {
                      return std::vector{app::split_event(archive, event, claims, why)};
                  }},
                 global, action);
    add_decision(command,
                 {"move", "These claims are of this event, and not of that where they are", "The event", "Claims",
                  [](app::Archive& archive, const std::string& event, const Others& claims, const std::string& why) {
                      return std::vector{app::move_claims(archive, claims, event, why)};
                  }},
                 global, action);
    add_undo(command, global, action);
    CLI::App* list = command->add_subcommand("decisions", "What was decided of events and lineage, by whom and why");
    list->callback([&global, &action] { action = [&global] { return run_decisions(global); }; });
}

} // namespace

void add_events(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("events", "Join claims into events, and show the figures of each");
    auto given = std::make_shared<Given>();
    add_marked(command, given->marked);
    CLI::App* show = command->add_subcommand("show", "One event in full: timeline, origins, bounds, conflicts, lineage");
    show->add_option("event", given->event, "The event's id, or its beginning")->required();
    add_marked(show, given->marked);
    show->callback([&global, &action, given] { action = [&global, given] { return run_show(global, *given); }; });
    add_decisions(command, global, action);
    command->require_subcommand(0, 1);
    command->callback([&global, &action, given, command] {
        // The callback of a subcommand runs first, and must stand.
        if (command->get_subcommands().empty()) {
            action = [&global, given] { return run_events(global, given->marked); };
        }
    });
}

} // namespace khronika::cli
