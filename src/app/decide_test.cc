// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decide.h"

#include "app/archive.h"
#include "app/join_claims.h"
#include "app/layout.h"
#include "app/rebuild.h"
#include "app/verify.h"
#include "archive/fingerprint.h"
#include "base/error.h"
#include "model/json.h"
#include "store/database.h"
#include "sys/files.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace khronika::app {
namespace {

namespace fs = std::filesystem;

Claim claim_of(const std::string& id, const std::string& place, std::int64_t number)
{
    Claim claim;
    claim.id = id;
    claim.quote = std::to_string(number) + " held in " + place;
    claim.span = {0, claim.quote.size()};
    claim.act = "detention";
    claim.count = Count{CountBounds::exactly(number), Unit::person, std::to_string(number), false, Rate::none, {}};
    claim.places = {place};
    claim.when = When{DateRange::day(*Date::parse("2024-03-29")), "", {}};
    return claim;
}

class Decide : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path() / ("khronika-decide-" + std::to_string(::getpid()) + "-" +
                                                ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(m_folder);
        Archive::create(real_services(), m_folder.string(), "test", "tester");
        Archive archive = open();
        archive.append({{"type", "item_collected"},
                        {"item", "aa"},
                        {"size", 1},
                        {"media_type", "text/plain"},
                        {"from", "x"},
                        {"how", "file"},
                        {"stated", to_json(Metadata{"T", "Post", "en", "2024-03-30", ""})}});
        extract(archive, "");
        archive.close();
    }
    void TearDown() override { fs::remove_all(m_folder); }

    Archive open() { return Archive::open_to_write(real_services(), m_folder.string(), "tester"); }

    static void extract(Archive& archive, const std::string& prefix)
    {
        nlohmann::ordered_json claims = nlohmann::ordered_json::array();
        for (Claim claim : {claim_of("moscow1", "Moscow", 140), claim_of("moscow2", "Moscow", 150), claim_of("kazan1", "Kazan", 230)}) {
            claim.id = prefix + claim.id;
            claim.item = "aa";
            claims.push_back(to_json(claim));
        }
        archive.append({{"type", "claims_extracted"}, {"item", "aa"}, {"engine", "test"}, {"claims", claims}});
    }

    static std::string event_of(const JoinedClaims& joined, const std::string& claim)
    {
        for (const Event& event : joined.joined.events) {
            if (std::find(event.claims.begin(), event.claims.end(), claim) != event.claims.end()) {
                return event.id;
            }
        }
        return {};
    }

    fs::path m_folder;
};

TEST_F(Decide, AMergeOutlivesANewExtractionAndIsTakenBack)
{
    Archive archive = open();
    const JoinedClaims before = join_archive(archive);
    ASSERT_EQ(before.joined.events.size(), 2U);
    const std::string id = join_events(archive, {event_of(before, "moscow1"), event_of(before, "kazan1")}, "one operation");
    EXPECT_EQ(join_archive(archive).joined.events.size(), 1U);
    extract(archive, "new-");
    EXPECT_EQ(join_archive(archive).joined.events.size(), 1U);
    (void)undo(archive, id, "it was not");
    EXPECT_EQ(join_archive(archive).joined.events.size(), 2U);
    EXPECT_THROW((void)undo(archive, id, "again"), UsageError);
    ASSERT_EQ(archive.store().decisions().size(), 1U);
    EXPECT_TRUE(archive.store().decisions()[0].reversed);
    EXPECT_EQ(archive.store().decisions()[0].why, "one operation");
    EXPECT_EQ(archive.store().decisions()[0].by, "tester");
}

TEST_F(Decide, ASplitAndAMoveAreKept)
{
    Archive archive = open();
    const JoinedClaims before = join_archive(archive);
    (void)split_event(archive, event_of(before, "moscow1"), {"moscow2"}, "");
    const JoinedClaims split = join_archive(archive);
    EXPECT_NE(event_of(split, "moscow1"), event_of(split, "moscow2"));
    (void)move_claims(archive, {"moscow2"}, event_of(split, "kazan1"), "");
    const JoinedClaims moved = join_archive(archive);
    EXPECT_EQ(event_of(moved, "kazan1"), event_of(moved, "moscow2"));
    EXPECT_THROW((void)split_event(archive, event_of(moved, "moscow1"), {"moscow1"}, ""), UsageError) << "nothing would be left";
    EXPECT_THROW((void)join_events(archive, {"no-such-event", "other"}, ""), UsageError);
}

TEST_F(Decide, ARejectedClaimBearsNoFigureAndExtractionDoesNotChangeThat)
{
    Archive archive = open();
    (void)review(archive, {"moscow2"}, ReviewStatus::rejected, Reliability::likely_unreliable, "misread");
    EXPECT_EQ(join_archive(archive).left_out, std::vector<std::string>{"moscow2"});
    extract(archive, "new-");
    const JoinedClaims after = join_archive(archive);
    EXPECT_EQ(after.left_out, std::vector<std::string>{"new-moscow2"});
    EXPECT_EQ(event_of(after, "new-moscow2"), "");
    EXPECT_EQ(after.reviews.at("new-moscow2").reliability, Reliability::likely_unreliable);
    (void)review(archive, {"new-moscow2"}, ReviewStatus::unreviewed, std::nullopt, "read again");
    EXPECT_TRUE(join_archive(archive).left_out.empty());
    EXPECT_EQ(archive.store().reviews().size(), 2U);
}

TEST_F(Decide, AnEventKeepsItsReview)
{
    Archive archive = open();
    const std::string event = event_of(join_archive(archive), "kazan1");
    (void)review(archive, {event}, ReviewStatus::corroborated, Reliability::likely_reliable, "two witnesses");
    extract(archive, "");
    const JoinedClaims after = join_archive(archive);
    EXPECT_EQ(after.reviews.at(event).status, ReviewStatus::corroborated);
}

TEST_F(Decide, AReviewIsTakenBack)
{
    Archive archive = open();
    const std::string id = review(archive, {"moscow2"}, ReviewStatus::refuted, std::nullopt, "hearsay").front();
    EXPECT_EQ(join_archive(archive).left_out.size(), 1U);
    (void)undo(archive, id, "it was another");
    const JoinedClaims after = join_archive(archive);
    EXPECT_TRUE(after.left_out.empty());
    EXPECT_TRUE(after.reviews.empty());
    EXPECT_THROW((void)undo(archive, id, ""), UsageError);
    EXPECT_THROW((void)review(archive, {"moscow1", "nobody"}, ReviewStatus::accepted, std::nullopt, ""), UsageError);
    EXPECT_TRUE(join_archive(archive).reviews.empty()) << "all or none";
}

TEST_F(Decide, ARejectedEventTakesItsClaimsAlong)
{
    Archive archive = open();
    const std::string event = event_of(join_archive(archive), "moscow1");
    const std::string id = review(archive, {event}, ReviewStatus::rejected, std::nullopt, "a drill").front();
    extract(archive, "new-");
    const JoinedClaims without = join_archive(archive);
    EXPECT_EQ(without.left_out, (std::vector<std::string>{"new-moscow1", "new-moscow2"}));
    EXPECT_EQ(without.joined.events.size(), 1U);
    (void)review(archive, {"new-moscow2"}, ReviewStatus::accepted, std::nullopt, "this one was seen");
    EXPECT_EQ(join_archive(archive).left_out, std::vector<std::string>{"new-moscow1"});
    (void)undo(archive, id, "");
    EXPECT_TRUE(join_archive(archive).left_out.empty());
}

TEST_F(Decide, TheLatestJoinIsTakenWhereNothingCameSince)
{
    Archive archive = open();
    const JoinedClaims made = join_and_record(archive);
    const auto ids = [](const JoinedClaims& joined) {
        std::vector<std::string> out;
        for (const Event& event : joined.joined.events) {
            out.push_back(event.id);
        }
        return out;
    };
    EXPECT_EQ(joined_archive(archive).joined.events, made.joined.events);
    EXPECT_EQ(joined_archive(archive).joined.figures, made.joined.figures);
    (void)join_events(archive, {ids(made).at(0), ids(made).at(1)}, "");
    EXPECT_EQ(joined_archive(archive).joined.events.size(), 1U) << "the join in the journal is no longer what it would be";
}

TEST_F(Decide, AnEdgeIsOfOneEvent)
{
    Archive archive = open();
    EXPECT_THROW((void)decide_edge(archive, true, "moscow1", "kazan1", ""), UsageError);
    EXPECT_THROW((void)decide_edge(archive, false, "moscow1", "moscow1", ""), UsageError);
    (void)decide_edge(archive, true, "moscow2", "moscow1", "");
    EXPECT_EQ(archive.store().decisions().size(), 1U);
}

TEST_F(Decide, TheTablesAreThoseOfTheJournal)
{
    Archive archive = open();
    const JoinedClaims before = join_and_record(archive);
    const std::string id = join_events(archive, {event_of(before, "moscow1"), event_of(before, "kazan1")}, "");
    (void)undo(archive, id, "");
    (void)review(archive, {"kazan1"}, ReviewStatus::accepted, Reliability::highly_reliable, "seen");
    (void)join_and_record(archive);
    EXPECT_TRUE(archive.store().compare_with_journal().empty());
}

TEST_F(Decide, AnArchiveOfVersionTwoIsBroughtUpToThis)
{
    const std::string place = m_folder.string();
    store::Database(place + "/khronika.db", store::Open::write)
        .execute("DROP TABLE reversals; DROP TABLE decisions; DROP TABLE reviews; PRAGMA user_version=2; PRAGMA wal_checkpoint(TRUNCATE)");
    sys::replace(sys::real_files(), place + "/" + archive::fingerprint_name,
                 archive::make_fingerprint(sys::real_files(), place, fingerprinted_names()));
    EXPECT_THROW((void)Archive::open_to_read(real_services(), place), Error);
    Archive archive = open();
    ASSERT_EQ(archive.notices().size(), 1U);
    EXPECT_NE(archive.notices()[0].find("made anew from the journal"), std::string::npos);
    const std::string id =
        join_events(archive, {event_of(join_archive(archive), "moscow1"), event_of(join_archive(archive), "kazan1")}, "");
    EXPECT_EQ(archive.store().decisions().at(0).id, id);
    EXPECT_TRUE(archive.store().compare_with_journal().empty());
}

} // namespace
} // namespace khronika::app
