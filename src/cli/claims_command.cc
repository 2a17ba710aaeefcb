// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data.h"
#include "app/data_folder.h"
#include "base/error.h"
#include "claims/extract.h"
#include "cli/commands.h"
#include "model/json.h"
#include "sys/files.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

namespace {
struct Options {
    std::vector<std::string> files;
    std::string out_dir;
};

int claims(const Options& options)
{
    const app::Data data(sys::real_files(), app::data_folder());
    for (const std::string& path : options.files) {
        Text text;
        text.item = sys::name_of(path);
        text.content = sys::read_all(sys::real_files(), path);
        const std::string stem = path.substr(0, path.size() - 4);
        if (sys::real_files().status(stem + ".meta.json")) {
            const auto meta = metadata_from_json(parse_json(sys::read_all(sys::real_files(), stem + ".meta.json"), path), path);
            text.language.value = meta.language;
            text.published.value = meta.published;
            text.outlet.value = meta.outlet;
            text.title.value = meta.title;
        }
        std::string lines;
        for (const Claim& claim : claims::extract(text, data.languages())) {
            lines += json_line(to_json(claim)) + "\n";
        }
        if (options.out_dir.empty()) {
            std::fputs(lines.c_str(), stdout);
        } else {
            sys::replace(sys::real_files(), options.out_dir + "/" + sys::name_of(stem) + ".claims.jsonl", lines);
        }
    }
    return 0;
}
} // namespace

void add_claims(CLI::App& app, const Global&, Action& action)
{
    CLI::App* command = app.add_subcommand("claims", "Read claims out of files or items");
    const auto options = std::make_shared<Options>();
    command->add_option("file", options->files);
    command->add_option("--out-dir", options->out_dir);
    command->callback([options, &action] { action = [options] { return claims(*options); }; });
}

} // namespace khronika::cli
