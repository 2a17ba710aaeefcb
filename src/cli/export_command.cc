// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export_package.h"
#include "cli/commands.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/version.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {

namespace {

int run_export(const Global& global, app::ExportRequest request, const std::string& form)
{
    request.form = form == "wacz" || (form.empty() && request.place.ends_with(".wacz")) ? app::PackageForm::wacz : app::PackageForm::bag;
    app::Archive archive = open_to_write(global);
    const app::ExportedPackage made = app::export_package(app::real_services(), archive, request);
    archive.close();
    for (const std::string& notice : made.notices) {
        fmt::print(stderr, "{}\n", notice);
    }
    if (made.signer.empty()) {
        fmt::print(stderr, "{}: not signed, {}\n", request.place,
                   request.sign ? "because the archive has no key yet: `khronika key make` makes one" : "as asked");
    }
    if (global.format == "table") {
        write_all(stdout, fmt::format("{}: {} items, {} texts, {} claims, {} journal entries with their proofs\n{}check it with "
                                      "`khronika verify {}`; its hash is {}\n",
                                      request.place, made.items, made.texts, made.claims, made.entries,
                                      made.signer.empty() ? "" : "signed by " + made.signer + "\n", request.place, made.hash));
        return 0;
    }
    Output output(global.format,
                  {{"package"}, {"items", true}, {"texts", true}, {"claims", true}, {"entries", true}, {"hash"}, {"signer"}});
    output.row({request.place, std::to_string(made.items), std::to_string(made.texts), std::to_string(made.claims),
                std::to_string(made.entries), made.hash, made.signer},
               {{"package", request.place},
                {"items", made.items},
                {"texts", made.texts},
                {"claims", made.claims},
                {"entries", made.entries},
                {"hash", made.hash},
                {"signer", made.signer}});
    output.finish();
    return 0;
}

} // namespace

void add_export(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* command = program.add_subcommand("export", "Hand out items with all that the journal says of them");
    auto request = std::make_shared<app::ExportRequest>();
    auto form = std::make_shared<std::string>();
    auto unsigned_ = std::make_shared<bool>(false);
    request->title = "Items of an archive";
    request->made_by = program_and_version();
    command->add_option("place", request->place, "A folder, or a file ending in .wacz, that does not exist yet")
        ->required()
        ->type_name("OUT");
    command->add_option("--form", *form, "bag (BagIt, RFC 8493) or wacz (WACZ 1.1); by default as OUT ends")
        ->check(CLI::IsMember({"bag", "wacz"}));
    command->add_option("--item", request->items, "The beginning of an item's SHA-256; may be given again. Without it, all items");
    command->add_option("--title", request->title, "What the package is called");
    command->add_flag("--unsigned", *unsigned_, "Do not sign, although the archive has a key");
    command->add_option("--passphrase-file", request->passphrase.file, "Where the key's passphrase stands")->type_name("FILE");
    command->callback([&global, &action, request, form, unsigned_] {
        request->sign = !*unsigned_;
        action = [&global, request, form] { return run_export(global, *request, *form); };
    });
}

} // namespace khronika::cli
