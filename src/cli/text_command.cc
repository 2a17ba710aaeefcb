// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/open.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace khronika::cli {

namespace {

constexpr int some_left_out = 3;

struct TextArguments {
    std::vector<std::string> inputs;
    std::string out;
    app::ReadOptions options;
};

using Stream = std::unique_ptr<FILE, int (*)(FILE*)>;

int keep_open(FILE*)
{
    return 0;
}

Stream open_output(const std::string& path)
{
    if (path.empty()) {
        return {stdout, &keep_open};
    }
    Stream out(std::fopen(path.c_str(), "wbe"), &std::fclose);
    if (!out) {
        fail("{}: {}; name a place that can be written to", path, std::strerror(errno));
    }
    return out;
}

app::TextForm form_of(const std::string& format)
{
    if (format == "table") {
        return app::TextForm::table;
    }
    if (format == "json") {
        return app::TextForm::json;
    }
    if (format == "jsonl") {
        return app::TextForm::jsonl;
    }
    throw UsageError(fmt::format("text has no format '{}'; take table, json or jsonl", format));
}

app::TextSummary show_items(const Global& global, const TextArguments& arguments, app::TextForm form, const std::string& place,
                            const std::function<void(std::string_view)>& write, const std::function<void(std::string_view)>& complain)
{
    app::Archive archive = open_to_write(global);
    const app::TextSummary summary = app::show_item_texts(archive, arguments.inputs, form, place, write, complain);
    archive.close();
    return summary;
}

int run_text(const Global& global, const TextArguments& arguments)
{
    const app::TextForm form = form_of(global.format);
    const Stream out = open_output(arguments.out);
    const auto place = arguments.out.empty() ? std::string("standard output") : arguments.out;
    const auto write = [&](std::string_view text) {
        if (std::fwrite(text.data(), 1, text.size(), out.get()) != text.size()) {
            fail("{}: {}", place, std::strerror(errno));
        }
    };
    const auto complain = [](std::string_view message) { fmt::print(stderr, "khronika: {}\n", message); };
    const app::TextSummary summary = app::are_items(app::real_services(), arguments.inputs)
                                         ? show_items(global, arguments, form, place, write, complain)
                                         : app::show_texts(arguments.inputs, arguments.options, form, write, complain);
    if (std::fflush(out.get()) != 0) {
        fail("{}: {}", place, std::strerror(errno));
    }
    fmt::print(stderr, "{} read, {} left out\n", summary.read, summary.left_out);
    return summary.left_out > 0 ? some_left_out : 0;
}

} // namespace

void add_text(CLI::App& app, const Global& global, Action& action)
{
    CLI::App* command = app.add_subcommand("text", "Show the main text of files, with what was found of title, outlet, language and date");
    const auto arguments = std::make_shared<TextArguments>();
    command->add_option("inputs", arguments->inputs, "Files, folders of files, or items of the archive by their SHA-256")->required();
    command->add_option("--out", arguments->out, "Write to this file");
    command->add_option("--title", arguments->options.stated.title, "State the title");
    command->add_option("--outlet", arguments->options.stated.outlet, "State the outlet");
    command->add_option("--language", arguments->options.stated.language, "State the language (ISO 639-1)");
    command->add_option("--published", arguments->options.stated.published, "State the day of publication");
    command->add_option("--url", arguments->options.stated.url, "State the address");
    command->add_option("--max-html", arguments->options.limits.html_bytes, "Refuse larger HTML files (bytes)");
    command->add_option("--max-text", arguments->options.limits.text_bytes, "Refuse larger plain text files (bytes)");
    command->add_option("--max-pages", arguments->options.limits.pages, "Refuse PDFs of more pages, pictures of more frames");
    command->add_option("--page-seconds", arguments->options.limits.page_seconds, "Seconds for each page of a PDF or frame of a picture");
    command->add_option("--workers", arguments->options.workers, "Files that are read at a time (default: one a processor)");
    command->callback([&global, &action, arguments] { action = [&global, arguments] { return run_text(global, *arguments); }; });
}

} // namespace khronika::cli
