// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup.h"
#include "app/backup_keys.h"
#include "app/signing_key.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

namespace {

void tell(const Global& global, const app::BackupReport& report)
{
    for (const std::string& notice : report.notices) {
        fmt::print(stderr, "{}\n", notice);
    }
    Output output(global.format, {{"archive"}, {"time"}, {"entries", true}, {"root"}, {"items", true}, {"bytes", true}, {"key"}});
    output.row({report.archive, report.time, fmt::format("{}", report.entries), report.root, fmt::format("{}", report.items),
                fmt::format("{}", report.bytes), report.key},
               {{"archive", report.archive},
                {"time", report.time},
                {"entries", report.entries},
                {"root", report.root},
                {"items", report.items},
                {"bytes", report.bytes},
                {"key", report.key}});
    output.finish();
}

struct BackupOptions {
    std::string out;
    app::BackupLockOptions lock;
    app::PassphraseSource passphrase;
};

int run_backup(const Global& global, const BackupOptions& options)
{
    const app::Services services = app::real_services();
    const vault::AgeLock lock = app::backup_lock(services.files, options.lock);
    const vault::SigningKey key = app::open_signing_key(services.files, global.archive, options.passphrase);
    Progress progress("backing up item");
    const app::BackupReport report =
        app::backup(services, global.archive, options.out, lock, key, [&](std::uint64_t done, std::uint64_t of) { progress.at(done, of); });
    progress.clear();
    tell(global, report);
    return 0;
}

struct RestoreOptions {
    app::RestoreRequest request;
    app::BackupKeyOptions key;
    std::string signer;
    std::string at_least;
};

int run_restore(const Global& global, RestoreOptions options)
{
    const app::Services services = app::real_services();
    if (!options.signer.empty()) {
        options.request.key = vault::parse_verifier_key(options.signer);
        if (!options.request.key) {
            throw UsageError(fmt::format("--key {}: is no key of the form NAME+HASH+BASE64", options.signer));
        }
    }
    if (!options.at_least.empty()) {
        options.request.at_least = app::parse_known_state(options.at_least);
    }
    const vault::AgeKey key = app::backup_key(services.files, options.key);
    Progress progress("restoring item");
    const app::BackupReport report =
        app::restore(services, options.request, key, global.by, [&](std::uint64_t done, std::uint64_t of) { progress.at(done, of); });
    progress.clear();
    tell(global, report);
    return 0;
}

} // namespace

void add_backup(CLI::App& program, const Global& global, Action& action)
{
    const auto options = std::make_shared<BackupOptions>();
    CLI::App* command = program.add_subcommand("backup", "Write the whole archive into one sealed and signed file");
    command->add_option("OUT", options->out, "The file to make")->required();
    command->add_option("-r,--recipient", options->lock.recipients, "age1…: who may open it; more than one may be given");
    command->add_option("-R,--recipients-file", options->lock.recipients_file, "A file with a recipient a line");
    command->add_option("--backup-passphrase-file", options->lock.passphrase_file,
                        "A file with the passphrase that opens it, instead of recipients");
    command->add_option("--passphrase-file", options->passphrase.file,
                        "A file with the passphrase of the signing key (default: $KHRONIKA_PASSPHRASE_FILE, else asked for)");
    command->callback([&global, &action, options] { action = [&global, options] { return run_backup(global, *options); }; });
}

void add_restore(CLI::App& program, const Global& global, Action& action)
{
    const auto options = std::make_shared<RestoreOptions>();
    CLI::App* command = program.add_subcommand("restore", "Make an archive of a backup, once all of it was checked");
    command->add_option("IN", options->request.from, "The backup")->required();
    command->add_option("FOLDER", options->request.folder, "The archive's folder")->required();
    command->add_option("-i,--identity", options->key.identity_files, "A file with AGE-SECRET-KEY-1…, as age-keygen writes it");
    command->add_option("--backup-passphrase-file", options->key.passphrase_file, "A file with the passphrase that opens it");
    command->add_option("--key", options->signer, "NAME+HASH+BASE64: the key that must have signed it");
    command->add_option("--at-least", options->at_least, "SIZE or SIZE:ROOT: what its journal must hold, or go on from");
    command->add_flag("--replace", options->request.replace, "Put it in the place of the archive that stands there, which is kept beside");
    command->callback([&global, &action, options] { action = [&global, options] { return run_restore(global, *options); }; });
}

} // namespace khronika::cli
