// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_items.h"
#include "app/versions.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "model/json.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <array>
#include <memory>

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

int run_versions(const Global& global, const std::string& url)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    const bool table = global.format == "table";
    Output output(global.format, {{"at"}, {"item"}, {"how"}, {"outcome"}, {"change"}, {"title_or_reason"}});
    const std::vector<app::Version> versions = app::versions_of(archive, url);
    for (const app::Version& version : versions) {
        const std::string words = version.reason.empty() ? version.title : version.reason;
        output.row({table ? version.at.substr(0, 19) : version.at, table ? version.item.substr(0, short_hash) : version.item, version.how,
                    version.outcome, version.change, table ? shortened(one_line(words), title_width) : words},
                   {{"at", version.at},
                    {"item", version.item},
                    {"how", version.how},
                    {"outcome", version.outcome},
                    {"change", version.change},
                    {"title", version.title},
                    {"reason", version.reason},
                    {"text_sha256", version.text_sha256}});
    }
    output.finish();
    if (versions.empty()) {
        fmt::print(stderr, "the archive holds no version of {}: `khronika collect {}` fetches one\n", one_line(url), one_line(url));
    }
    return versions.empty() ? 1 : 0;
}

/// 0 where the texts are equal, 1 where they differ, as diff has it.
int run_diff(const Global& global, const std::string& first, const std::string& second)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    const std::vector<app::DiffLine> lines = app::diff_items(archive, first, second);
    bool differ = false;
    for (const app::DiffLine& line : lines) {
        differ = differ || line.side == '-' || line.side == '+';
        write_all(stdout, line.side == '@' ? std::string("...\n") : fmt::format("{}{}\n", line.side, one_line(line.text)));
    }
    fmt::print(stderr, "{}\n", differ ? "the texts differ" : "the texts are equal");
    return differ ? 1 : 0;
}

} // namespace

void add_items(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("items", "List the items");
    const auto words = std::make_shared<std::array<std::string, 3>>();
    CLI::App* versions = command->add_subcommand("versions", "List what was collected of one address, and what failed");
    versions->add_option("URL", (*words)[0], "The address")->required();
    CLI::App* diff = command->add_subcommand("diff", "Show how the texts of two items differ, line by line");
    diff->add_option("A", (*words)[1], "An item, by the first digits of its SHA-256")->required();
    diff->add_option("B", (*words)[2], "Another")->required();
    command->callback([&global, &action, versions, diff, words] {
        if (versions->parsed()) {
            action = [&global, words] { return run_versions(global, (*words)[0]); };
        } else if (diff->parsed()) {
            action = [&global, words] { return run_diff(global, (*words)[1], (*words)[2]); };
        } else {
            action = [&global] { return run_items(global); };
        }
    });
}

} // namespace khronika::cli
