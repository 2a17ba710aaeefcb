// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/items.h"

#include "archive/sha256.h"
#include "archive/source_error.h"
#include "sys/faulty_files.h"
#include "sys/memory_files.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <utility>

namespace khronika::archive {
namespace {

class PowerLost {};

void make_folders(sys::Files& files)
{
    for (const char* folder : {"/a", "/a/items", "/a/incoming"}) {
        files.make_folder(folder);
        files.sync_folder(sys::folder_of(folder));
    }
}

std::string bytes_of(std::size_t size)
{
    std::string out(size, 'x');
    for (std::size_t i = 0; i < size; ++i) {
        out[i] = static_cast<char>(i * i % 251);
    }
    return out;
}

TEST(ItemStore, KeepsBytesUnderTheirHash)
{
    sys::MemoryFiles files;
    make_folders(files);
    sys::write_new(files, "/source", bytes_of(600'000));
    ItemStore items(files, "/a");
    const StoredItem stored = items.put("/source", "one");
    EXPECT_EQ(stored.sha256, hex(sha256(bytes_of(600'000))));
    EXPECT_EQ(stored.size, 600'000U);
    EXPECT_TRUE(stored.fresh);
    EXPECT_EQ(stored.beginning, bytes_of(4096));
    EXPECT_EQ(sys::read_all(files, items.path(stored.sha256)), bytes_of(600'000));
    EXPECT_FALSE(items.put("/source", "two").fresh);
    EXPECT_TRUE(files.list("/a/incoming").empty());
    std::vector<std::string> others;
    EXPECT_EQ(items.list([&](const std::string& path) { others.push_back(path); }).size(), 1U);
    EXPECT_TRUE(others.empty());
}

TEST(ItemStore, AStoredItemSurvivesALossOfPower)
{
    // Loses power ahead of each change and sync in turn. An item of which put() returned must be whole.
    std::uint64_t lost = 0;
    for (std::uint64_t moment = 1;; ++moment) {
        sys::MemoryFiles files;
        make_folders(files);
        sys::write_new(files, "/source", "some bytes");
        files.sync_folder("/");
        std::uint64_t changes = 0;
        files.on_change([&] {
            if (++changes == moment) {
                throw PowerLost();
            }
        });
        ItemStore items(files, "/a");
        bool stored = false;
        try {
            stored = !items.put("/source", "one").sha256.empty();
        } catch (const PowerLost&) {
            ++lost;
        }
        files.on_change({});
        files.lose_power();
        const std::string path = items.path(hex(sha256("some bytes")));
        if (stored) {
            EXPECT_EQ(sys::read_all(files, path), "some bytes");
            break;
        }
        if (files.status(path)) {
            EXPECT_EQ(sys::read_all(files, path), "some bytes") << "a torn item bears a whole item's name, moment " << moment;
        }
    }
    EXPECT_GE(lost, 6U);
}

TEST(ItemStore, ASourceThatFailsLeavesNothingBehind)
{
    sys::MemoryFiles memory;
    make_folders(memory);
    sys::write_new(memory, "/source", "some bytes");
    sys::FaultyFiles files(memory);
    ItemStore items(files, "/a");
    EXPECT_THROW((void)items.put("/none", "one"), SourceError);
    files.fail_call(3, EIO); // open the source, create the temporary file, read
    EXPECT_THROW((void)items.put("/source", "one"), SourceError);
    EXPECT_TRUE(memory.list("/a/incoming").empty());
    EXPECT_TRUE(memory.list("/a/items").empty());
}

} // namespace
} // namespace khronika::archive
