// SPDX-License-Identifier: GPL-3.0-or-later
// Fails every call of the file system, the database's included, once in a collect, extract and join: the command must end
// with an error that names a path, what was acknowledged must be there, and the archive sound and ready to go on.
#include "support/archive_world.h"

#include "app/join_claims.h"
#include "app/layout.h"
#include "app/verify.h"
#include "base/error.h"
#include "sys/faulty_files.h"
#include "sys/memory_files.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace khronika::tests {
namespace {

constexpr const char* folder = "/archive";
constexpr std::uint64_t items_of_batch = 4; // b.txt and c.txt are the same bytes

struct Outcome {
    std::string complaint;
    std::vector<std::string> acknowledged;
    app::CollectReport report;
    bool closed = false;
};

Outcome work(sys::Files& files, const Engine& engine, std::uint64_t seed)
{
    sys::SetClock clock(some_time());
    sys::SeededRandom random(seed);
    const app::Services services{files, clock, random};
    Outcome out;
    try {
        app::Archive archive = app::Archive::open_to_write(services, folder, "tester");
        const app::CollectWatch watch{[&](const app::Collected& item) { out.acknowledged.push_back(item.sha256); },
                                      [&](const std::string& told) { out.complaint += told; },
                                      {}};
        out.report = app::collect(services, archive, {{"/in"}, {}}, engine.pipeline(files), watch);
        (void)app::join_and_record(archive);
        out.closed = archive.close();
        if (out.report.failed == 0) {
            out.complaint.clear();
        }
    } catch (const Error& error) {
        out.complaint = error.what();
    }
    return out;
}

void expect_sound(sys::MemoryFiles& disk, const Engine& engine, const Outcome& outcome, const std::string& when)
{
    const Outcome again = work(disk, engine, 6);
    EXPECT_EQ(again.complaint, "") << when;
    sys::SetClock clock(some_time());
    sys::SeededRandom random(6);
    const app::Services services{disk, clock, random};
    const app::VerifyReport report = app::verify(services, folder);
    EXPECT_TRUE(report.sound()) << when << ": " << report.damages.front().where << ": " << report.damages.front().what;
    const app::Archive archive = app::Archive::open_to_read(services, folder);
    EXPECT_EQ(archive.store().items().size(), items_of_batch) << when;
    for (const std::string& item : outcome.acknowledged) {
        EXPECT_TRUE(archive.store().item(item)) << when;
    }
    EXPECT_TRUE(disk.status("/archive/SHA256SUMS")) << when;
    EXPECT_TRUE(disk.list("/archive/incoming").empty()) << when;
}

/// An empty archive and the batch beside it, all of it synced.
sys::DiskState beginning()
{
    sys::MemoryFiles files;
    files.make_folder("/in");
    put_batch(files, "/in");
    sys::SetClock clock(some_time());
    sys::SeededRandom random(4);
    app::Archive::create({files, clock, random}, folder, "test", "tester");
    sys::Medium medium;
    for (const sys::DiskChange& change : files.log()) {
        medium.take(change);
    }
    std::mt19937_64 none;
    return medium.lose_power(sys::Loss::none_dropped, none);
}

TEST(Calls, EachMayFailOnce)
{
    const Engine engine;
    const sys::DiskState state = beginning();
    sys::MemoryFiles sound(state);
    const Outcome whole = work(sound, engine, 5);
    for (const int error_number : {EIO, ENOSPC}) {
        std::uint64_t silent = 0;
        for (std::uint64_t nth = 1;; ++nth) {
            sys::MemoryFiles disk(state);
            sys::FaultyFiles files(disk);
            files.fail_call(nth, error_number);
            const Outcome outcome = work(files, engine, 5);
            if (files.failed().empty()) {
                EXPECT_EQ(outcome.complaint, "");
                EXPECT_GT(nth, 300U);
                fmt::print("error {}: {} calls, each failed once; {} of the database's tidying up went by without a word\n", error_number,
                           nth - 1, silent);
                break;
            }
            const std::string when = fmt::format("error {} in call {} ({})", error_number, nth, files.failed());
            if (outcome.complaint.empty()) {
                // SQLite leaves to the next connection what it cannot tidy up when it closes one.
                ++silent;
                EXPECT_NE(files.failed().find(app::database_name), std::string::npos) << when << " failed in silence";
                EXPECT_EQ(outcome.report.read, whole.report.read) << when;
                EXPECT_TRUE(outcome.closed) << when;
            } else {
                EXPECT_TRUE(outcome.complaint.find("/archive") != std::string::npos || outcome.complaint.find("/in") != std::string::npos)
                    << when << ": no path is named: " << outcome.complaint;
            }
            expect_sound(disk, engine, outcome, when);
        }
        EXPECT_LT(silent, 40U);
    }
}

} // namespace
} // namespace khronika::tests
