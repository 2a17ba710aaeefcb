// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/temporary_folder.h"
#include "sys/faulty_files.h"
#include "sys/files.h"
#include "sys/memory_files.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <set>

namespace khronika::sys {
namespace {

using test::TemporaryFolder;

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
    const auto mapping = files.map(folder + "/b/c");
    EXPECT_EQ(mapping->bytes(), "third");
    EXPECT_THROW((void)files.map(folder + "/b"), Error);
    EXPECT_THROW((void)files.map(folder + "/none"), Error);
    write_new(files, folder + "/empty", "");
    EXPECT_EQ(files.map(folder + "/empty")->bytes(), "");
    files.remove(folder + "/empty");
    files.remove(folder + "/b/c");
    EXPECT_EQ(mapping->bytes(), "third") << "a name removed takes nothing from who holds the file";
    EXPECT_TRUE(files.list(folder + "/b").empty());
    const auto lock = files.try_lock(folder + "/lock");
    EXPECT_TRUE(lock);
    EXPECT_FALSE(files.try_lock(folder + "/lock"));
}

void exercise_random(Files& files, const std::string& folder)
{
    const std::string path = folder + "/r";
    EXPECT_THROW((void)files.open_random(path, Mode::write), IoError);
    const auto file = files.open_random(path, Mode::make);
    file->write_at(5, "later");
    file->write_at(0, "first");
    file->sync();
    EXPECT_EQ(file->size(), 10U);
    std::string buffer(20, '.');
    EXPECT_EQ(file->read_at(3, buffer), 7U);
    EXPECT_EQ(buffer.substr(0, 8), "stlater.");
    EXPECT_EQ(file->read_at(30, buffer), 0U);
    file->truncate(4);
    EXPECT_EQ(read_all(files, path), "firs");
    const auto other = files.open_random(path, Mode::read);
    EXPECT_THROW(other->write_at(0, "x"), IoError);
    EXPECT_TRUE(other->hold(100, 10, Hold::shared));
    EXPECT_TRUE(file->hold(105, 10, Hold::shared));
    EXPECT_FALSE(file->hold(105, 10, Hold::exclusive));
    EXPECT_TRUE(file->hold(110, 5, Hold::exclusive));
    EXPECT_EQ(other->held_by_others(100, 20), Hold::exclusive);
    EXPECT_EQ(other->held_by_others(105, 1), Hold::shared);
    EXPECT_EQ(other->held_by_others(120, 1), Hold::none);
    EXPECT_TRUE(other->hold(0, 200, Hold::none));
    EXPECT_TRUE(file->hold(100, 10, Hold::exclusive));
    const auto unnamed = files.open_unnamed(folder);
    unnamed->write_at(0, "abc");
    EXPECT_EQ(unnamed->size(), 3U);
    EXPECT_EQ(files.list(folder), (std::vector<Listed>{{"r", Kind::file}}));
    const auto shared = files.open_random(path, Mode::make);
    shared->truncate(4096);
    shared->map(0, 4096)[7] = 'm';
    const auto sharing = files.open_random(path, Mode::make);
    EXPECT_EQ(sharing->map(0, 4096)[7], 'm');
}

TEST(Files, BothTwinsReadAndWriteAnyPartOfAFile)
{
    const TemporaryFolder folder;
    exercise_random(real_files(), folder.path());
    MemoryFiles files;
    files.make_folder("/f");
    exercise_random(files, "/f");
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

/// What is at `/f/a` after each of many losses of power.
std::set<std::string> seen_after_loss(const MemoryFiles& files, Loss loss)
{
    Medium medium;
    for (const DiskChange& change : files.log()) {
        medium.take(change);
    }
    std::mt19937_64 draw(1);
    std::set<std::string> out;
    for (int i = 0; i < 300; ++i) {
        MemoryFiles after(medium.lose_power(loss, draw));
        out.insert(after.status("/f/a") ? read_all(after, "/f/a") : "none");
    }
    return out;
}

TEST(Medium, LosesTearsAndReorders)
{
    MemoryFiles files;
    files.make_folder("/f");
    files.sync_folder("/");
    write_new(files, "/f/a", "old");
    EXPECT_EQ(seen_after_loss(files, Loss::all_dropped), std::set<std::string>{"none"});
    files.sync_folder("/f");
    const auto file = files.open_random("/f/a", Mode::write);
    file->write_at(0, "new");
    file->write_at(3, "er");
    EXPECT_EQ(seen_after_loss(files, Loss::all_dropped), std::set<std::string>{"old"});
    EXPECT_EQ(seen_after_loss(files, Loss::none_dropped), std::set<std::string>{"newer"});
    const std::set<std::string> torn = seen_after_loss(files, Loss::cut_short);
    EXPECT_TRUE(torn.contains("ned") && torn.contains("newe") && torn.contains("newer")) << "a prefix of the last write";
    EXPECT_FALSE(torn.contains("older"));
    EXPECT_TRUE(seen_after_loss(files, Loss::reordered).contains("older"));
}

TEST(Medium, ARenameIsKeptByBothFolders)
{
    MemoryFiles files;
    for (const char* folder : {"/f", "/g"}) {
        files.make_folder(folder);
    }
    files.sync_folder("/");
    write_new(files, "/g/a", "bytes");
    files.sync_folder("/g");
    files.rename("/g/a", "/f/a");
    EXPECT_EQ(seen_after_loss(files, Loss::reordered), (std::set<std::string>{"bytes", "none"}));
    files.sync_folder("/f");
    EXPECT_EQ(seen_after_loss(files, Loss::all_dropped), (std::set<std::string>{"bytes"}));
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
