// SPDX-License-Identifier: GPL-3.0-or-later
// Loses power in thousands of moments of init, collect, extract and join, in all the ways that sys/medium.h knows, and holds
// that the archive opens for writing, verifies, and has every item and entry that was acknowledged before.
//
// KHRONIKA_POWER_LOSS_STATES (1,000) says how many states are drawn, KHRONIKA_POWER_LOSS_SEED (from the clock, printed) which.
#include "support/archive_world.h"

#include "app/join_claims.h"
#include "app/layout.h"
#include "app/verify.h"
#include "archive/items.h"
#include "base/error.h"
#include "sys/memory_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <set>

namespace khronika::tests {
namespace {

constexpr const char* folder = "/archive";

const Engine& engine()
{
    static const Engine the_engine;
    return the_engine;
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise)
{
    const char* value = std::getenv(variable);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

/// What had been promised when the log was so long.
struct Promise {
    std::size_t changes = 0;
    std::uint64_t entries = 0;
    std::set<std::string> items;
};

std::vector<std::string> journal_of(const store::Archive& store)
{
    std::vector<std::string> out;
    store.each_entry(0, [&](const store::Entry& entry) {
        out.push_back(entry.bytes);
        return true;
    });
    return out;
}

/// A program at work on a disk in memory, with what it promises on the way.
class Work {
public:
    explicit Work(sys::MemoryFiles& files, std::uint64_t seed, Promise before = {})
        : m_files(files), m_clock(some_time()), m_random(seed), m_promises{std::move(before)}
    {
        m_promises.front().changes = 0;
    }

    [[nodiscard]] app::Services services() { return {m_files, m_clock, m_random}; }

    void init()
    {
        app::Archive::create(services(), folder, "test", "tester");
        promise(1, {});
    }

    void collect(const std::vector<std::string>& names, std::size_t group, bool close)
    {
        app::Archive archive = app::Archive::open_to_write(services(), folder, "tester");
        app::CollectRequest request;
        request.group = group;
        for (const std::string& name : names) {
            request.paths.push_back("/in/" + name);
        }
        const app::CollectWatch watch{
            [&](const app::Collected& item) { promise(archive.store().tree().size, item.sha256); }, [](const std::string&) {}, {}};
        (void)app::collect(services(), archive, request, engine().pipeline(m_files), watch);
        promise(archive.store().tree().size, {});
        (void)app::join_and_record(archive);
        promise(archive.store().tree().size, {});
        if (close) {
            archive.close();
        }
        journal = journal_of(app::Archive::open_to_read(services(), folder).store());
    }

    /// The last one that was made when the log was `changes` long.
    [[nodiscard]] const Promise& promised(std::size_t changes) const
    {
        return *(std::upper_bound(m_promises.begin(), m_promises.end(), changes,
                                  [](std::size_t at, const Promise& promise) { return at < promise.changes; }) -
                 1);
    }

    std::vector<std::string> journal;

private:
    void promise(std::uint64_t entries, const std::string& item)
    {
        Promise next = m_promises.back();
        next.changes = m_files.log().size();
        next.entries = entries;
        if (!item.empty()) {
            next.items.insert(item);
        }
        m_promises.push_back(std::move(next));
    }

    sys::MemoryFiles& m_files;
    sys::SetClock m_clock;
    sys::SeededRandom m_random;
    std::vector<Promise> m_promises;
};

/// Empty where all is as it must be.
std::string fault_of(sys::MemoryFiles& disk, Work& run, const Promise& promised, const std::vector<std::string>& journal)
{
    if (promised.entries == 0 && !disk.status(sys::join(folder, app::manifest_name))) {
        return "";
    }
    try {
        app::Archive archive = app::Archive::open_to_write(run.services(), folder, "tester");
        const std::vector<std::string> have = journal_of(archive.store());
        if (have.size() < promised.entries ||
            !std::equal(have.begin(), have.begin() + static_cast<std::ptrdiff_t>(promised.entries), journal.begin())) {
            return fmt::format("of {} entries promised, the journal holds {}", promised.entries, have.size());
        }
        for (const std::string& item : promised.items) {
            if (!archive.store().item(item) || !disk.status(archive.items().path(item))) {
                return "item " + item + " is lost";
            }
        }
        archive.close();
        const app::VerifyReport report = app::verify(run.services(), folder);
        if (!report.sound()) {
            return report.damages.front().where + ": " + report.damages.front().what;
        }
        return disk.status("/archive/SHA256SUMS") ? "" : "a clean end left no fingerprint";
    } catch (const std::exception& error) {
        return error.what();
    }
}

std::size_t hash_of(const sys::DiskState& state)
{
    std::size_t out = 0;
    const auto mix = [&](const std::string& bytes) { out = out * 1'099'511'628'211ULL + std::hash<std::string>()(bytes); };
    for (const auto& [name, file] : state.names) {
        mix(name);
        mix(file == 0 ? "" : state.bytes.at(file));
    }
    return out;
}

struct Tally {
    std::uint64_t states = 0;
    std::set<std::size_t> different;
    std::vector<std::string> faults;
};

class PowerLoss : public ::testing::Test {
protected:
    PowerLoss()
    {
        seed = number_from("KHRONIKA_POWER_LOSS_SEED",
                           static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) % 1'000'000'007);
        fmt::print("seed {} (KHRONIKA_POWER_LOSS_SEED={} repeats the draws)\n", seed, seed);
        draw.seed(seed);
    }

    static sys::MemoryFiles& input(sys::MemoryFiles& files)
    {
        files.make_folder("/in");
        put_batch(files, "/in");
        files.sync_folder("/");
        return files;
    }

    /// A first run that ends cleanly, one that breaks off, and one that finds what it left.
    static void work(Work& run)
    {
        run.init();
        run.collect({"a.txt", "b.txt"}, 1, true);
        run.collect({"c.txt", "d.html"}, 64, false);
        run.collect({"a.txt", "d.html", "e.bin"}, 2, true);
    }

    /// Draws states of `files`' log; each eighth time the archive is mended and goes on, and power is lost again meanwhile.
    void lose(const sys::MemoryFiles& files, const Work& run, std::uint64_t states, bool syncs_work, int depth, Tally& tally)
    {
        std::vector<std::size_t> cuts(states);
        for (std::size_t& cut : cuts) {
            cut = draw() % (files.log().size() + 1);
        }
        std::sort(cuts.begin(), cuts.end());
        sys::Medium medium(files.beginning());
        std::size_t taken = 0;
        for (const std::size_t cut : cuts) {
            for (; taken < cut; ++taken) {
                medium.take(files.log()[taken], syncs_work);
            }
            constexpr std::array<sys::Loss, 8> losses{sys::Loss::all_dropped, sys::Loss::none_dropped, sys::Loss::cut_short,
                                                      sys::Loss::cut_short,   sys::Loss::reordered,    sys::Loss::reordered,
                                                      sys::Loss::reordered,   sys::Loss::reordered};
            const std::size_t which = draw() % losses.size();
            const sys::DiskState state = medium.lose_power(losses[which], draw);
            ++tally.states;
            tally.different.insert(hash_of(state));
            const Promise& promised = run.promised(cut);
            sys::MemoryFiles disk(state);
            Work after(disk, draw(), promised);
            const std::string fault = fault_of(disk, after, promised, run.journal);
            if (!fault.empty()) {
                tally.faults.push_back(
                    fmt::format("power lost after change {} of {}, kind {}, depth {}: {}", cut, files.log().size(), which, depth, fault));
            } else if (depth == 0 && promised.entries > 0 && tally.states % 40 == 0) {
                sys::MemoryFiles again(state);
                Work second(again, draw(), promised);
                second.collect({"c.txt", "e.bin"}, 1 + draw() % 2, true);
                lose(again, second, 20, syncs_work, 1, tally);
            }
        }
    }

    std::uint64_t seed = 0;
    std::mt19937_64 draw;
};

TEST_F(PowerLoss, LosesNothingThatWasAcknowledged)
{
    sys::MemoryFiles files;
    Work run(input(files), 1);
    work(run);
    const std::uint64_t states = number_from("KHRONIKA_POWER_LOSS_STATES", 1000);
    Tally tally;
    lose(files, run, states, true, 0, tally);
    fmt::print("{} changes and syncs; {} states, {} of them different: {} faults\n", files.log().size(), tally.states,
               tally.different.size(), tally.faults.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(tally.faults.size(), 10); ++i) {
        ADD_FAILURE() << tally.faults[i];
    }
    EXPECT_GT(tally.different.size(), states / 2);
}

TEST_F(PowerLoss, ADiskThatDoesNotSyncIsFound)
{
    sys::MemoryFiles files;
    Work run(input(files), 1);
    work(run);
    Tally tally;
    lose(files, run, 100, false, 1, tally);
    fmt::print("without syncs: {} of {} states have faults, such as: {}\n", tally.faults.size(), tally.states,
               tally.faults.empty() ? "none" : tally.faults.front());
    EXPECT_GT(tally.faults.size(), 20U);
}

} // namespace
} // namespace khronika::tests
