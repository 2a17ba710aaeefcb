// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"
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

int run_verify_package(const Global& global, const std::string& place, const std::string& key_text)
{
    std::optional<vault::VerifierKey> key;
    if (!key_text.empty()) {
        key = vault::parse_verifier_key(key_text);
        if (!key) {
            throw UsageError(fmt::format("{} is no verifier key (NAME+HASH+BASE64, as `khronika key show` prints it)", key_text));
        }
    }
    const app::PackageCheck check = app::verify_package(app::real_services().files, place, key);
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

int run_verify(const Global& global)
{
    Progress progress("verifying item");
    const app::VerifyReport report = app::verify(app::real_services(), global.archive, [&](std::uint64_t done) { progress.at(done, 0); });
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
    write_all(out, fmt::format("sound: items: {} ({} bytes), journal entries: {}, root {}\n", report.items, report.item_bytes,
                               report.entries, report.root));
    return 0;
}

} // namespace

void add_verify(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("verify", "Check every item, journal entry and table row, or a published report or package");
    auto folder = std::make_shared<std::string>();
    auto key = std::make_shared<std::string>();
    command->add_option("place", *folder,
                        "A report's folder or a package (a bag or a WACZ), checked without its archive; without it, the "
                        "archive is checked");
    command->add_option("--key", *key, "The verifier key that must have signed the package")->type_name("KEY");
    command->callback([&global, &action, folder, key] {
        action = [&global, folder, key] {
            if (folder->empty()) {
                return run_verify(global);
            }
            if (app::package_kind(app::real_services().files, *folder) != app::PackageKind::none) {
                return run_verify_package(global, *folder, *key);
            }
            if (!key->empty()) {
                throw UsageError("--key is for packages; a report is not signed yet");
            }
            if (!app::is_report(app::real_services().files, *folder)) {
                throw UsageError(fmt::format("{} holds no report and no package; to check an archive, name it with --archive", *folder));
            }
            return run_verify_report(global, *folder);
        };
    });
}

} // namespace khronika::cli
