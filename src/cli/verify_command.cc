// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
#include "app/last_signed.h"
#include "app/timestamps.h"
#include "app/verify.h"
#include "app/verify_package.h"
#include "app/verify_report.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/version.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>

namespace khronika::cli {

namespace {

int run_verify_report(const Global& global, const std::string& folder)
{
    const app::ReportCheck check = app::verify_report(app::real_services().files, folder, program_and_version());
    for (const std::string& note : check.notes) {
        fmt::print(stderr, "{}: {}\n", folder, note);
    }
    Output output(global.format, {{"where"}, {"what"}});
    for (const auto& damage : check.damages) {
        output.row({damage.where, damage.what}, {{"where", damage.where}, {"what", damage.what}});
    }
    output.finish();
    if (!check.sound()) {
        fmt::print(stderr, "{} is not as it was published: what is wrong is named above\n", folder);
        return 1;
    }
    std::FILE* out = global.format == "table" ? stdout : stderr;
    write_all(out,
              fmt::format("sound: files: {}, quotes found in their texts: {}, figures made again and equal: {}, journal entries proved: "
                          "{}, root {}\n",
                          check.files, check.quotes, check.figures, check.proofs, check.root));
    return 0;
}

struct Options {
    std::string folder;
    std::vector<std::string> certificates;
    std::vector<std::string> keys;
};

/// What stands behind `sound: ...` of keys and times.
std::string signatures(const app::VerifyReport& report, const Options& options)
{
    if (report.checkpoints == 0) {
        return "";
    }
    const std::string stamps = report.timestamps == 0 ? ""
                                                      : fmt::format(", timestamps: {}{}", report.timestamps,
                                                                    options.certificates.empty() ? "" : " (by the given authorities)");
    return fmt::format(", signed checkpoints: {}{}", report.checkpoints, stamps);
}

int run_verify_package(const Global& global, const std::string& place, const std::vector<std::string>& key_texts)
{
    std::vector<vault::VerifierKey> keys;
    for (const std::string& text : key_texts) {
        const auto key = vault::parse_verifier_key(text);
        if (!key) {
            throw UsageError(fmt::format("{} is no verifier key (NAME+HASH+BASE64, as `khronika key show` prints it)", text));
        }
        keys.push_back(*key);
    }
    const app::PackageCheck check = app::verify_package(app::real_services().files, place, keys);
    for (const std::string& note : check.notes) {
        fmt::print(stderr, "{}: {}\n", place, one_line(note));
    }
    Output output(global.format, {{"where"}, {"what"}});
    for (const auto& damage : check.damages) {
        output.row({one_line(damage.where), one_line(damage.what)}, {{"where", damage.where}, {"what", damage.what}});
    }
    output.finish();
    if (!check.sound()) {
        fmt::print(stderr, "{} is not as it was made: what is wrong is named above\n", place);
        return 1;
    }
    std::FILE* out = global.format == "table" ? stdout : stderr;
    write_all(out, fmt::format("sound: files: {}, items: {}, texts: {}, quotes found in their texts: {}, journal entries proved: {}, "
                               "root {}\n",
                               check.files, check.items, check.texts, check.quotes, check.entries, one_line(check.root)));
    return 0;
}

int run_verify(const Global& global, const Options& options)
{
    Progress progress("verifying item");
    const auto services = app::real_services();
    const app::VerifyOptions wanted{options.keys, app::read_certificates(services.files, options.certificates), app::state_folder()};
    const app::VerifyReport report = app::verify(services, global.archive, [&](std::uint64_t done) { progress.at(done, 0); }, wanted);
    progress.clear();
    for (const std::string& note : report.notes) {
        fmt::print(stderr, "{}: {}\n", global.archive, note);
    }
    Output output(global.format, {{"where"}, {"what"}});
    for (const auto& damage : report.damages) {
        output.row({damage.where, damage.what}, {{"where", damage.where}, {"what", damage.what}});
    }
    output.finish();
    if (!report.sound()) {
        fmt::print(stderr, "{} is damaged: {} named above\n", global.archive,
                   report.damages.size() == 1 ? "the damage is" : "the damages are");
        return 1;
    }
    std::FILE* out = global.format == "table" ? stdout : stderr;
    write_all(out, fmt::format("sound: items: {} ({} bytes), journal entries: {}, root {}{}\n", report.items, report.item_bytes,
                               report.entries, report.root, signatures(report, options)));
    return 0;
}

} // namespace

void add_verify(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("verify", "Check every item, journal entry and table row, or a published report or package");
    const auto options = std::make_shared<Options>();
    command->add_option("--timestamp-ca", options->certificates, "Certificates (PEM) to which every timestamp must lead")
        ->type_name("FILE");
    command
        ->add_option("--key", options->keys,
                     "A public key that you have from elsewhere: the archive, or the package, must be signed with it")
        ->type_name("NAME+HASH+BASE64");
    command->add_option(
        "folder", options->folder,
        "A report's folder or a package (a bag or a WACZ), checked without its archive; without it, the archive is checked");
    command->callback([&global, &action, options] {
        action = [&global, options] {
            if (options->folder.empty()) {
                return run_verify(global, *options);
            }
            if (app::package_kind(app::real_services().files, options->folder) != app::PackageKind::none) {
                return run_verify_package(global, options->folder, options->keys);
            }
            if (!app::is_report(app::real_services().files, options->folder)) {
                throw UsageError(
                    fmt::format("{} holds no report and no package; to check an archive, name it with --archive", options->folder));
            }
            return run_verify_report(global, options->folder);
        };
    });
}

} // namespace khronika::cli
