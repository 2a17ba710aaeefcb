// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collect.h"
#include "app/make_report.h"
#include "app/report_folder.h"
#include "app/verify_report.h"
#include "archive/sha256.h"
#include "base/error.h"
#include "model/json.h"
#include "sys/files.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

namespace khronika::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* made_by = "khronika test";

std::string bytes_of(const fs::path& path)
{
    return sys::read_all(sys::real_files(), path.string());
}

void put(const fs::path& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder of texts whose claims are given: NAME.txt, NAME.meta.json and NAME.claims.jsonl.
class MarkedArchive {
public:
    explicit MarkedArchive(const fs::path& folder) : m_archive(make(folder)) {}

    Archive& archive() { return m_archive; }

private:
    static Archive make(const fs::path& folder)
    {
        const std::string place = (folder / "archive").string();
        Archive::create(real_services(), place, "test", "tester");
        return Archive::open_to_write(real_services(), place, "tester");
    }

    Archive m_archive;
};

std::vector<Claim> marked_claims(const fs::path& text_file, const std::string& content)
{
    fs::path path = text_file;
    path.replace_extension(".claims.jsonl");
    std::vector<Claim> claims;
    std::ifstream lines(path);
    for (std::string line; std::getline(lines, line);) {
        Claim claim = claim_from_json(parse_json(line, "line"), "line");
        const std::size_t begin = content.find(claim.quote);
        EXPECT_NE(begin, std::string::npos) << claim.quote;
        claim.span = {begin, begin + claim.quote.size()};
        claims.push_back(std::move(claim));
    }
    return claims;
}

void collect_marked(Archive& archive, const fs::path& folder)
{
    Pipeline pipeline;
    pipeline.read = [](const std::string& path, const Item& item, const Metadata& stated) {
        Text text;
        text.item = item.sha256;
        text.content = bytes_of(path);
        text.title = {stated.title, "stated"};
        text.outlet = {stated.outlet, "stated"};
        text.language = {stated.language, "stated"};
        text.published = {stated.published, "stated"};
        text.url = {stated.url, "stated"};
        text.encoding = "UTF-8";
        text.reader = "test 1";
        text.dropped = {{"appeal", "Donate <b>now</b> & save \"us\""}};
        return ReadOutcome{text, ""};
    };
    std::map<std::string, std::vector<Claim>> claims;
    CollectRequest request;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") {
            const std::string content = bytes_of(entry.path());
            claims[archive::hex(archive::sha256(content))] = marked_claims(entry.path(), content);
            request.paths.push_back(entry.path().string());
        }
    }
    std::sort(request.paths.begin(), request.paths.end());
    pipeline.extract = [&](const Text& text) { return claims[text.item]; };
    pipeline.engine = "marked by hand";
    (void)collect(real_services(), archive, request, pipeline, {[](const Collected&) {}, [](const std::string&) {}, {}});
}

class Report : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path() / ("khronika-report-" + std::to_string(::getpid()) + "-" +
                                                ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(m_folder);
        fs::create_directories(m_folder / "in");
        put(m_folder / "in/a.txt", "Суд выслал 418 человек, сообщила Дарья Лебедева.\n<script>alert(1)</script> held 2 people & more.\n");
        put(m_folder / "in/a.meta.json",
            R"({"title":"\"418\" <b>высланы</b>","outlet":"Газета","language":"ru","published":"2024-03-30"})");
        put(m_folder / "in/a.claims.jsonl",
            R"({"quote":"Суд выслал 418 человек, сообщила Дарья Лебедева","act":"deportation_order","count":{"min":418,"max":418,"unit":"person","text":"418 человек","approximate":false},"modality":"ordered","places":["Москва"],"attribution":["Дарья Лебедева"]})"
            "\n"
            R"({"quote":"<script>alert(1)</script> held 2 people","act":"detention","count":{"min":2,"max":2,"unit":"person","text":"2 people","approximate":false},"victims":"Ivan Petrov","places":["Москва"],"attribution":[]})"
            "\n");
        put(m_folder / "in/b.txt", "More than 400 people were ordered out of Moscow.\n");
        put(m_folder / "in/b.meta.json", R"({"title":"Out","outlet":"Post","language":"en","published":"2024-03-31"})");
        put(m_folder / "in/b.claims.jsonl",
            R"({"quote":"More than 400 people were ordered out of Moscow","act":"deportation_order","count":{"min":401,"max":null,"unit":"person","text":"More than 400 people","approximate":false},"modality":"ordered","places":["Moscow"],"attribution":[]})"
            "\n");
    }
    void TearDown() override { fs::remove_all(m_folder); }

    MadeReport make(Archive& archive, bool with_items = true)
    {
        ReportRequest request{(m_folder / "report").string(), "Title <i>of</i> \"it\"", made_by, with_items, 3};
        return make_report(real_services(), archive, request);
    }
    [[nodiscard]] ReportCheck check() const { return verify_report(sys::real_files(), (m_folder / "report").string(), made_by); }

    fs::path m_folder;
};

TEST_F(Report, IsSoundAsMade)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    const MadeReport made = make(marked.archive());
    EXPECT_EQ(made.figures, 2U);
    const ReportCheck checked = check();
    for (const auto& damage : checked.damages) {
        ADD_FAILURE() << damage.where << ": " << damage.what;
    }
    EXPECT_EQ(checked.quotes, 3U);
    EXPECT_EQ(checked.figures, 2U);
    EXPECT_GE(checked.proofs, 5U);
    EXPECT_TRUE(checked.notes.empty());
}

TEST_F(Report, EveryFlippedByteIsFoundAndNamed)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    (void)make(marked.archive());
    std::mt19937 random(7);
    for (const std::string& name : files_below(sys::real_files(), (m_folder / "report").string())) {
        const fs::path path = m_folder / "report" / name;
        const std::string whole = bytes_of(path);
        ASSERT_FALSE(whole.empty()) << name;
        for (int round = 0; round < 3; ++round) {
            const std::size_t at = random() % whole.size();
            std::string flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (random() % 8)));
            put(path, flipped);
            const ReportCheck checked = check();
            EXPECT_FALSE(checked.sound()) << name << " byte " << at;
            put(path, whole);
        }
    }
    EXPECT_TRUE(check().sound());
}

TEST_F(Report, ANumberChangedOnAPageIsFoundThoughTheManifestAgrees)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    (void)make(marked.archive());
    const fs::path page = m_folder / "report/index.html";
    const fs::path manifest = m_folder / "report/manifest.sha256";
    std::string bytes = bytes_of(page);
    const std::string before = archive::hex(archive::sha256(bytes));
    bytes.replace(bytes.find("418"), 3, "819");
    put(page, bytes);
    std::string lines = bytes_of(manifest);
    lines.replace(lines.find(before), before.size(), archive::hex(archive::sha256(bytes)));
    put(manifest, lines);
    const ReportCheck checked = check();
    ASSERT_EQ(checked.damages.size(), 1U);
    EXPECT_EQ(checked.damages[0].where, "index.html");
}

TEST_F(Report, MarkupInTextsStaysText)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    (void)make(marked.archive());
    for (const std::string& name : files_below(sys::real_files(), (m_folder / "report").string())) {
        if (!name.ends_with(".html")) {
            continue;
        }
        const std::string bytes = bytes_of(m_folder / "report" / name);
        EXPECT_EQ(bytes.find("<script"), std::string::npos) << name;
        EXPECT_EQ(bytes.find("<b>"), std::string::npos) << name;
        EXPECT_EQ(bytes.find("<i>"), std::string::npos) << name;
        EXPECT_EQ(bytes.find("Ivan Petrov"), std::string::npos) << name;
    }
}

TEST_F(Report, SmallCellsAndNamesAreHeldBack)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    (void)make(marked.archive());
    const std::string csv = bytes_of(m_folder / "report/figures.csv");
    EXPECT_NE(csv.find("suppressed: a number of persons so small"), std::string::npos);
    EXPECT_EQ(bytes_of(m_folder / "report/claims.jsonl").find("Ivan Petrov"), std::string::npos);
    EXPECT_NE(bytes_of(m_folder / "report/claims.jsonl").find("\"withheld\":[\"victims\"]"), std::string::npos);
}

TEST_F(Report, ReplacesItsOwnEarlierReportAndNothingElse)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    (void)make(marked.archive());
    (void)make(marked.archive());
    EXPECT_TRUE(check().sound());
    put(m_folder / "report/notes.txt", "mine");
    EXPECT_THROW((void)make(marked.archive()), Error);
    EXPECT_TRUE(fs::exists(m_folder / "report/notes.txt"));
    fs::remove_all(m_folder / "report");
    fs::create_directories(m_folder / "report");
    put(m_folder / "report/letter.txt", "mine");
    EXPECT_THROW((void)make(marked.archive()), Error);
    EXPECT_EQ(fs::directory_iterator(m_folder / "report")->path().filename(), "letter.txt");
    for (const auto& entry : fs::directory_iterator(m_folder)) {
        EXPECT_EQ(entry.path().filename().string().find(".making"), std::string::npos);
    }
}

TEST_F(Report, WithoutItemsHoldsNoTextAndSaysSo)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    (void)make(marked.archive(), false);
    EXPECT_FALSE(fs::exists(m_folder / "report/evidence"));
    EXPECT_FALSE(fs::exists(m_folder / "report/texts"));
    const ReportCheck checked = check();
    EXPECT_TRUE(checked.sound());
    EXPECT_EQ(checked.figures, 2U);
    EXPECT_FALSE(checked.notes.empty());
}

TEST_F(Report, ADamagedItemIsNotPublished)
{
    MarkedArchive marked(m_folder);
    collect_marked(marked.archive(), m_folder / "in");
    const std::string sha256 = archive::hex(archive::sha256(bytes_of(m_folder / "in/b.txt")));
    const fs::path item = m_folder / "archive/items" / sha256.substr(0, 2) / sha256;
    fs::permissions(item, fs::perms::owner_all);
    put(item, "Fewer than 400 people were ordered out of Moscow.\n");
    EXPECT_THROW((void)make(marked.archive()), Error);
    EXPECT_FALSE(fs::exists(m_folder / "report"));
}

// Makes a report of any folder of marked texts, to look at: KHRONIKA_MARKED=FOLDER KHRONIKA_KEEP=NEW_FOLDER.
TEST(ReportToLookAt, OfMarkedTexts)
{
    const char* texts = std::getenv("KHRONIKA_MARKED");
    const char* keep = std::getenv("KHRONIKA_KEEP");
    if (texts == nullptr || keep == nullptr) {
        GTEST_SKIP();
    }
    fs::create_directories(keep);
    MarkedArchive marked{fs::path(keep)};
    collect_marked(marked.archive(), texts);
    (void)make_report(real_services(), marked.archive(),
                      {std::string(keep) + "/report", "Raids and expulsions, March 2024", made_by, true, 3});
    EXPECT_TRUE(verify_report(sys::real_files(), std::string(keep) + "/report", made_by).sound());
}

} // namespace
} // namespace khronika::app
