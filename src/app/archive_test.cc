// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"

#include "app/collect.h"
#include "app/layout.h"
#include "app/rebuild.h"
#include "app/verify.h"
#include "base/error.h"
#include "store/database.h"
#include "support/temporary_folder.h"
#include "sys/clock.h"
#include "sys/faulty_files.h"
#include "sys/randomness.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace khronika::app {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::string& path, const std::string& bytes)
{
    fs::permissions(fs::path(path).parent_path(), fs::perms::owner_all);
    if (fs::exists(path)) {
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    }
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder with an archive's outside world: a clock that stands, seeded randomness, files that can fail.
struct World {
    World() : files(sys::real_files()), clock(sys::Instant(std::chrono::milliseconds(1711445400000))), random(1)
    {
        archive = folder + "/archive";
        fs::create_directory(folder + "/in");
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] Services services() { return {files, clock, random}; }
    void make() { Archive::create(services(), archive, "test", "tester"); }

    CollectReport collect_all()
    {
        Archive open = Archive::open_to_write(services(), archive, "tester");
        const CollectReport report = collect(services(), open, {{folder + "/in"}, {}}, pipeline(), watch());
        open.close();
        return report;
    }

    [[nodiscard]] CollectWatch watch()
    {
        return {[this](const Collected& item) { acknowledged.push_back(item.sha256); },
                [this](const std::string& message) { told.push_back(message); },
                {}};
    }

    /// Reads a file as its own text; what begins with `!` cannot be read. Each text makes one claim.
    static Pipeline pipeline()
    {
        return {[](const std::string& path, const Item&, const Metadata& stated) -> ReadOutcome {
                    Text text;
                    text.content = bytes_of(path);
                    text.title = {stated.title, "stated"};
                    return text.content.starts_with('!') ? ReadOutcome{std::nullopt, "it begins with !"} : ReadOutcome{text, ""};
                },
                [](const Text& text) {
                    Claim claim;
                    claim.quote = text.content.substr(0, 4);
                    claim.span = {0, claim.quote.size()};
                    claim.act = "detention";
                    return std::vector<Claim>{claim};
                },
                "whole-text 1"};
    }

    [[nodiscard]] std::vector<store::Damage> damages()
    {
        files.fail_call(0, 0);
        return verify(services(), archive).damages;
    }

    sys::FaultyFiles files;
    sys::SetClock clock;
    sys::SeededRandom random;
    test::TemporaryFolder temporary;
    std::string folder = temporary.path();
    std::string archive;
    std::vector<std::string> acknowledged;
    std::vector<std::string> told;
};

std::string complaint(const std::function<void()>& call)
{
    try {
        call();
        return "none";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Archive, CollectsReadsAndExtracts)
{
    World world;
    world.make();
    write_bytes(world.folder + "/in/a", "12 people");
    write_bytes(world.folder + "/in/b", "!binary");
    write_bytes(world.folder + "/in/c", "12 people");
    write_bytes(world.folder + "/in/a.meta.json", R"({"title":"Title","published":"2024-03-05"})");
    const CollectReport report = world.collect_all();
    EXPECT_EQ(report.collected, 3U);
    EXPECT_EQ(report.fresh, 2U);
    EXPECT_EQ(report.unreadable, 1U);
    EXPECT_EQ(report.sidecars, 1U);
    EXPECT_TRUE(world.damages().empty());
    const Archive archive = Archive::open_to_read(world.services(), world.archive);
    const std::vector<Item> items = archive.store().items();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].collections.size(), 2U);
    EXPECT_EQ(items[0].collections[0].stated.title, "Title");
    // Something else is stated of the same bytes at the second time, so they were read again.
    EXPECT_EQ(report.read, 2U);
    EXPECT_EQ(archive.store().text(items[0].sha256)->title.value, "");
    ASSERT_EQ(archive.store().claims().size(), 1U);
    EXPECT_EQ(archive.store().claims()[0].item, items[0].sha256);
    EXPECT_EQ(archive.store().failed_reading(items[1].sha256)->reason, "it begins with !");
}

TEST(Archive, ABadSidecarStopsItsFileAlone)
{
    World world;
    world.make();
    write_bytes(world.folder + "/in/a", "one");
    write_bytes(world.folder + "/in/a.meta.json", R"({"published":"yesterday"})");
    write_bytes(world.folder + "/in/b", "two");
    const CollectReport report = world.collect_all();
    EXPECT_EQ(report.collected, 1U);
    EXPECT_EQ(report.failed, 1U);
    ASSERT_EQ(world.told.size(), 1U);
    EXPECT_TRUE(world.told[0].starts_with(world.folder + "/in/a.meta.json: published 'yesterday' is no date")) << world.told[0];
}

TEST(Archive, OneWriterAtATime)
{
    World world;
    world.make();
    Archive first = Archive::open_to_write(world.services(), world.archive, "one");
    EXPECT_EQ(complaint([&] { (void)Archive::open_to_write(world.services(), world.archive, "two"); }),
              world.archive + ": another khronika is writing to this archive: wait for it to end and run the command again");
    EXPECT_EQ(Archive::open_to_read(world.services(), world.archive).store().tree().size, 1U);
}

TEST(Archive, ADamagedArchiveIsNotWrittenToNorBlessed)
{
    World world;
    world.make();
    write_bytes(world.folder + "/in/a", "one");
    world.collect_all();
    const std::string path = world.archive + "/" + database_name;
    std::string bytes = bytes_of(path);
    bytes[bytes.size() - 2000] = static_cast<char>(bytes[bytes.size() - 2000] ^ 1);
    write_bytes(path, bytes);
    EXPECT_TRUE(
        complaint([&] { world.collect_all(); }).starts_with(world.archive + " is damaged, and nothing was written to it: khronika.db: "));
    EXPECT_FALSE(world.damages().empty());
    EXPECT_EQ(bytes_of(path), bytes);
}

TEST(Archive, ADatabasePutBackIsFound)
{
    World world;
    world.make();
    const std::string path = world.archive + "/" + database_name;
    const std::string before = bytes_of(path);
    write_bytes(world.folder + "/in/a", "one");
    world.collect_all();
    write_bytes(path, before);
    fs::remove(world.archive + "/SHA256SUMS");
    const std::vector<store::Damage> damages = world.damages();
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_EQ(damages[0].where, "checkpoint");
    EXPECT_EQ(damages[0].what, "it stands for 4 entries, and the journal holds 1: the entries from 1 on were lost or the database was put "
                               "back to an earlier state");
    // Nothing may be written to it, nor the items of the lost entries be taken for leftovers.
    EXPECT_NE(complaint([&] { world.collect_all(); }), "none");
    EXPECT_EQ(verify(world.services(), world.archive).items, 1U);
}

TEST(Archive, RebuildMendsTablesAndRefusesADamagedJournal)
{
    World world;
    world.make();
    write_bytes(world.folder + "/in/a", "one");
    world.collect_all();
    const std::string path = world.archive + "/" + database_name;
    store::Database(path, store::Open::write).execute("UPDATE items SET media_type = 'text/other'");
    EXPECT_FALSE(world.damages().empty());
    EXPECT_FALSE(rebuild(world.services(), world.archive, "tester").differences.empty());
    EXPECT_TRUE(world.damages().empty());
    EXPECT_TRUE(rebuild(world.services(), world.archive, "tester").differences.empty());
    store::Database(path, store::Open::write).execute("UPDATE journal SET entry = replace(entry, 'item_collected', 'item_imagined')");
    EXPECT_TRUE(complaint([&] { (void)rebuild(world.services(), world.archive, "tester"); })
                    .starts_with(world.archive +
                                 ": the journal itself is damaged, and the tables cannot be made from it: journal entry 1: its "
                                 "bytes were changed"));
}

struct FaultOutcome {
    std::uint64_t calls = 0; ///< that the collect made
    std::string failed;      ///< the call that failed; empty where none did
    bool told = false;       ///< or all was done in spite of it
};

/// Runs a collect in which one call of the file system fails.
FaultOutcome collect_with_fault(World& world, std::uint64_t nth, int error_number)
{
    FaultOutcome out;
    world.files.fail_call(nth, error_number);
    try {
        const CollectReport report = world.collect_all();
        // The database's tidying up at its end may fail, and the next one does it; nothing else may fail in silence.
        const bool tidying = world.files.failed().find(database_name) != std::string::npos;
        out.told = report.failed > 0 || (tidying && report.read == 3 && fs::exists(world.archive + "/SHA256SUMS"));
    } catch (const Error& error) {
        out.told = true;
        EXPECT_NE(std::string(error.what()).find(world.folder), std::string::npos) << "no path is named: " << error.what();
    }
    out.calls = world.files.calls();
    out.failed = world.files.failed();
    world.files.fail_call(0, 0);
    return out;
}

void write_batch(const World& world)
{
    for (const char* name : {"a", "b", "c"}) {
        write_bytes(world.folder + "/in/" + name, std::string("content of ") + name);
    }
    write_bytes(world.folder + "/in/a.meta.json", R"({"title":"Title"})");
}

/// What was acknowledged is there, and the archive goes on: a second run completes the batch.
void expect_sound(World& world, const std::string& when)
{
    {
        const Archive archive = Archive::open_to_read(world.services(), world.archive);
        for (const std::string& item : world.acknowledged) {
            EXPECT_TRUE(archive.store().item(item)) << when;
        }
    }
    EXPECT_EQ(world.collect_all().failed, 0U) << when;
    EXPECT_EQ(Archive::open_to_read(world.services(), world.archive).store().items().size(), 3U) << when;
    const auto damages = world.damages();
    EXPECT_TRUE(damages.empty()) << when << ": " << (damages.empty() ? "" : damages[0].where + ": " + damages[0].what);
    EXPECT_TRUE(fs::exists(world.archive + "/SHA256SUMS")) << when;
    EXPECT_TRUE(fs::is_empty(world.archive + "/incoming")) << when;
}

TEST(Archive, EveryCallOfACollectMayFail)
{
    for (const int error_number : {EACCES}) { // ENOSPC and EIO: tests/faults/calls.cc
        std::uint64_t calls = 1;
        for (std::uint64_t nth = 0; nth <= calls; ++nth) {
            World world;
            world.make();
            write_batch(world);
            const FaultOutcome outcome = collect_with_fault(world, nth, error_number);
            calls = std::max(calls, outcome.calls);
            EXPECT_EQ(outcome.told, !outcome.failed.empty()) << "call " << nth << " failed in silence: " << outcome.failed;
            expect_sound(world, fmt::format("error {} in call {}", error_number, nth));
        }
        EXPECT_GT(calls, 60U);
    }
}

RC_GTEST_PROP(Archive, AnySequenceOfAppendsVerifiesAndAnyFlippedBitIsFound, ())
{
    World world;
    world.make();
    const auto runs = *rc::gen::inRange(1, 4);
    for (int run = 0; run < runs; ++run) {
        const auto number = *rc::gen::inRange(0, 4);
        for (int i = 0; i < number; ++i) {
            write_bytes(world.folder + "/in/" + std::to_string(i), *rc::gen::container<std::string>(rc::gen::inRange<char>('!', 'z')));
        }
        world.collect_all();
    }
    RC_ASSERT(world.damages().empty());
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(world.archive)) {
        if (entry.is_regular_file() && entry.file_size() > 0 && entry.path().extension() != ".db-shm") {
            paths.push_back(entry.path());
        }
    }
    const std::string path = *rc::gen::elementOf(paths);
    std::string bytes = bytes_of(path);
    const auto place = *rc::gen::inRange<std::size_t>(0, bytes.size());
    bytes[place] = static_cast<char>(bytes[place] ^ (1 << *rc::gen::inRange(0, 8)));
    write_bytes(path, bytes);
    RC_LOG() << path << " byte " << place << "\n";
    RC_ASSERT(!world.damages().empty());
}

} // namespace
} // namespace khronika::app
