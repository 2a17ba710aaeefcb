// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/decide.h"
#include "app/join_claims.h"
#include "app/show_events.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "cli/output.h"
#include "model/json.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace khronika::cli {

namespace {

/// What the subcommands of `events` may be given.
struct Given {
    std::string marked; ///< --claims
    std::string subject;
    std::vector<std::string> others;
};

app::JoinedClaims join(const Global& global, const std::string& marked)
{
    if (!marked.empty()) {
        return app::join_marked(marked);
    }
    app::Archive archive = open_to_write(global);
    app::JoinedClaims joined = app::join_and_record(archive);
    archive.close();
    return joined;
}

const Event& event_named(const app::JoinedClaims& joined, const std::string& name)
{
    const Event* found = nullptr;
    for (const Event& event : joined.joined.events) {
        if (event.id == name) {
            return event;
        }
        if (event.id.starts_with(name)) {
            if (found != nullptr) {
                throw UsageError(fmt::format("{}: more than one event has an id that begins so", name));
            }
            found = &event;
        }
    }
    if (found == nullptr) {
        throw UsageError(fmt::format("{}: no event has an id that begins so; `khronika events --format json` lists them", name));
    }
    return *found;
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

int run_show(const Global& global, const Given& given)
{
    const app::JoinedClaims joined = join(global, given.marked);
    const Event& event = event_named(joined, given.subject);
    write_all(stdout, global.format == "table" ? app::show_event(joined, event) : json_line(to_json(event)) + "\n");
    return 0;
}

int run_lineage(const Global& global, const Given& given, const std::string& form)
{
    const app::JoinedClaims joined = join(global, given.marked);
    write_all(stdout, app::show_lineage(event_named(joined, given.subject), form.empty() ? global.format : form));
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
                    decision.reversed ? "taken back" : "stands", one_line(decision.why)},
                   form);
    }
    output.finish();
    return 0;
}

using Decide = std::function<std::string(app::Archive&, const Given&, const std::string& why)>;

// Records a decision and joins anew, so that events, figures and reports follow it.
int run_decision(const Global& global, const Given& given, const Decide& decide)
{
    app::Archive archive = open_to_write(global);
    const std::string id = decide(archive, given, global.reason);
    (void)app::join_and_record(archive);
    archive.close();
    write_all(stdout, id + "\n");
    return 0;
}

void add_decision(CLI::App* command, const std::string& name, const std::string& help, const std::string& subject,
                  const std::string& others, const Global& global, Action& action, Decide decide)
{
    CLI::App* sub = command->add_subcommand(name, help);
    auto given = std::make_shared<Given>();
    sub->add_option("subject", given->subject, subject)->required();
    if (!others.empty()) {
        sub->add_option("others", given->others, others)->required();
    }
    sub->callback([&global, &action, given, decide = std::move(decide)] {
        action = [&global, given, decide] { return run_decision(global, *given, decide); };
    });
}

void add_decisions(CLI::App* command, const Global& global, Action& action)
{
    add_decision(command, "merge", "These events are one", "An event", "Events that are the same", global, action,
                 [](app::Archive& archive, const Given& given, const std::string& why) {
                     std::vector<std::string> events{given.subject};
                     events.insert(events.end(), given.others.begin(), given.others.end());
                     return app::merge_events(archive, events, why);
                 });
    add_decision(command, "split", "These claims are not of this event", "The event", "Claims that are of another", global, action,
                 [](app::Archive& archive, const Given& given, const std::string& why) {
                     return app::split_event(archive, given.subject, given.others, why);
                 });
    add_decision(command, "move", "These claims are of this event, and not of that where they are", "The event", "Claims", global, action,
                 [](app::Archive& archive, const Given& given, const std::string& why) {
                     return app::move_claims(archive, given.others, given.subject, why);
                 });
    for (const bool add : {false, true}) {
        add_decision(command, add ? "add" : "cut", add ? "This claim depends on that one" : "This claim does not depend on that one",
                     "The claim", "The claim that it is taken from", global, action,
                     [add](app::Archive& archive, const Given& given, const std::string& why) {
                         if (given.others.size() != 1) {
                             throw UsageError("name one claim that it is taken from");
                         }
                         return app::decide_edge(archive, add, given.subject, given.others.front(), why);
                     });
    }
    add_decision(
        command, "undo", "Take a decision back", "The decision's id", "", global, action,
        [](app::Archive& archive, const Given& given, const std::string& why) { return app::undo_decision(archive, given.subject, why); });
    CLI::App* list = command->add_subcommand("decisions", "What was decided, by whom and why");
    list->callback([&global, &action] { action = [&global] { return run_decisions(global); }; });
}

CLI::Option* add_marked(CLI::App* command, std::string& marked)
{
    return command->add_option("--claims", marked, "Join the NAME.claims.jsonl files of this folder, in place of the archive's claims")
        ->type_name("DIR");
}

} // namespace

void add_events(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("events", "Join claims into events, and show the figures of each");
    auto given = std::make_shared<Given>();
    add_marked(command, given->marked);
    CLI::App* show = command->add_subcommand("show", "One event in full: claims, figures, reasons, lineage");
    show->add_option("event", given->subject, "The event's id, or its beginning")->required();
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

void add_lineage(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("lineage", "Who has it from whom: the lineage graph of an event");
    auto given = std::make_shared<Given>();
    auto form = std::make_shared<std::string>("dot");
    command->add_option("event", given->subject, "The event's id, or its beginning")->required();
    command->add_option("--as", *form, "Form of the graph")->check(CLI::IsMember({"dot", "json"}));
    add_marked(command, given->marked);
    command->callback([&global, &action, given, form] { action = [&global, given, form] { return run_lineage(global, *given, *form); }; });
}

} // namespace khronika::cli
