// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "store/archive.h"
#include "store/database.h"
#include "store/projection.h"
#include "store/schema.h"
#include "support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace khronika::store {
namespace {

using nlohmann::json;

/// Journals of few items, so that readings, extractions and joins supersede one another.
class Journal {
public:
    void collected(int item)
    {
        add("item_collected", item,
            {{"size", 7},
             {"media_type", "text/plain"},
             {"from", "f"},
             {"how", "file"},
             {"stated", {{"title", "T\"\n\x7F"}, {"outlet", "О"}}}});
    }
    void failed(int item) { add("reading_failed", item, {{"reason", "r"}}); }
    void read(int item)
    {
        const json box = {0, 2, 1, 0.5, 1e-7, 12.25, 3};
        const json found = {{"value", "v"}, {"from", "f"}};
        add("text_read", item,
            {{"text",
              {{"content", "words\n"}, {"title", found}, {"reader", "r 1"}, {"boxes", json::array({box})}, {"map", json::array()}}}});
    }
    void extracted(int item, int claims)
    {
        json list = json::array();
        for (int i = 0; i < claims; ++i) {
            list.push_back({{"id", fresh()},
                            {"quote", "12 held\t\x01"},
                            {"act", "detention"},
                            {"places", {"Минск", "\"x\""}},
                            {"attribution", json::array()},
                            {"count", {{"min", 12}, {"max", nullptr}, {"unit", "person"}, {"text", "12"}, {"approximate", i % 2 == 0}}},
                            {"start", 3},
                            {"end", 10}});
        }
        add("claims_extracted", item, {{"engine", "e 1"}, {"claims", std::move(list)}});
    }
    void joined(int events)
    {
        json list = json::array();
        for (int i = 0; i < events; ++i) {
            list.push_back({{"id", fresh()}, {"act", "raid"}, {"claims", {"a", "b"}}, {"reasons", {"r"}}});
        }
        json entry{{"method", "m"}, {"events", std::move(list)}, {"figures", json::array()}};
        add("events_joined", -1, std::move(entry));
    }

    void step(int kind, int item, int count)
    {
        collected(item);
        switch (kind) {
        case 0:
            return failed(item);
        case 1:
            return read(item);
        case 2:
            return extracted(item, count);
        case 3:
            return joined(count);
        default:
            return;
        }
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }

private:
    std::string fresh() { return fmt::format("{:026}", ++m_ids); }

    void add(const char* type, int item, json content)
    {
        content["type"] = type;
        content["at"] = "AT";
        content["by"] = "BY";
        content["id"] = fresh();
        if (item >= 0) {
            content["item"] = std::string(64, static_cast<char>('a' + item));
        }
        m_entries.push_back({m_entries.size(), content.dump(), std::string(64, 'a')});
    }

    std::vector<Entry> m_entries;
    int m_ids = 0;
};

bool quick(const Archive& archive)
{
    bool sound = false;
    archive.hold_still([&] {
        RowCheck rows = archive.begin_row_check();
        archive.each_entry(0, [&](const Entry& entry) {
            rows.take(entry);
            return true;
        });
        sound = rows.sound();
    });
    return sound;
}

/// What changes one value of one row, or takes a row away or adds one; empty where the tables hold nothing.
std::string tampering(Database& database, const std::string& table, unsigned row, unsigned column, int how)
{
    Statement rows = database.prepare(fmt::format("SELECT rowid, * FROM {} ORDER BY rowid", table));
    std::vector<std::int64_t> numbers;
    while (rows.step()) {
        numbers.push_back(rows.number(0));
    }
    if (numbers.empty()) {
        return {};
    }
    const std::int64_t number = numbers[row % numbers.size()];
    if (how == 0) {
        return fmt::format("DELETE FROM {} WHERE rowid = {}", table, number);
    }
    const std::string name = rows.column_name(static_cast<int>(1 + column % static_cast<unsigned>(rows.columns() - 1)));
    if (how == 1) {
        return fmt::format("UPDATE {0} SET {1} = CASE WHEN {1} IS NULL THEN 1 ELSE {1} || '1' END WHERE rowid = {2}", table, name, number);
    }
    std::string columns;
    std::string values;
    for (int i = 1; i < rows.columns(); ++i) {
        columns += (i == 1 ? "" : ", ") + rows.column_name(i);
        values += (i == 1 ? "" : ", ") + rows.column_name(i) + (i == 1 ? " || '1'" : "");
    }
    return fmt::format("INSERT INTO {0} ({1}) SELECT {2} FROM {0} WHERE rowid = {3}", table, columns, values, number);
}

class RowChecks : public ::testing::Test {
protected:
    Archive made(const std::vector<Entry>& entries)
    {
        m_path = fmt::format("{}/{}.db", m_folder.path(), ++m_made);
        Archive archive = Archive::create(m_path);
        archive.append(entries, {entries.size(), "root", {}});
        return archive;
    }

    test::TemporaryFolder m_folder;
    std::string m_path;
    int m_made = 0;
};

RC_GTEST_FIXTURE_PROP(RowChecks, SoundTablesAreSoundHoweverMuchIsSuperseded, ())
{
    Journal journal;
    const int steps = *rc::gen::inRange(0, 60);
    for (int i = 0; i < steps; ++i) {
        journal.step(*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4));
    }
    const Archive archive = made(journal.entries());
    RC_ASSERT(quick(archive));
    RC_ASSERT(archive.compare_with_journal().empty());
}

RC_GTEST_FIXTURE_PROP(RowChecks, OneRowChangedIsNeverSound, ())
{
    Journal journal;
    const int steps = *rc::gen::inRange(1, 40);
    for (int i = 0; i < steps; ++i) {
        journal.step(*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4));
    }
    (void)made(journal.entries());
    const Table& table = *rc::gen::elementOf(std::vector<Table>(projections.begin(), projections.end()));
    {
        Database database(m_path, Open::write);
        database.execute("PRAGMA foreign_keys=OFF");
        const std::string sql = tampering(database, std::string(table.name), *rc::gen::arbitrary<unsigned>(),
                                          *rc::gen::arbitrary<unsigned>(), *rc::gen::inRange(0, 3));
        RC_PRE(!sql.empty());
        try {
            database.execute(sql);
        } catch (const Error&) {
            RC_DISCARD("the table itself refuses such a row");
        }
    }
    const Archive archive = Archive::open(m_path, Access::read);
    RC_ASSERT(!quick(archive));
    RC_ASSERT(!archive.compare_with_journal().empty());
}

TEST_F(RowChecks, ARowThatALaterEntryShouldHaveTakenAwayIsFound)
{
    Journal journal;
    journal.collected(0);
    journal.failed(0);
    journal.read(0);
    const std::vector<Entry>& all = journal.entries();
    Archive archive = made({all.begin(), all.end()});
    ASSERT_TRUE(quick(archive));
    Database(m_path, Open::write).execute(fmt::format("INSERT INTO failed_readings VALUES ('{}', 'r', 1)", std::string(64, 'a')));
    EXPECT_FALSE(quick(archive));
}

TEST_F(RowChecks, WhatCannotBeTableRowsIsNotSound)
{
    Journal journal;
    journal.collected(0);
    const Archive archive = made(journal.entries());
    ASSERT_TRUE(quick(archive));
    Database(m_path, Open::write).execute("CREATE INDEX more ON items (size)");
    EXPECT_FALSE(quick(archive));
}

/// The columns that hold a part of an entry hold it as nlohmann's library would write it, as archives of before have it.
TEST(Projection, FormsAreAsTheyWereEverWritten)
{
    Journal journal;
    journal.read(0);
    journal.extracted(0, 2);
    journal.joined(2);
    std::size_t forms = 0;
    for (const Entry& entry : journal.entries()) {
        const json content = json::parse(entry.bytes);
        std::vector<json> parts;
        for (const char* list : {"claims", "events", "figures"}) {
            for (const json& one : content.value(list, json::array())) {
                parts.push_back(one);
            }
        }
        if (content.contains("text")) {
            parts.push_back(content["text"]);
        }
        for (const Change& change : project(entry.index, entry.bytes)) {
            for (const auto& [name, value] : change.columns) {
                if (name == "form") {
                    EXPECT_EQ(std::get<std::string>(value), parts.at(forms % parts.size()).dump());
                    ++forms;
                }
            }
        }
        forms = 0;
    }
}

} // namespace
} // namespace khronika::store
