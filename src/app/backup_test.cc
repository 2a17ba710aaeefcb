// SPDX-License-Identifier: GPL-3.0-or-later
// The rehearsal of a restore, and every way in which a backup may be wrong.
#include "app/backup.h"

#include "app/collect.h"
#include "app/layout.h"
#include "app/tar_file.h"
#include "app/verify.h"
#include "archive/items.h"
#include "base/error.h"
#include "support/temporary_folder.h"
#include "sys/clock.h"
#include "sys/randomness.h"
#include "vault/keyring.h"

#include <gtest/gtest.h>

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

class BackupTest : public ::testing::Test {
protected:
    BackupTest()
        : clock(sys::Instant(std::chrono::milliseconds(1711445400000))), random(1), identity(vault::AgeIdentity::make(random)),
          signing(vault::SigningKey::make("example.org/archive", random))
    {
        archive = folder + "/archive";
        Archive::create(services(), archive, "test", "tester");
        vault::write_keyring(sys::real_files(), archive, vault::make_keyring(signing, nullptr, vault::least_cost, random));
        collect_file("a", "content of a");
        collect_file("b", std::string(150'000, 'b'));
    }

    [[nodiscard]] Services services() { return {sys::real_files(), clock, random}; }

    void collect_file(const std::string& name, const std::string& bytes)
    {
        std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
        Archive open = Archive::open_to_write(services(), archive, "tester");
        (void)collect(services(), open, {{folder + "/" + name}, {}}, {}, {{}, [](const std::string&) {}, {}});
        open.close();
    }

    [[nodiscard]] vault::AgeLock lock() const { return std::vector<vault::AgeRecipient>{identity.recipient()}; }
    [[nodiscard]] vault::AgeKey key() const
    {
        std::vector<vault::AgeIdentity> out;
        out.push_back(*vault::AgeIdentity::parse(identity.to_text().view()));
        return vault::AgeKey(std::move(out));
    }

    BackupReport back_up(const std::string& name) { return backup(services(), archive, folder + "/" + name, lock(), signing, {}); }

    [[nodiscard]] RestoreRequest request(const std::string& name, const std::string& to) const
    {
        return {folder + "/" + name, folder + "/" + to, false, {}, {}};
    }

    std::string complaint(const RestoreRequest& asked)
    {
        try {
            (void)restore(services(), asked, key(), "tester", {});
            return "none";
        } catch (const Error& error) {
            EXPECT_FALSE(fs::exists(asked.folder + ".restoring")) << "something half restored stays";
            return error.what();
        }
    }

    sys::SetClock clock;
    sys::SeededRandom random;
    vault::AgeIdentity identity;
    vault::SigningKey signing;
    test::TemporaryFolder temporary;
    std::string folder = temporary.path();
    std::string archive;
};

TEST_F(BackupTest, ARestoredArchiveIsTheSame)
{
    const BackupReport made = back_up("one.age");
    EXPECT_EQ(made.items, 2U);
    EXPECT_EQ(made.entries, 3U);
    const BackupReport back = restore(services(), request("one.age", "copy"), key(), "tester", {});
    EXPECT_EQ(back.root, made.root);
    EXPECT_EQ(back.time, made.time);
    EXPECT_EQ(back.bytes, made.bytes);
    ASSERT_EQ(back.notices.size(), 1U);
    EXPECT_TRUE(back.notices[0].starts_with("signed by the key that the backup itself names: " + vault::to_string(signing.verifier())));
    for (const char* name : {"archive.toml", "keyring", "checkpoint"}) {
        EXPECT_EQ(bytes_of(folder + "/copy/" + name), bytes_of(archive + "/" + name)) << name;
    }
    EXPECT_TRUE(verify(services(), folder + "/copy").sound());
    const Archive one = Archive::open_to_read(services(), archive);
    const Archive copy = Archive::open_to_read(services(), folder + "/copy");
    EXPECT_EQ(one.store().items(), copy.store().items());
    EXPECT_EQ(one.store().tree(), copy.store().tree());
    for (const Item& item : one.store().items()) {
        EXPECT_EQ(bytes_of(one.items().path(item.sha256)), bytes_of(copy.items().path(item.sha256)));
    }
    // And it goes on.
    archive = folder + "/copy";
    collect_file("c", "content of c");
    EXPECT_TRUE(verify(services(), archive).sound());
}

TEST_F(BackupTest, EveryFlippedByteAndTruncationIsFound)
{
    (void)back_up("one.age");
    const std::string whole = bytes_of(folder + "/one.age");
    const std::string damaged = folder + "/damaged.age";
    std::uint64_t found = 0;
    for (std::size_t place = 0; place < whole.size(); place += 1 + whole.size() / 150, ++found) {
        std::string flipped = whole;
        flipped[place] = static_cast<char>(flipped[place] ^ (1 << place % 8));
        std::ofstream(damaged, std::ios::binary | std::ios::trunc) << flipped;
        EXPECT_NE(complaint(request("damaged.age", "copy")), "none") << "flipped at " << place;
        std::ofstream(damaged, std::ios::binary | std::ios::trunc) << whole.substr(0, place);
        EXPECT_NE(complaint(request("damaged.age", "copy")), "none") << "truncated at " << place;
        EXPECT_FALSE(fs::exists(folder + "/copy"));
    }
    EXPECT_GT(found, 100U);
}

TEST_F(BackupTest, AnOlderOneIsRefusedByName)
{
    const BackupReport old = back_up("old.age");
    collect_file("c", "content of c");
    const BackupReport fresh = back_up("new.age");
    RestoreRequest asked = request("old.age", "archive");
    EXPECT_TRUE(complaint(asked).ends_with("to put the backup in the place of the archive that stands there"));
    asked.replace = true;
    EXPECT_EQ(complaint(asked), folder + "/old.age: was not restored: it is older than the archive in " + archive +
                                    ": it holds 3 journal entries, and that holds 4");
    asked = request("old.age", "copy");
    asked.at_least = KnownState{4, ""};
    EXPECT_EQ(complaint(asked), folder + "/old.age: was not restored: it is older than what was named with --at-least: it holds 3 journal "
                                         "entries, and that holds 4");
    asked = request("new.age", "copy");
    asked.at_least = KnownState{3, fresh.root};
    EXPECT_TRUE(complaint(asked).starts_with(folder + "/new.age: was not restored: its journal does not go on from"));
    asked.at_least = KnownState{3, old.root};
    EXPECT_EQ(complaint(asked), "none");
    asked = request("new.age", "archive");
    asked.replace = true;
    EXPECT_EQ(complaint(asked), "none");
    EXPECT_TRUE(verify(services(), archive).sound());
    EXPECT_TRUE(fs::exists(archive + ".replaced-20240326T093000000Z/archive.toml"));
}

TEST_F(BackupTest, AnotherKeysSignatureIsRefusedByName)
{
    (void)back_up("one.age");
    RestoreRequest asked = request("one.age", "copy");
    const vault::SigningKey other = vault::SigningKey::make("example.org/other", random);
    asked.key = other.verifier();
    EXPECT_EQ(complaint(asked), folder + "/one.age: was not restored: it is not signed by " + vault::to_string(other.verifier()) +
                                    ": it is another archive's, or made by somebody else");
    // Whoever knows the recipient can seal for it, but not sign.
    (void)backup(services(), archive, folder + "/forged.age", lock(), vault::SigningKey::make("example.org/archive", random), {});
    EXPECT_TRUE(complaint(request("forged.age", "copy")).find("it is not signed by example.org/archive") != std::string::npos);
    asked.key = signing.verifier();
    EXPECT_EQ(complaint(asked), "none");
}

TEST_F(BackupTest, IsOfOneMomentWhileAWriterIsAtWork)
{
    Archive writer = Archive::open_to_write(services(), archive, "tester");
    std::uint64_t written = 0;
    const auto write_more = [&](std::uint64_t, std::uint64_t) {
        const std::string path = fmt::format("{}/w{}", folder, written++);
        std::ofstream(path) << path;
        (void)collect(services(), writer, {{path}, {}}, {}, {{}, [](const std::string&) {}, {}});
    };
    const BackupReport made = backup(services(), archive, folder + "/one.age", lock(), signing, write_more);
    EXPECT_EQ(written, 2U);
    EXPECT_EQ(made.entries, 3U);
    EXPECT_EQ(complaint(request("one.age", "copy")), "none");
    EXPECT_EQ(Archive::open_to_read(services(), folder + "/copy").store().items().size(), 2U);
}

TEST_F(BackupTest, ADamagedItemIsNotBackedUp)
{
    const std::string item = Archive::open_to_read(services(), archive).store().items().front().sha256;
    const std::string path = archive + "/items/" + item.substr(0, 2) + "/" + item;
    fs::permissions(path, fs::perms::owner_all);
    std::ofstream(path) << "content of A";
    EXPECT_THROW((void)back_up("one.age"), Error);
    EXPECT_FALSE(fs::exists(folder + "/one.age"));
    EXPECT_FALSE(fs::exists(folder + "/one.age.unfinished"));
}

TEST_F(BackupTest, PathsThatLeadElsewhereAreRefused)
{
    for (const char* path : {"../evil", "/etc/evil", "a/../../evil", "items/../evil", "khronika.db", "items/aa/evil", "lock"}) {
        fs::remove(folder + "/evil.age");
        {
            const auto sink = sys::real_files().create(folder + "/evil.age");
            vault::AgeWriter sealed(*sink, lock(), random);
            TarWriter tar(sealed);
            tar.begin(path, 4, 0);
            tar.write("evil");
            tar.finish();
            sealed.finish();
        }
        EXPECT_NE(complaint(request("evil.age", "copy")), "none") << path;
        EXPECT_FALSE(fs::exists(folder + "/evil")) << path;
    }
}

} // namespace
} // namespace khronika::app
