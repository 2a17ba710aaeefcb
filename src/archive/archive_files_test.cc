// SPDX-License-Identifier: GPL-3.0-or-later
// The small files of an archive: checkpoint, SHA256SUMS, archive.toml, and the form of a journal entry.
#include "archive/checkpoint.h"
#include "archive/entry.h"
#include "archive/fingerprint.h"
#include "archive/manifest.h"
#include "base/error.h"
#include "sys/memory_files.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace khronika::archive {
namespace {

std::string complaint(const std::string& toml)
{
    try {
        (void)manifest_from_toml(toml, "a/archive.toml");
        return "none";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Manifest, ReadsBackEqual)
{
    const Manifest manifest{1, "01HT", "Мемориал \"two\"\nlines", "2024-03-26T09:30:00.000Z"};
    EXPECT_EQ(manifest_from_toml(to_toml(manifest), "x"), manifest);
}

TEST(Manifest, NamesWhatIsWrong)
{
    EXPECT_EQ(complaint("format = 2\n"),
              "a/archive.toml: the archive is of format 2, made by a newer Khronika; this one reads formats to 1: "
              "install the newer version");
    EXPECT_EQ(complaint("format = 1\nid = 7\n"), "a/archive.toml: the key 'id' is missing or no string");
    EXPECT_TRUE(complaint("format = 1\n=\n").starts_with("a/archive.toml:2: not TOML: "));
}

TEST(CheckpointFile, ReadsBackAndTellsDamage)
{
    const Checkpoint one{1, sha256("a")};
    const Checkpoint two{2, sha256("b")};
    const std::string bytes = checkpoint_line(one) + checkpoint_line(two);
    EXPECT_EQ(parse_checkpoints(bytes).checkpoints, (std::vector<Checkpoint>{one, two}));
    EXPECT_TRUE(parse_checkpoints(bytes + "3 ab").unfinished);
    std::string holed = bytes;
    holed.replace(bytes.size() - 40, 30, 30, '\0');
    EXPECT_TRUE(parse_checkpoints(holed).unfinished) << "of its last line a part never reached the medium";
    EXPECT_EQ(parse_checkpoints(holed).checkpoints, std::vector<Checkpoint>{one});
    EXPECT_EQ(parse_checkpoints(holed + checkpoint_line(two)).damaged_lines, std::vector<std::size_t>{2});
    std::string damaged = bytes;
    damaged[0] = 'q';
    EXPECT_EQ(parse_checkpoints(damaged).damaged_lines, std::vector<std::size_t>{1});
}

TEST(Fingerprint, FindsEveryFlippedBit)
{
    sys::MemoryFiles files;
    files.make_folder("/f");
    sys::write_new(files, "/f/a", "bytes of a");
    sys::write_new(files, "/f/b", "bytes of b");
    EXPECT_EQ(check_fingerprint(files, "/f", {"a", "b"}).state, FingerprintState::absent);
    const std::string sums = make_fingerprint(files, "/f", {"a", "b"});
    sys::write_new(files, std::string("/f/") + fingerprint_name, sums);
    EXPECT_EQ(check_fingerprint(files, "/f", {"a", "b"}).state, FingerprintState::holds);
    for (std::size_t bit = 0; bit < sums.size() * 8; ++bit) {
        std::string flipped = sums;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        sys::replace(files, std::string("/f/") + fingerprint_name, flipped);
        EXPECT_EQ(check_fingerprint(files, "/f", {"a", "b"}).state, FingerprintState::broken) << bit;
    }
    sys::replace(files, std::string("/f/") + fingerprint_name, sums);
    sys::replace(files, "/f/b", "bytes of c");
    const FingerprintReport report = check_fingerprint(files, "/f", {"a", "b"});
    ASSERT_EQ(report.problems.size(), 1U);
    EXPECT_TRUE(report.problems[0].starts_with("b: its SHA-256 is "));
}

TEST(Entry, IsCanonicalAndComplete)
{
    EXPECT_EQ(entry_bytes({{"type", "t"}, {"by", "stated"}}, "AT", "BY", "ID"), R"({"at":"AT","by":"stated","id":"ID","type":"t"})");
    EXPECT_THROW((void)entry_bytes({{"at", "x"}}, "AT", "BY", "ID"), Error);
}

} // namespace
} // namespace khronika::archive
