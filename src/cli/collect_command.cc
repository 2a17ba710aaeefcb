// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect.h"
#include "app/pipeline.h"
#include "app/sidecar.h"
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

void tell_summary(const app::CollectReport& report)
{
    fmt::print(stderr, "collected {} (new items: {}, already in the archive: {})", report.collected, report.fresh,
               report.collected - report.fresh);
    const auto tell = [](std::uint64_t count, const char* what) {
        if (count > 0) {
            fmt::print(stderr, "; {}: {}", what, count);
        }
    };
    tell(report.read, "texts read");
    tell(report.claims, "claims");
    tell(report.claims_left_out, "claims left out");
    tell(report.unreadable, "kept but not read");
    tell(report.sidecars, "sidecars used");
    tell(report.hidden, "hidden, passed over");
    tell(report.passed, "otherwise passed over");
    tell(report.failed, "failed");
    fmt::print(stderr, "\n");
}

/// Where the output is a table, a line for each file as soon as it is safe, rather than a table at the end.
class Acknowledgements {
public:
    explicit Acknowledgements(const std::string& format) : m_plain(format == "table"), m_output(format, columns()) {}

    void add(const app::Collected& item)
    {
        if (m_plain) {
            write_all(stdout, fmt::format("{}  {}  {}\n", item.sha256, item.fresh ? "new  " : "again", one_line(item.from)));
            return;
        }
        m_output.row(
            {item.sha256, fmt::format("{}", item.size), item.media_type, item.from, item.collection, item.fresh ? "true" : "false"},
            {{"item", item.sha256},
             {"size", item.size},
             {"media_type", item.media_type},
             {"from", item.from},
             {"collection", item.collection},
             {"new", item.fresh}});
    }

    void finish() { m_output.finish(); }

private:
    static std::vector<Column> columns() { return {{"item"}, {"size"}, {"media_type"}, {"from"}, {"collection"}, {"new"}}; }

    bool m_plain;
    Output m_output;
};

int run_collect(const Global& global, const app::CollectRequest& request)
{
    try {
        app::check_metadata(request.stated, "collect");
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
    app::Archive archive = app::Archive::open_to_write(app::real_services(), global.archive, global.by);
    archive.set_reason(global.reason);
    for (const std::string& notice : archive.notices()) {
        fmt::print(stderr, "{}\n", notice);
    }
    Acknowledgements acknowledgements(global.format);
    Progress progress("collecting");
    app::CollectWatch watch;
    watch.acknowledged = [&](const app::Collected& item) {
        progress.clear();
        acknowledgements.add(item);
    };
    watch.told = [&](const std::string& message) {
        progress.clear();
        fmt::print(stderr, "{}\n", message);
    };
    watch.at = [&](std::uint64_t done, std::uint64_t of) { progress.at(done, of); };
    app::ReadingPipeline reading;
    const app::CollectReport report = app::collect(app::real_services(), archive, request, reading.pipeline(), watch);
    progress.clear();
    if (!archive.close()) {
        fmt::print(stderr, "a reader holds the database: its fingerprint is written by the next command that writes\n");
    }
    acknowledgements.finish();
    tell_summary(report);
    return report.failed == 0 ? 0 : 3;
}

} // namespace

void add_collect(CLI::App& program, const Global& global, Action& action)
{
    const auto request = std::make_shared<app::CollectRequest>();
    CLI::App* command = program.add_subcommand("collect", "Keep files in the archive and read them");
    command->add_option("PATH", request->paths, "Files and folders; NAME.meta.json beside NAME says what is known of it")->required();
    command->add_option("--title", request->stated.title, "Title; this and what follows goes before what sidecars say");
    command->add_option("--outlet", request->stated.outlet, "Who published it");
    command->add_option("--language", request->stated.language, "ISO 639-1, such as ru");
    command->add_option("--published", request->stated.published, "When: YYYY-MM-DD, or a time of RFC 3339");
    command->add_option("--url", request->stated.url, "The address it was saved from");
    command->callback([&global, &action, request] { action = [&global, request] { return run_collect(global, *request); }; });
}

} // namespace khronika::cli
