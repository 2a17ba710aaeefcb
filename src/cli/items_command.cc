// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_items.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "model/json.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace khronika::cli {

namespace {

constexpr std::size_t short_hash = 12;
constexpr std::size_t title_width = 60;

nlohmann::ordered_json form(const app::ListedItem& listed)
{
    nlohmann::ordered_json out = to_json(listed.item);
    out["text"] = nullptr;
    if (listed.text) {
        out["text"] =
            to_json(Metadata{listed.text->title, listed.text->outlet, listed.text->language, listed.text->published, listed.text->url});
    }
    out["failure"] = listed.failure ? nlohmann::ordered_json(*listed.failure) : nlohmann::ordered_json(nullptr);
    return out;
}

std::string title_or_reason(const app::ListedItem& listed)
{
    if (listed.text) {
        return listed.text->title;
    }
    return listed.failure ? "not read: " + *listed.failure : "not read yet";
}

int run_items(const Global& global)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    const bool table = global.format == "table";
    Output output(global.format, {{"item"},
                                  {"size", true},
                                  {"media_type"},
                                  {"collections", true},
                                  {"first_collected"},
                                  {"from"},
                                  {"outlet"},
                                  {"published"},
                                  {"title"}});
    const std::vector<app::ListedItem> items = app::list_items(archive);
    for (const app::ListedItem& listed : items) {
        const Item& item = listed.item;
        const Collection first = item.collections.empty() ? Collection{} : item.collections.front();
        const std::string title = title_or_reason(listed);
        output.row({table ? item.sha256.substr(0, short_hash) : item.sha256, fmt::format("{}", item.size), item.media_type,
                    fmt::format("{}", item.collections.size()), table ? first.at.substr(0, 10) : first.at, first.from,
                    listed.text ? listed.text->outlet : "", listed.text ? listed.text->published : "",
                    table ? shortened(one_line(title), title_width) : title},
                   form(listed));
    }
    output.finish();
    if (table && items.empty()) {
        fmt::print(stderr, "the archive holds no items yet: `khronika collect FILE` adds them\n");
    }
    return 0;
}

} // namespace

void add_items(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("items", "List the items");
    command->callback([&global, &action] { action = [&global] { return run_items(global); }; });
}

} // namespace khronika::cli
