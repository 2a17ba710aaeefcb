// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/custody.h"
#include "app/files.h"
#include "app/prove.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <memory>

namespace khronika::cli {

namespace {

constexpr std::size_t longest_entry_number = 12;

struct Options {
    std::string what;
    std::string out;
    std::uint64_t old_size = 0;
    std::uint64_t size = 0;
    std::string folder;
    bool with_entries = false;
};

std::string place_of(const std::string& out)
{
    return out.empty() ? "standard output" : out;
}

void hand_out(const std::string& out, const std::string& proof)
{
    if (out.empty()) {
        write_all(stdout, proof);
    } else {
        app::write_file(app::real_services(), out, proof);
    }
}

/// A short number is an entry, anything else an item.
std::uint64_t entry_named(const app::Archive& archive, const std::string& what)
{
    if (what.size() <= longest_entry_number && what.find_first_not_of("0123456789") == std::string::npos) {
        return std::stoull(what);
    }
    return app::entry_of_item(archive.store(), app::find_item(archive.store(), what));
}

int run_entry(const Global& global, const Options& options)
{
    if (options.what.empty()) {
        throw UsageError("name an item by its SHA-256, or a journal entry by its number; or say `prove consistency` or `prove tiles`");
    }
    app::Archive archive = open_to_write(global);
    const std::string proof = app::prove_entry(archive, entry_named(archive, options.what), place_of(options.out));
    archive.close();
    hand_out(options.out, proof);
    return 0;
}

int run_growth(const Global& global, const Options& options)
{
    app::Archive archive = open_to_write(global);
    const std::string proof = app::prove_growth(archive, options.old_size, options.size, place_of(options.out));
    archive.close();
    hand_out(options.out, proof);
    return 0;
}

int run_tiles(const Global& global, const Options& options)
{
    app::Archive archive = open_to_write(global);
    const app::TilesReport report = app::export_tiles(app::real_services(), archive, options.folder, options.with_entries);
    archive.close();
    write_all(stdout,
              fmt::format("{}: {} entries, {} tiles, {} bundles of entries\n", options.folder, report.size, report.tiles, report.bundles));
    if (report.long_bundles > 0) {
        fmt::print(stderr,
                   "bundles that hold an entry of more than 65,535 bytes, written to tile/entries32 with lengths of four bytes: {}\n",
                   report.long_bundles);
    }
    return 0;
}

} // namespace

void add_prove(CLI::App& program, const Global& global, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = program.add_subcommand("prove", "Write proofs that others can check without this archive");
    command->add_option("what", options->what, "An item by its SHA-256, or a journal entry by its number");
    command->add_option("-o,--out", options->out, "Write to this file, such as item.tlog-proof (default: standard output)");
    CLI::App* growth = command->add_subcommand("consistency", "Prove that a signed checkpoint grew out of an earlier state");
    growth->add_option("old", options->old_size, "Entries of the earlier state")->required();
    growth->add_option("new", options->size, "Entries of the signed checkpoint (default: the latest)");
    CLI::App* tiles = command->add_subcommand("tiles", "Write the log of the latest signed checkpoint as static files");
    tiles->add_option("folder", options->folder, "A new or empty folder")->required();
    tiles->add_flag("--entries", options->with_entries, "With the entries themselves, which hold texts and names");
    command->callback([&global, &action, options, growth, tiles] {
        action = [&global, options, by_growth = growth->parsed(), by_tiles = tiles->parsed()] {
            return by_growth ? run_growth(global, *options) : by_tiles ? run_tiles(global, *options) : run_entry(global, *options);
        };
    });
}

} // namespace khronika::cli
