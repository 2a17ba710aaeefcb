// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/archive.h"

#include "base/error.h"
#include "store/database.h"
#include "store/projection.h"
#include "store/schema.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace khronika::store {
namespace {

constexpr const char* stated = R"("stated":{"title":"T","outlet":"O","language":"","published":"","url":""})";

class ArchiveTest : public ::testing::Test {
protected:
    ArchiveTest() { m_path = m_folder + "/khronika.db"; }

    static void append(Archive& archive, const std::vector<std::string>& entries)
    {
        std::vector<Entry> rows;
        std::uint64_t next = archive.tree().size;
        for (const std::string& entry : entries) {
            rows.push_back({next++, entry, std::string(64, 'a')});
        }
        archive.append(rows, {next, "root", {}});
    }

    static std::string collected(const std::string& item, const std::string& id)
    {
        return R"({"type":"item_collected","at":"AT","by":"BY","id":")" + id + R"(","item":")" + item +
               R"(","size":7,"media_type":"text/html","from":"f","how":"file",)" + stated + "}";
    }

    static std::string extracted(const std::string& item, const std::string& claims)
    {
        return R"({"type":"claims_extracted","at":"AT","by":"BY","id":"X","item":")" + item + R"(","engine":"e 1","claims":[)" + claims +
               "]}";
    }

    static std::string claim(const std::string& id)
    {
        return R"({"id":")" + id +
               R"(","item":"aa","quote":"12 held","act":"detention","count":{"min":12,"max":null,"unit":"person","text":"12","approximate":false,
               "per":"day"},"modality":"done","places":["Minsk"],"when":{"from":"2020-08-09","to":"2020-08-10","text":"w"},
               "attribution":["Viasna"],"start":3,"end":10})";
    }

    static std::string complaint(const std::function<void()>& call)
    {
        try {
            call();
            return "none";
        } catch (const Error& error) {
            return error.what();
        }
    }

    test::TemporaryFolder m_temporary;
    std::string m_folder = m_temporary.path();
    std::string m_path;
};

TEST_F(ArchiveTest, ProjectsItemsAndCollections)
{
    Archive archive = Archive::create(m_path);
    append(archive, {collected("aa", "1"), collected("bb", "2"), collected("aa", "3")});
    const std::vector<Item> items = archive.items();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].sha256, "aa");
    ASSERT_EQ(items[0].collections.size(), 2U);
    EXPECT_EQ(items[0].collections[1].id, "3");
    EXPECT_EQ(items[0].collections[1].stated.outlet, "O");
    EXPECT_EQ(archive.item("aa"), items[0]);
    EXPECT_FALSE(archive.item("cc"));
    EXPECT_EQ(archive.items_starting_with("a"), std::vector<std::string>{"aa"});
    EXPECT_EQ(archive.tree().size, 3U);
}

TEST_F(ArchiveTest, ALaterExtractionSupersedes)
{
    Archive archive = Archive::create(m_path);
    append(archive, {collected("aa", "1"), extracted("aa", claim("c1") + "," + claim("c2"))});
    EXPECT_EQ(archive.claims().size(), 2U);
    append(archive, {extracted("aa", claim("c3"))});
    const std::vector<Claim> claims = archive.claims("aa");
    ASSERT_EQ(claims.size(), 1U);
    EXPECT_EQ(claims[0].id, "c3");
    EXPECT_EQ(claims[0].count->bounds, (CountBounds{12, std::nullopt}));
    EXPECT_EQ(claims[0].span, (Span{3, 10}));
    EXPECT_EQ(archive.extraction("aa"), (Extraction{"aa", "e 1", 1}));
}

TEST_F(ArchiveTest, ATextTakesTheFailureAway)
{
    Archive archive = Archive::create(m_path);
    append(archive, {collected("aa", "1"), R"({"type":"reading_failed","at":"AT","by":"BY","id":"2","item":"aa","reason":"binary"})"});
    EXPECT_EQ(archive.failed_reading("aa"), (FailedReading{"aa", "binary"}));
    append(archive, {R"({"type":"text_read","at":"AT","by":"BY","id":"3","item":"aa","text":{"item":"aa","content":"words\n",
        "title":{"value":"T","from":"json-ld"}}})"});
    EXPECT_TRUE(archive.failed_readings().empty());
    EXPECT_EQ(archive.text("aa")->content, "words\n");
    EXPECT_EQ(archive.text_heads(), (std::vector<TextHead>{{"aa", "T", "", "", "", ""}}));
}

TEST_F(ArchiveTest, ALaterJoinSupersedes)
{
    const auto joined = [](const std::string& event, const std::string& figure) {
        return R"({"type":"events_joined","at":"AT","by":"BY","id":"J)" + event + R"(","method":"m","events":[{"id":")" + event +
               R"(","act":"detention","place":"Minsk","period":null,"claims":["c1","c2"],"reasons":["r1","r2"]}],"figures":[{"id":")" +
               figure + R"(","event":")" + event + R"(","act":"detention","modality":"done","unit":"person"}]})";
    };
    Archive archive = Archive::create(m_path);
    append(archive, {joined("e1", "f1"), joined("e2", "f2")});
    ASSERT_EQ(archive.events().size(), 1U);
    EXPECT_EQ(archive.events()[0].id, "e2");
    EXPECT_EQ(archive.events()[0].claims, (std::vector<std::string>{"c1", "c2"}));
    ASSERT_EQ(archive.figures().size(), 1U);
    EXPECT_EQ(archive.figures()[0].event, "e2");
    append(archive, {R"({"type":"report_published","at":"AT","by":"BY","id":"R","folder_hash":"hh","findings":[]})"});
    ASSERT_EQ(archive.reports().size(), 1U);
    EXPECT_EQ(archive.reports()[0].folder_hash, "hh");
}

TEST_F(ArchiveTest, DecisionsAndReviewsAreKeptAndReversed)
{
    const std::string refs = R"("claims":[{"id":"c1","item":"aa","act":"detention","quote":"q"}])";
    Archive archive = Archive::create(m_path);
    append(archive, {R"({"type":"join_decided","at":"AT","by":"BY","id":"D","kind":"cut",)" + refs + R"(,"others":[],"left":[],"why":"w"})",
                     R"({"type":"review_made","at":"AT","by":"BY","id":"V","of":"claim","event":"",)" + refs +
                         R"(,"status":"accepted","reliability":"likely_reliable","why":"w"})"});
    ASSERT_EQ(archive.decisions().size(), 1U);
    EXPECT_EQ(archive.decisions()[0].kind, DecisionKind::cut);
    EXPECT_FALSE(archive.decisions()[0].reversed);
    append(archive, {R"({"type":"decision_reversed","at":"AT","by":"BY","id":"R","decision":"D","why":""})"});
    EXPECT_TRUE(archive.decisions()[0].reversed);
    ASSERT_EQ(archive.reviews().size(), 1U);
    EXPECT_EQ(archive.reviews()[0].reliability, Reliability::likely_reliable);
    EXPECT_EQ(complaint([&] {
                  append(archive, {R"({"type":"review_made","at":"AT","by":"BY","id":"W","of":"claim","event":"",)" + refs +
                                   R"(,"status":"liked","reliability":null,"why":""})"});
              }),
              "journal entry 3: field 'status' does not know 'liked'");
    EXPECT_FALSE(archive.reviews()[0].reversed);
    append(archive, {R"({"type":"decision_reversed","at":"AT","by":"BY","id":"S","decision":"V","why":""})"});
    EXPECT_TRUE(archive.reviews()[0].reversed);
}

TEST_F(ArchiveTest, AnAppendIsAllOrNothing)
{
    Archive archive = Archive::create(m_path);
    EXPECT_EQ(complaint([&] { append(archive, {collected("aa", "1"), R"({"type":"dance"})"}); }),
              "journal entry 1: this version knows no entries of type 'dance'");
    EXPECT_EQ(archive.tree().size, 0U);
    EXPECT_TRUE(archive.items().empty());
    EXPECT_EQ(complaint([&] { append(archive, {collected("aa", "1"), extracted("aa", R"({"id":"c","quote":"q"})")}); }),
              "journal entry 1, claim 1: field 'act' is missing");
    append(archive, {collected("aa", "1")});
    EXPECT_EQ(archive.items().size(), 1U);
}

TEST_F(ArchiveTest, NamesTheRowThatDiffers)
{
    {
        Archive archive = Archive::create(m_path);
        append(archive, {collected("aa", "1"), collected("bb", "2")});
    }
    {
        Database database(m_path, Open::write);
        database.execute("UPDATE items SET size = 8 WHERE sha256 = 'aa'; DELETE FROM collections WHERE id = '2'; "
                         "INSERT INTO failed_readings VALUES ('bb', 'made up', 0); DROP INDEX claims_of_item");
    }
    const std::vector<Damage> expected{{"the definitions, row 'claims_of_item'", "the row is missing"},
                                       {"table items, row 'aa'", "column size is 8, and the journal gives 7"},
                                       {"table collections, row '2'", "the row is missing"},
                                       {"table failed_readings, row 'bb'", "the journal gives no such row"}};
    Archive archive = Archive::open(m_path, Access::write);
    EXPECT_EQ(archive.compare_with_journal(), expected);
    Archive fresh = Archive::create(":memory:");
    fresh.replay(archive, archive.tree(), {});
    archive.replace_by(fresh);
    EXPECT_TRUE(archive.compare_with_journal().empty());
    EXPECT_TRUE(archive.integrity().empty());
    EXPECT_EQ(archive.items().size(), 2U);
}

TEST_F(ArchiveTest, TellsWhatIsNoDatabaseOfThisVersion)
{
    EXPECT_TRUE(complaint([&] { (void)Archive::open(m_path, Access::read); }).starts_with("cannot open " + m_path));
    std::ofstream(m_path) << "this is a letter, and no database at all; it is long enough to have a header of a hundred bytes or more.....";
    EXPECT_EQ(complaint([&] { (void)Archive::open(m_path, Access::read); }),
              m_path + " is no database, or its beginning is damaged: restore it from a backup");
    std::filesystem::remove(m_path);
    Database(m_path, Open::create).execute("CREATE TABLE other (a TEXT)");
    EXPECT_TRUE(complaint([&] { (void)Archive::open(m_path, Access::write); }).starts_with(m_path + " is no database of Khronika"));
    std::filesystem::remove(m_path);
    (void)Archive::create(m_path);
    Database(m_path, Open::write).execute("PRAGMA user_version=7");
    EXPECT_EQ(complaint([&] { (void)Archive::open(m_path, Access::read); }),
              fmt::format("{} was made by a newer Khronika (tables of version 7; this one reads to {}): install the newer version", m_path,
                          schema_version));
}

TEST_F(ArchiveTest, ReadersGoOnWhileAWriterWrites)
{
    Archive writer = Archive::create(m_path);
    append(writer, {collected("aa", "1")});
    const Archive reader = Archive::open(m_path, Access::read);
    EXPECT_EQ(reader.items().size(), 1U);
    append(writer, {collected("bb", "2")});
    EXPECT_EQ(reader.items().size(), 2U);
    EXPECT_TRUE(writer.checkpoint());
}

TEST_F(ArchiveTest, ItsLocksAreThoseOfSqliteItself)
{
    Archive writer = Archive::create(m_path);
    append(writer, {collected("aa", "1")});
    const auto ask = [&](const char* sql) {
        sqlite3* other = nullptr;
        EXPECT_EQ(sqlite3_open(m_path.c_str(), &other), SQLITE_OK); // with SQLite's own VFS
        const int code = sqlite3_exec(other, sql, nullptr, nullptr, nullptr);
        sqlite3_close(other);
        return code;
    };
    EXPECT_EQ(ask("SELECT count(*) FROM items"), SQLITE_OK);
    writer.hold_still([&] {
        (void)writer.items();
        EXPECT_EQ(ask("BEGIN EXCLUSIVE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
        EXPECT_NE(ask("PRAGMA journal_mode=DELETE"), SQLITE_OK) << "somebody else has it open";
    });
    Database busy(m_path, Open::write);
    const Transaction transaction(busy);
    EXPECT_EQ(ask("BEGIN IMMEDIATE"), SQLITE_BUSY);
    EXPECT_EQ(writer.items().size(), 1U);
}

TEST_F(ArchiveTest, RunsWithTheSettingsOfTheDesign)
{
    Database database(m_path, Open::create);
    EXPECT_EQ(database.pragma("synchronous"), 3);
    EXPECT_EQ(database.pragma("secure_delete"), 1);
    EXPECT_EQ(database.pragma("temp_store"), 2);
    EXPECT_EQ(database.pragma("trusted_schema"), 0);
    EXPECT_EQ(database.pragma("foreign_keys"), 1);
    Statement mode = database.prepare("PRAGMA journal_mode");
    ASSERT_TRUE(mode.step());
    EXPECT_EQ(mode.text(0), "wal");
}

} // namespace
} // namespace khronika::store
