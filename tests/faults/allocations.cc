// SPDX-License-Identifier: GPL-3.0-or-later
// Fails allocations, of operator new and of SQLite, one in each run of a collect and extract: the command must end with exit
// code 3 or have done all, what was acknowledged must be there, and the archive sound and ready to go on.
//
// KHRONIKA_ALLOCATIONS (1,000) says how many runs there are, spread over all allocations; `all` fails each of them once.
#include "support/archive_world.h"

#include "app/verify.h"
#include "base/last_resort.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <new>

#include <sys/wait.h>
#include <unistd.h>

// The operators below are a pair, which the compiler does not see where it inlines one of them.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace {

/// The allocation that fails, counted from now; 0 fails none.
std::uint64_t allocations = 0;
std::uint64_t the_one = 0;
bool counting = false;

bool fails()
{
    return counting && ++allocations == the_one;
}

sqlite3_mem_methods plain{};

void* sqlite_allocate(int size)
{
    return fails() ? nullptr : plain.xMalloc(size);
}

void* sqlite_reallocate(void* memory, int size)
{
    return fails() ? nullptr : plain.xRealloc(memory, size);
}

/// Ahead of SQLite's first use.
const bool sqlite_is_watched = [] {
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain) != SQLITE_OK) {
        std::abort();
    }
    static sqlite3_mem_methods watched = plain;
    watched.xMalloc = &sqlite_allocate;
    watched.xRealloc = &sqlite_reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &watched) == SQLITE_OK;
}();

} // namespace

void* operator new(std::size_t size)
{
    void* memory = fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void* operator new[](std::size_t size)
{
    return operator new(size);
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace khronika::tests {
namespace {

namespace fs = std::filesystem;

/// A folder in memory where there is such a folder, with an empty archive and two files beside it.
class Scene {
public:
    Scene()
    {
        const fs::path base = fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
        std::string pattern = base / "khronika-XXXXXX";
        m_folder = ::mkdtemp(pattern.data());
        sys::Files& files = sys::real_files();
        files.make_folder(m_folder + "/in");
        sys::write_new(files, m_folder + "/in/a.txt", batch()[0].second);
        sys::write_new(files, m_folder + "/in/d.html", batch()[4].second);
        app::Archive::create(app::real_services(), m_folder + "/empty", "test", "tester");
        begin();
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;
    ~Scene() { fs::remove_all(m_folder); }

    void begin() const
    {
        fs::remove_all(archive());
        fs::copy(m_folder + "/empty", archive(), fs::copy_options::recursive);
    }
    [[nodiscard]] std::string archive() const { return m_folder + "/archive"; }
    [[nodiscard]] std::string input() const { return m_folder + "/in"; }

private:
    std::string m_folder;
};

struct Outcome {
    int code = -1; ///< as the program's: 0 or 3; all else is a crash
    std::uint64_t allocations = 0;
    std::vector<std::string> acknowledged;
};

class Allocations : public ::testing::Test {
protected:
    app::CollectReport collect(const std::function<void(const std::string&)>& acknowledged) const
    {
        const app::Services services = app::real_services();
        app::Archive archive = app::Archive::open_to_write(services, scene.archive(), "tester");
        const app::CollectWatch watch{[&](const app::Collected& item) { acknowledged(item.sha256); }, [](const std::string&) {}, {}};
        const app::CollectReport report = app::collect(services, archive, {{scene.input()}, {}}, engine.pipeline(sys::real_files()), watch);
        (void)archive.close();
        return report;
    }

    /// The command in a process of its own: exit code 0 only where it did all. Acknowledgements go into the pipe.
    [[noreturn]] void be_command(std::uint64_t nth, int out) const
    {
        tell_when_memory_ends();
        std::freopen("/dev/null", "w", stderr);
        int code = 3;
        allocations = 0;
        the_one = nth;
        counting = true;
        try {
            const app::CollectReport report = collect([out](const std::string& item) {
                if (::write(out, item.data(), item.size()) != static_cast<ssize_t>(item.size())) {
                    std::_Exit(4);
                }
            });
            code = report.read == 2 && report.claims == claims && report.failed == 0 ? 0 : 5;
        } catch (const std::exception&) {
        }
        counting = false;
        const std::uint64_t count = allocations;
        (void)!::write(out, &count, sizeof(count));
        std::_Exit(code);
    }

    Outcome run(std::uint64_t nth) const
    {
        int pipe[2];
        if (::pipe(pipe) != 0) {
            std::abort();
        }
        const pid_t child = ::fork();
        if (child == 0) {
            be_command(nth, pipe[1]);
        }
        ::close(pipe[1]);
        std::string told;
        std::array<char, 4096> buffer{};
        for (ssize_t got = 0; (got = ::read(pipe[0], buffer.data(), buffer.size())) > 0;) {
            told.append(buffer.data(), static_cast<std::size_t>(got));
        }
        ::close(pipe[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        Outcome out{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), 0, {}};
        for (; told.size() >= 64; told.erase(0, 64)) {
            out.acknowledged.push_back(told.substr(0, 64));
        }
        if (told.size() == sizeof(out.allocations)) {
            std::memcpy(&out.allocations, told.data(), sizeof(out.allocations));
        }
        return out;
    }

    void expect_sound(const Outcome& outcome, const std::string& when) const
    {
        (void)collect([](const std::string&) {});
        const app::VerifyReport report = app::verify(app::real_services(), scene.archive());
        ASSERT_TRUE(report.sound()) << when << ": " << report.damages.front().where << ": " << report.damages.front().what;
        EXPECT_EQ(report.items, 2U) << when;
        const app::Archive archive = app::Archive::open_to_read(app::real_services(), scene.archive());
        for (const std::string& item : outcome.acknowledged) {
            EXPECT_TRUE(archive.store().item(item)) << when;
        }
    }

    Engine engine;
    Scene scene;
    std::uint64_t claims = 0;
};

TEST_F(Allocations, EachMayFailOnce)
{
    ASSERT_TRUE(sqlite_is_watched);
    claims = collect([](const std::string&) {}).claims;
    ASSERT_GT(claims, 0U);
    scene.begin();
    const Outcome whole = run(0);
    ASSERT_EQ(whole.code, 0);
    const std::uint64_t all = whole.allocations;
    const char* asked = std::getenv("KHRONIKA_ALLOCATIONS");
    const std::uint64_t runs = std::min(all, asked == nullptr              ? std::uint64_t{1000}
                                             : std::string(asked) == "all" ? all
                                                                           : std::uint64_t{std::strtoull(asked, nullptr, 10)});
    std::uint64_t silent = 0;
    std::uint64_t done = 0;
    for (; done < runs && !HasFailure(); ++done) {
        const std::uint64_t nth = 1 + done * all / runs;
        scene.begin();
        const Outcome outcome = run(nth);
        const std::string when = fmt::format("allocation {} of {}: exit code {}", nth, all, outcome.code);
        // SQLite and the standard library make do where memory is only of use; then all must be done.
        EXPECT_TRUE(outcome.code == 3 || outcome.code == 0) << when;
        silent += outcome.code == 0 ? 1 : 0;
        expect_sound(outcome, when);
    }
    fmt::print("{} of {} allocations failed once: {} ended the command, {} were made do without\n", done, all, done - silent, silent);
    EXPECT_LT(silent, done / 4);
}

} // namespace
} // namespace khronika::tests
