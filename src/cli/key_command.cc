// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keys.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "cli/output.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

namespace {

struct Options {
    app::KeyRequest request;
    app::PassphraseSource before;
    bool replace = false;
};

void say_where_open(const Options& options)
{
    if (options.request.without_passphrase) {
        fmt::print(stderr, "the key stands open in the archive's keyring: whoever can read that file can sign in the archive's name\n");
    }
}

int run_make(const Global& global, const Options& options)
{
    app::Archive archive = open_to_write(global);
    const auto services = app::real_services();
    const vault::VerifierKey key =
        options.replace ? app::change_key(services, archive, options.request) : app::make_key(services, archive, options.request);
    archive.close();
    say_where_open(options);
    write_all(stdout, vault::to_string(key) + "\n");
    return 0;
}

int run_show(const Global& global)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    Output output(global.format, {{"entry", true}, {"since"}, {"by"}, {"key"}});
    for (const store::KeyRecord& record : archive.store().keys()) {
        output.row({std::to_string(record.entry_index), record.at, record.by, record.key},
                   {{"entry", record.entry_index}, {"since", record.at}, {"by", record.by}, {"key", record.key}});
    }
    output.finish();
    return 0;
}

int run_passphrase(const Global& global, const Options& options)
{
    app::Archive archive = open_to_write(global);
    app::change_passphrase(app::real_services(), archive, options.before, options.request);
    archive.close();
    say_where_open(options);
    return 0;
}

void add_make(CLI::App& noun, const Global& global, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* make = noun.add_subcommand("make", "Make the archive's signing key, or a new one for which the present one vouches");
    make->add_option("--name", options->request.name, "The log's name to the outside, such as example.org/archive");
    make->add_option("--passphrase-file", options->request.passphrase.file,
                     "A file with the passphrase (default: $KHRONIKA_PASSPHRASE_FILE, else asked for)");
    make->add_flag("--no-passphrase", options->request.without_passphrase, "Leave the key open to whoever can read the archive's keyring");
    make->add_flag("--replace", options->replace, "Make a new key; the present one vouches for it");
    make->callback([&global, &action, options] { action = [&global, options] { return run_make(global, *options); }; });
}

void add_passphrase(CLI::App& noun, const Global& global, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* change = noun.add_subcommand("passphrase", "Change the passphrase that seals the key");
    change->add_option("--passphrase-file", options->before.file,
                       "A file with the present passphrase (default: $KHRONIKA_PASSPHRASE_FILE, else asked for)");
    change->add_option("--new-passphrase-file", options->request.passphrase.file, "A file with the new passphrase (default: asked for)");
    change->add_flag("--no-passphrase", options->request.without_passphrase,
                     "Leave the key open to whoever can read the archive's keyring");
    options->request.passphrase.by_environment = false; // it names the present one
    change->callback([&global, &action, options] { action = [&global, options] { return run_passphrase(global, *options); }; });
}

} // namespace

void add_key(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* noun = program.add_subcommand("key", "Make, show and change the key by which the archive signs");
    noun->require_subcommand(1);
    add_make(*noun, global, action);
    CLI::App* show = noun->add_subcommand("show", "Show the public keys that the journal names");
    show->callback([&global, &action] { action = [&global] { return run_show(global); }; });
    add_passphrase(*noun, global, action);
}

} // namespace khronika::cli
