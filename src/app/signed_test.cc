// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive_check.h"
#include "app/checkpoints.h"
#include "app/custody.h"
#include "app/keys.h"
#include "app/last_signed.h"
#include "app/layout.h"
#include "app/prove.h"
#include "app/verify.h"
#include "archive/fingerprint.h"
#include "archive/tlog.h"
#include "base/error.h"
#include "store/database.h"
#include "support/temporary_folder.h"
#include "sys/clock.h"
#include "sys/faulty_files.h"
#include "sys/randomness.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace khronika::app {
namespace {

namespace fs = std::filesystem;

/// An archive with an open key, its state folder, and files that can fail.
class SignedTest : public testing::Test {
protected:
    SignedTest() : m_files(sys::real_files()), m_clock(sys::Instant(std::chrono::milliseconds(1711445400000))), m_random(3)
    {
        m_place = m_folder + "/archive";
        m_state = m_folder + "/state";
        Archive::create(services(), m_place, "test", "tester");
        Archive archive = open();
        KeyRequest request;
        request.name = "example.org/archive";
        request.without_passphrase = true;
        make_key(services(), archive, request);
        archive.close();
    }

    Services services() { return {m_files, m_clock, m_random}; }
    Archive open() { return Archive::open_to_write(services(), m_place, "tester"); }

    static void grow(Archive& archive, int count)
    {
        std::vector<nlohmann::ordered_json> entries;
        for (int i = 0; i < count; ++i) {
            entries.push_back({{"type", "item_accessed"}, {"items", {"aa"}}, {"what", "text"}, {"to", "nobody"}});
        }
        archive.append_all(entries);
    }

    SignedReport sign(Archive& archive)
    {
        const vault::SigningKey key = open_signing_key(m_files, m_place, {});
        return sign_checkpoint(services(), archive, key, m_state);
    }

    std::vector<store::Damage> damages() { return verify(services(), m_place, {}, {{}, "", m_state}).damages; }

    sys::FaultyFiles m_files;
    sys::SetClock m_clock;
    sys::SeededRandom m_random;
    test::TemporaryFolder m_temporary;
    std::string m_folder = m_temporary.path();
    std::string m_place;
    std::string m_state;
};

} // namespace

TEST_F(SignedTest, AForkIsNotSigned)
{
    {
        Archive archive = open();
        (void)sign(archive);
        archive.close();
    }
    fs::copy(m_place, m_folder + "/copy", fs::copy_options::recursive);
    {
        Archive archive = open();
        grow(archive, 5);
        (void)sign(archive);
        archive.close();
    }
    m_place = m_folder + "/copy";
    Archive archive = open();
    EXPECT_THROW((void)sign(archive), Error);
    m_clock.set(m_clock.now() + std::chrono::seconds(1));
    grow(archive, 9);
    try {
        (void)sign(archive);
        FAIL() << "a fork was signed";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("the journal is a fork"), std::string::npos) << error.what();
    }
    archive.close();
    EXPECT_FALSE(damages().empty());
}

/// Whatever call fails while a checkpoint is signed: the error names a path, the next signing completes or repeats it, and two
/// signed states never contradict each other.
TEST_F(SignedTest, EachCallOfSigningMayFailOnce)
{
    {
        Archive archive = open();
        grow(archive, 3);
        (void)sign(archive);
        grow(archive, 3);
        archive.close();
    }
    const std::string place = m_place;
    const std::string state = m_state;
    std::uint64_t failed = 0;
    for (const int error_number : {EIO, ENOSPC}) {
        for (std::uint64_t nth = 1;; ++nth) {
            m_place = m_folder + "/trial";
            m_state = m_folder + "/trial-state";
            fs::remove_all(m_place);
            fs::remove_all(m_state);
            fs::copy(place, m_place, fs::copy_options::recursive);
            fs::copy(state, m_state, fs::copy_options::recursive);
            std::string complaint;
            m_files.fail_call(nth, error_number);
            try {
                Archive archive = open();
                (void)sign(archive);
                archive.close();
            } catch (const Error& error) {
                complaint = error.what();
            }
            const std::string call = m_files.failed();
            m_files.fail_call(0, 0);
            if (call.empty()) {
                EXPECT_EQ(complaint, "");
                break;
            }
            ++failed;
            const std::string when = fmt::format("error {} in call {} ({})", error_number, nth, call);
            EXPECT_TRUE(complaint.empty() || complaint.find(m_folder) != std::string::npos) << when << ": no path: " << complaint;
            {
                Archive archive = open();
                grow(archive, 1);
                ASSERT_NO_THROW((void)sign(archive)) << when;
                EXPECT_TRUE(archive.close()) << when;
            }
            EXPECT_EQ(damages(), std::vector<store::Damage>{}) << when;
        }
    }
    EXPECT_GT(failed, 100U);
    m_place = place;
    m_state = state;
}

TEST_F(SignedTest, ProofsComeFromStoredSubtrees)
{
    Archive archive = open();
    grow(archive, 700);
    const SignedReport report = sign(archive);
    archive::TreeReader tree = tree_reader(archive.store());
    EXPECT_EQ(archive::hex(tree.root(tree.size())), archive.store().tree().root);
    EXPECT_EQ(archive.store().subtrees().size(), 2U);
    const archive::EntryProof proof = archive::parse_entry_proof(prove_entry(archive, 300, "nobody"), "proof");
    EXPECT_EQ(proof.checkpoint, report.note);
    EXPECT_TRUE(
        holds(proof, archive::parse_checkpoint_text(archive::signed_part(proof.checkpoint), "proof"), archive::leaf_hash(proof.extra)));
    archive.close();
    EXPECT_EQ(damages(), std::vector<store::Damage>{});
    store::Database(m_place + "/khronika.db", store::Open::write)
        .execute("UPDATE subtrees SET hash = (SELECT leaf_hash FROM journal WHERE entry_index = 0) WHERE subtree_index = 1");
    const auto found = damages();
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const auto& one) { return one.where == "table subtrees, row 1, 1"; }));
}

TEST_F(SignedTest, TablesOfAnOlderVersionAreMadeAnew)
{
    {
        Archive archive = open();
        grow(archive, 300);
        (void)sign(archive);
        archive.close();
    }
    store::Database(m_place + "/khronika.db", store::Open::write)
        .execute("DROP TABLE subtrees; DROP TABLE keys; DROP TABLE signed_checkpoints; DROP TABLE timestamps; DROP TABLE item_entries; "
                 "PRAGMA user_version=1; PRAGMA wal_checkpoint(TRUNCATE)");
    sys::replace(m_files, m_place + "/" + archive::fingerprint_name, archive::make_fingerprint(m_files, m_place, fingerprinted_names()));
    EXPECT_THROW((void)Archive::open_to_read(services(), m_place), Error);
    Archive archive = open();
    ASSERT_EQ(archive.notices().size(), 1U);
    EXPECT_NE(archive.notices()[0].find("made anew from the journal"), std::string::npos);
    EXPECT_EQ(archive.store().signed_checkpoints().size(), 1U);
    EXPECT_EQ(archive.store().subtrees().size(), 1U);
    EXPECT_EQ(custody(archive.store(), "aa").size(), 301U);
    archive.close();
    EXPECT_EQ(damages(), std::vector<store::Damage>{});
}

} // namespace khronika::app
