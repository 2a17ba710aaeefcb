// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkpoints.h"
#include "app/files.h"
#include "app/last_signed.h"
#include "app/timestamps.h"
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

struct Stamping {
    std::vector<std::string> authorities;
    std::vector<std::string> replies;
    std::vector<std::string> certificates;
    std::string request;
    app::StampRequest over;
};

int run_sign(const Global& global, const app::PassphraseSource& passphrase)
{
    app::Archive archive = open_to_write(global);
    const auto services = app::real_services();
    const vault::SigningKey key = app::open_signing_key(services.files, archive.folder(), passphrase);
    const app::SignedReport report = app::sign_checkpoint(services, archive, key, app::state_folder());
    archive.close();
    for (const std::string& notice : report.notices) {
        fmt::print(stderr, "{}\n", notice);
    }
    if (!report.fresh) {
        fmt::print(stderr, "nothing was appended since the checkpoint of {} entries: it stands\n", report.size);
    }
    write_all(stdout, report.note);
    return 0;
}

int run_show(const Global& global, std::uint64_t size)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    write_all(stdout, app::find_checkpoint(archive.store(), size).note);
    return 0;
}

int run_list(const Global& global)
{
    const app::Archive archive = app::Archive::open_to_read(app::real_services(), global.archive);
    const auto stamps = archive.store().timestamps();
    Output output(global.format, {{"entries", true}, {"root"}, {"signed"}, {"by"}, {"timestamps"}});
    for (const store::SignedCheckpoint& one : archive.store().signed_checkpoints()) {
        std::string told;
        nlohmann::ordered_json form = nlohmann::ordered_json::array();
        for (const store::Timestamp& stamp : stamps) {
            if (stamp.size == one.size) {
                told += fmt::format("{}{} by {}", told.empty() ? "" : ", ", stamp.stamped_at, stamp.authority);
                form.push_back({{"at", stamp.stamped_at}, {"authority", stamp.authority}, {"entry", stamp.entry_index}});
            }
        }
        output.row(
            {std::to_string(one.size), one.root, one.at, one.by, told},
            {{"entries", one.size}, {"root", one.root}, {"signed", one.at}, {"by", one.by}, {"note", one.note}, {"timestamps", form}});
    }
    output.finish();
    return 0;
}

void say(const app::StampedReport& report, const std::string& source)
{
    write_all(stdout, fmt::format("checkpoint of {} entries: {} by {} ({}){}\n", report.size, report.at, source, report.authority,
                                  report.to_authority ? "" : "; not held against an authority's certificate: give --ca"));
}

int run_timestamp(const Global& global, const Stamping& stamping)
{
    const auto services = app::real_services();
    if (stamping.authorities.empty() && stamping.replies.empty() && stamping.request.empty()) {
        throw UsageError("name an --authority, a file with a --reply, or a file for the --request");
    }
    if (!stamping.request.empty()) {
        const app::Archive archive = app::Archive::open_to_read(services, global.archive);
        app::write_file(services, stamping.request, app::timestamp_query(archive, stamping.over.size));
        fmt::print(stderr, "wrote the request; record the authority's answer with --reply\n");
    }
    if (stamping.authorities.empty() && stamping.replies.empty()) {
        return 0;
    }
    app::Archive archive = open_to_write(global);
    app::StampRequest over = stamping.over;
    over.authorities = app::read_certificates(services.files, stamping.certificates);
    int code = 0;
    const auto one = [&](const std::string& source, const auto& take) {
        try {
            say(take(), source);
        } catch (const UsageError&) {
            throw;
        } catch (const Error& error) {
            fmt::print(stderr, "khronika: {}\n", error.what());
            code = 3;
        }
    };
    for (const std::string& reply : stamping.replies) {
        one(reply, [&] { return app::take_reply(services, archive, app::read_file(services, reply), reply, over); });
    }
    for (const std::string& url : stamping.authorities) {
        one(url, [&] { return app::ask_authority(services, archive, *app::real_network(), url, over); });
    }
    archive.close();
    return code;
}

void add_timestamp(CLI::App& noun, const Global& global, Action& action)
{
    const auto stamping = std::make_shared<Stamping>();
    CLI::App* stamp = noun.add_subcommand("timestamp", "Have the latest signed checkpoint timestamped by RFC 3161 authorities");
    stamp
        ->add_option("--authority", stamping->authorities,
                     "Ask the authority at this address, over the network; may be given several times")
        ->type_name("URL");
    stamp->add_option("--reply", stamping->replies, "Take an authority's answer that came by other means")->type_name("FILE");
    stamp->add_option("--request", stamping->request, "Write the request to this file, to be sent by other means")->type_name("FILE");
    stamp->add_option("--ca", stamping->certificates, "Certificates (PEM) to which the answer must lead")->type_name("FILE");
    stamp->add_option("--size", stamping->over.size, "Another signed checkpoint, by its number of entries");
    stamp->callback([&global, &action, stamping] { action = [&global, stamping] { return run_timestamp(global, *stamping); }; });
}

} // namespace

void add_checkpoint(CLI::App& program, const Global& global, Action& action)
{
    CLI::App* noun = program.add_subcommand("checkpoint", "Sign the journal's state, and have it timestamped");
    noun->require_subcommand(1);
    const auto passphrase = std::make_shared<app::PassphraseSource>();
    CLI::App* sign = noun->add_subcommand("sign", "Sign the journal as it stands, where it extends what was signed before");
    sign->add_option("--passphrase-file", passphrase->file,
                     "A file with the passphrase (default: $KHRONIKA_PASSPHRASE_FILE, else asked for)");
    sign->callback([&global, &action, passphrase] { action = [&global, passphrase] { return run_sign(global, *passphrase); }; });
    const auto size = std::make_shared<std::uint64_t>(0);
    CLI::App* show = noun->add_subcommand("show", "Show a signed checkpoint, the latest by default");
    show->add_option("entries", *size, "Its number of entries");
    show->callback([&global, &action, size] { action = [&global, size] { return run_show(global, *size); }; });
    CLI::App* list = noun->add_subcommand("list", "List the signed checkpoints with their timestamps");
    list->callback([&global, &action] { action = [&global] { return run_list(global); }; });
    add_timestamp(*noun, global, action);
}

} // namespace khronika::cli
