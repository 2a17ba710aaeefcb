// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture.h"
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

#include <algorithm>
#include <iterator>
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
    tell(report.parts, "parts of containers");
    tell(report.parts_left_out, "parts left out");
    tell(report.media_bound, "media bound to their messages");
    tell(report.media_missing, "media that are not there");
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

bool is_address(const std::string& path)
{
    return path.starts_with("http://") || path.starts_with("https://");
}

struct CollectArguments {
    app::CollectRequest request;
    app::CaptureRequest capture;
    double delay = 1;
    double timeout = 30;
};

/// Fetches one address; true where all of it came.
bool capture_one(app::Archive& archive, app::CaptureRequest request, app::ReadingPipeline& reading, const app::CollectWatch& watch,
                 app::CollectReport& report)
{
    const std::unique_ptr<sys::Fetcher> fetcher = app::real_fetcher();
    const app::CaptureTools tools{*fetcher, [&](std::string_view answer) { return reading.links(answer); }};
    const app::Captured captured = app::capture(app::real_services(), archive, request, tools, reading.pipeline(), watch, report);
    watch.told(fmt::format("{}: {}{}{}; {} resources, {} missing", request.url, captured.outcome, captured.reason.empty() ? "" : ": ",
                           captured.reason, captured.resources, captured.missing));
    return captured.outcome == "complete";
}

int run_collect(const Global& global, const CollectArguments& arguments)
{
    app::CollectRequest request = arguments.request;
    std::vector<std::string> addresses;
    std::copy_if(request.paths.begin(), request.paths.end(), std::back_inserter(addresses), &is_address);
    std::erase_if(request.paths, &is_address);
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
    app::CollectReport report = app::collect(app::real_services(), archive, request, reading.pipeline(), watch);
    for (const std::string& address : addresses) {
        app::CaptureRequest capture = arguments.capture;
        capture.url = address;
        capture.stated = request.stated;
        capture.delay = std::chrono::milliseconds(static_cast<std::int64_t>(arguments.delay * 1000));
        capture.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(arguments.timeout * 1000));
        report.failed += capture_one(archive, capture, reading, watch, report) ? 0 : 1;
    }
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
    const auto arguments = std::make_shared<CollectArguments>();
    app::CollectRequest* request = &arguments->request;
    app::CaptureRequest* capture = &arguments->capture;
    CLI::App* command = program.add_subcommand("collect", "Keep files, or pages of the web, in the archive and read them");
    command
        ->add_option("PATH", request->paths,
                     "Files and folders, NAME.meta.json beside NAME saying what is known of it; or http:// and https:// addresses")
        ->required();
    command->add_option("--title", request->stated.title, "Title; this and what follows goes before what sidecars say");
    command->add_option("--outlet", request->stated.outlet, "Who published it");
    command->add_option("--language", request->stated.language, "ISO 639-1, such as ru");
    command->add_option("--published", request->stated.published, "When: YYYY-MM-DD, or a time of RFC 3339");
    command->add_option("--url", request->stated.url, "The address it was saved from");
    command->add_option("--proxy", capture->proxy, "Fetch through this proxy, such as socks5h://127.0.0.1:9050 for Tor");
    command->add_option("--ignore-robots", capture->ignore_robots, "Do not heed robots.txt, for this reason, which is kept in the journal");
    command->add_option("--ca-file", capture->ca_file, "Trust these certificates (PEM) in place of the system's");
    command->add_flag("--private-addresses", capture->private_addresses, "Allow addresses of this computer and of private networks");
    command->add_option("--delay", arguments->delay, "Seconds between requests to one host (1)")->check(CLI::Range(0.0, 3600.0));
    command->add_option("--timeout", arguments->timeout, "Seconds that one request may take (30)")->check(CLI::Range(0.1, 3600.0));
    command->add_option("--max-answer", capture->largest, "Break off a longer answer (bytes)")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 30U));
    command->callback([&global, &action, arguments] { action = [&global, arguments] { return run_collect(global, *arguments); }; });
}

} // namespace khronika::cli
