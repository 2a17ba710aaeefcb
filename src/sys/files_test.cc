// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/faulty_files.h"
#include "sys/files.h"
#include "sys/memory_files.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace khronika::sys {
namespace {

class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string pattern = std::filesystem::temp_directory_path() / "khronika-XXXXXX";
        m_path = ::mkdtemp(pattern.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// The contract holds for both twins alike.
void exercise(Files& files, const std::string& folder)
{
    files.make_folder(folder + "/b");
    write_new(files, folder + "/a", "first");
    files.append(folder + "/a")->write(" second");
    EXPECT_EQ(read_all(files, folder + "/a"), "first second");
    EXPECT_THROW((void)files.create(folder + "/a"), Error);
    replace(files, folder + "/a", "third");
    EXPECT_EQ(files.status(folder + "/a")->size, 5U);
    EXPECT_FALSE(files.status(folder + "/none"));
    EXPECT_EQ(files.list(folder), (std::vector<Listed>{{"a", Kind::file}, {"b", Kind::folder}}));
    files.rename(folder + "/a", folder + "/b/c");
    EXPECT_EQ(read_all(files, folder + "/b/c"), "third");
    EXPECT_THROW((void)read_all(files, folder + "/b/c", 4), Error);
    files.remove(folder + "/b/c");
    EXPECT_TRUE(files.list(folder + "/b").empty());
    const auto lock = files.try_lock(folder + "/lock");
    EXPECT_TRUE(lock);
    EXPECT_FALSE(files.try_lock(folder + "/lock"));
}

TEST(Files, TheRealOneKeepsTheContract)
{
    const TemporaryFolder folder;
    exercise(real_files(), folder.path());
}

TEST(Files, TheOneInMemoryKeepsTheContract)
{
    MemoryFiles files;
    files.make_folder("/f");
    exercise(files, "/f");
}

TEST(Files, ComplaintsNamePathAndMend)
{
    const auto message = [](int number) {
        try {
            fail_io("write", "/x/y", number);
        } catch (const Error& error) {
            return std::string(error.what());
        }
    };
    EXPECT_EQ(message(ENOSPC), "cannot write /x/y: the disk is full; free some space and run the command again");
    EXPECT_EQ(message(EACCES), "cannot write /x/y: Permission denied; give this account the right to it, or run as its owner");
    EXPECT_THROW(fail_io("write", "/x/y", EDQUOT), DiskFull);
    EXPECT_THROW((void)real_files().open("/"), Error);
}

TEST(MemoryFiles, ForgetsWhatWasNotSynced)
{
    MemoryFiles files;
    files.make_folder("/f");
    files.sync_folder("/");
    const auto sink = files.create("/f/a");
    sink->write("kept");
    sink->sync();
    files.sync_folder("/f");
    sink->write(" lost");
    write_new(files, "/f/b", "its name was not synced");
    files.lose_power();
    EXPECT_EQ(read_all(files, "/f/a"), "kept");
    EXPECT_FALSE(files.status("/f/b"));
}

TEST(FaultyFiles, FailsTheCallThatWasAskedFor)
{
    MemoryFiles memory;
    FaultyFiles files(memory);
    files.fail_call(2, ENOSPC);
    EXPECT_THROW(write_new(files, "a", "1234"), DiskFull);
    EXPECT_EQ(read_all(memory, "a"), "12");
    files.fail_call(0, 0);
    write_new(files, "b", "1234");
    EXPECT_EQ(files.calls(), 3U);
}

} // namespace
} // namespace khronika::sys
