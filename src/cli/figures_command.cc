// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/show_figures.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/joined.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <memory>

namespace khronika::cli {

namespace {

struct Given {
    std::string marked; ///< --claims
    std::string from;
    std::string to;
    app::CellFilter filter;
};

std::optional<Date> day(const std::string& text, const char* option)
{
    const auto date = Date::parse(text);
    if (!text.empty() && !date) {
        throw UsageError(fmt::format("{}: '{}' is no day: write YYYY-MM-DD", option, text));
    }
    return date;
}

int run_figures(const Global& global, const Given& given)
{
    app::CellFilter filter = given.filter;
    filter.from = day(given.from, "--from");
    filter.to = day(given.to, "--to");
    const app::JoinedClaims joined = joined_of(global, given.marked);
    if (!filter.event.empty()) {
        filter.event = event_named(joined, filter.event).id;
    }
    const auto cells = app::cells_of(joined, filter);
    write_listing(app::show_cells(cells, global.format), global.format == "table");
    std::size_t all = 0;
    std::size_t uncounted = 0;
    for (const Event& event : joined.joined.events) {
        all += event.cells.size();
        uncounted += event.cells.empty() ? 1 : 0;
    }
    fmt::print(stderr, "{} of {} cells; {} events have no count\n", cells.size(), all, uncounted);
    return 0;
}

} // namespace

void add_figures(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command =
        program.add_subcommand("figures", "How many at least and at most, by one origin and by two, with reasons and conflicts");
    auto given = std::make_shared<Given>();
    command->add_option("--event", given->filter.event, "Of this event alone, by its id or its beginning");
    command->add_option("--act", given->filter.act, "Of this act alone, by its code");
    command->add_option("--place", given->filter.place, "Of places whose name holds this");
    command->add_option("--from", given->from, "Whose period does not end before this day")->type_name("YYYY-MM-DD");
    command->add_option("--to", given->to, "Whose period does not begin after this day")->type_name("YYYY-MM-DD");
    command->add_flag("--conflicts", given->filter.conflicts, "Those alone where claims conflict");
    add_marked(command, given->marked);
    command->callback([&global, &action, given] { action = [&global, given] { return run_figures(global, *given); }; });
}

} // namespace khronika::cli
