// SPDX-License-Identifier: GPL-3.0-or-later
// Pages a second on one core, from bytes to main text, beside what gumbo alone takes to parse the same bytes in the same
// run; and what the sandbox adds. usage: bench_pages FOLDER [ROUNDS]
#include "readers/blocks.h"
#include "readers/html_reduce.h"
#include "readers/html_tree.h"
#include "readers/inflate.h"
#include "readers/read.h"
#include "readers/sandbox.h"
#include "readers/worker.h"
#include "sys/read_file.h"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <functional>

namespace {

using namespace khronika;

std::vector<std::string> load_pages(const std::string& folder)
{
    constexpr std::uint64_t limit = 64U << 20U;
    std::vector<std::string> pages;
    std::vector<std::string> unreadable;
    for (const std::string& path : sys::files_below(folder, unreadable)) {
        std::string bytes = sys::read_file(path, limit);
        pages.push_back(path.ends_with(".gz") ? readers::inflate_gzip(bytes, limit) : std::move(bytes));
    }
    return pages;
}

std::vector<readers::TableFile> load_tables()
{
    std::vector<readers::TableFile> files;
    std::vector<std::string> unreadable;
    for (const std::string& path : sys::files_below(KHRONIKA_SOURCE_DIR "/data/readers", unreadable)) {
        if (path.ends_with(".tsv")) {
            files.push_back({path, sys::read_file(path, 16U << 20U)});
        }
    }
    return files;
}

double wall_seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of this process alone, so that others on the machine do not count.
double processor_seconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// The best of `rounds`, in seconds: what disturbs a measurement only ever adds to it.
double best_of(int rounds, const std::function<void()>& run, double (*seconds)() = &processor_seconds)
{
    double best = 1e300;
    for (int round = 0; round < rounds; ++round) {
        const double start = seconds();
        run();
        best = std::min(best, seconds() - start);
    }
    return best;
}

void gumbo_alone(const std::string& page)
{
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}

} // namespace

int main(int argc, char** argv)
{
    if (const auto code = readers::worker_main(argc, argv)) {
        return *code;
    }
    if (argc < 2) {
        fmt::print(stderr, "usage: bench_pages FOLDER [ROUNDS]\n");
        return 2;
    }
    const std::vector<std::string> pages = load_pages(argv[1]);
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    const auto files = load_tables();
    const readers::Tables tables = readers::read_tables(files);
    readers::Request request;
    request.name = "page.html";
    std::size_t bytes = 0;
    for (const std::string& page : pages) {
        bytes += page.size();
    }
    const auto each = [&pages](const std::function<void(const std::string&)>& act) {
        return [&pages, act] { std::ranges::for_each(pages, act); };
    };
    const auto row = [&](const char* what, double seconds) {
        fmt::print("{:<44} {:>8.1f} {:>8.2f} {:>8.1f}\n", what, static_cast<double>(pages.size()) / seconds,
                   1000 * seconds / static_cast<double>(pages.size()), static_cast<double>(bytes) / seconds / 1e6);
    };
    fmt::print("{} pages, {:.1f} MB, best of {} rounds, one core, processor time\n", pages.size(), static_cast<double>(bytes) / 1e6,
               rounds);
    fmt::print("{:<44} {:>8} {:>8} {:>8}\n", "", "pages/s", "ms/page", "MB/s");
    row("gumbo, the whole page, parsing alone", best_of(rounds, each([](const std::string& page) { gumbo_alone(page); })));
    row("mark-up reduced", best_of(rounds, each([](const std::string& page) { (void)readers::reduce_html(page); })));
    row("reduced and parsed", best_of(rounds, each([](const std::string& page) {
                                          const auto reduced = readers::reduce_html(page);
                                          const readers::HtmlTree tree(reduced.text);
                                      })));
    row("reduced, parsed, cut into blocks", best_of(rounds, each([](const std::string& page) {
                                                        const auto reduced = readers::reduce_html(page);
                                                        const readers::HtmlTree tree(reduced.text);
                                                        (void)readers::find_blocks(tree, reduced.text);
                                                    })));
    row("read: bytes to main text and facts",
        best_of(rounds, each([&](const std::string& page) { (void)readers::read(page, request, tables); })));
    readers::SandboxedReader reader(files);
    row("read in the sandbox, a worker a page (wall)",
        best_of(rounds, each([&](const std::string& page) { (void)reader.read(page, request); }), &wall_seconds));
    row("the sandbox alone, a file of a byte (wall)",
        best_of(rounds, each([&](const std::string&) { (void)reader.read("x", request); }), &wall_seconds));
    return 0;
}
