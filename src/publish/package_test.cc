// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sha256.h"
#include "publish/package.h"
#include "publish/wacz.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace khronika::publish {
namespace {

using nlohmann::json;

std::string hash_of(std::string_view bytes)
{
    return archive::hex(archive::sha256(bytes));
}

PackageInput sample()
{
    PackageInput input;
    input.title = "Two items\nof one day";
    input.created = "2024-04-02T10:00:00.000Z";
    input.made_by = "khronika test";
    input.archive = "01HARCHIVE";
    PackageItem page;
    page.item = {hash_of("<p>Twelve were detained.</p>"), 28, "text/html", {}};
    page.item.collections.push_back({"01HC", page.item.sha256, "M. Ö", "2024-04-01T09:00:00.000Z", "a.html", "file", {}, {}});
    page.item.collections.back().stated.url = "https://www.Example.org:443/News?id=1#top";
    page.text = Text{};
    page.text->item = page.item.sha256;
    page.text->content = "Twelve were detained.\n";
    page.text->title.value = "Detained";
    page.text->reader = "html 1";
    Claim claim;
    claim.id = "01HX";
    claim.item = page.item.sha256;
    claim.quote = "Twelve were detained.";
    claim.span = {0, 21};
    claim.act = "detention";
    page.claims.push_back(claim);
    input.items.push_back(page);
    PackageItem blob;
    blob.item = {hash_of("\x01\x02"), 2, "application/octet-stream", {}};
    blob.item.collections.push_back({"01HD", blob.item.sha256, "M. Ö", "2024-04-01T09:01:00.000Z", "b.bin", "file", {}, {}});
    input.items.push_back(blob);
    const std::string collected = R"({"at":"2024-04-01T09:00:00.000Z","by":"M. Ö","from":"a.html","how":"file","item":")" +
                                  page.item.sha256 + R"(","type":"item_collected"})";
    const std::string read = R"({"at":"2024-04-01T09:00:01.000Z","by":"M. Ö","item":")" + page.item.sha256 +
                             R"(","text":{"reader":"html 1"},"type":"text_read"})";
    input.entries.push_back({3, collected, hash_of("leaf"), {hash_of("step")}});
    input.entries.push_back({4, read, hash_of("leaf"), {}});
    input.checkpoint = "khronika\n5\nAAAA\n";
    return input;
}

const File& file(const Report& report, const std::string& path)
{
    const auto found = std::find_if(report.files.begin(), report.files.end(), [&](const File& each) { return each.path == path; });
    if (found == report.files.end()) {
        throw std::out_of_range(path);
    }
    return *found;
}

TEST(Bag, ListsEachFileOnceWithItsHash)
{
    const PackageInput input = sample();
    const Report made = bag(input, package_contents(input, Holds::files), 30);
    std::map<std::string, std::string> listed;
    std::istringstream lines(file(made, "manifest-sha256.txt").bytes);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_TRUE(listed.emplace(line.substr(66), line.substr(0, 64)).second) << line;
    }
    std::uint64_t bytes = 30;
    std::size_t payload = made.evidence.size();
    for (const File& each : made.files) {
        if (each.path.starts_with("data/")) {
            EXPECT_EQ(listed.at(each.path), hash_of(each.bytes)) << each.path;
            bytes += each.bytes.size();
            ++payload;
        }
    }
    for (const Evidence& each : made.evidence) {
        EXPECT_EQ(listed.at(each.path), each.sha256);
    }
    EXPECT_EQ(listed.size(), payload);
    const std::string& info = file(made, "bag-info.txt").bytes;
    EXPECT_NE(info.find("Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(payload) + "\n"), std::string::npos) << info;
    EXPECT_NE(info.find("External-Description: Two items of one day\n"), std::string::npos) << "a value of two lines would add a label";
}

TEST(Provenance, LeadsFromEachTextToItsItemAndItsReader)
{
    const PackageInput input = sample();
    const json crate = json::parse(file(package_contents(input, Holds::files), "ro-crate-metadata.json").bytes);
    std::map<std::string, json> entities;
    for (const json& entity : crate["@graph"]) {
        EXPECT_TRUE(entities.emplace(entity["@id"], entity).second) << entity["@id"];
    }
    const std::string& item = input.items[0].item.sha256;
    const json& text = entities.at("texts/" + item + ".txt");
    EXPECT_EQ(text["prov:wasDerivedFrom"]["@id"], packaged_path(item));
    const json& reading = entities.at("#entry-4");
    EXPECT_EQ(reading["object"]["@id"], packaged_path(item));
    EXPECT_EQ(reading["result"]["@id"], "texts/" + item + ".txt");
    EXPECT_EQ(entities.at(reading["instrument"]["@id"])["name"], "html 1");
    EXPECT_EQ(entities.at(entities.at("#entry-3")["agent"]["@id"])["name"], "M. Ö");
    for (const json& part : entities.at("./")["hasPart"]) {
        EXPECT_EQ(entities.count(part["@id"]), 1U) << part;
    }
}

TEST(Surt, SortsAddressesBySite)
{
    EXPECT_EQ(surt("https://www.Example.org:443/News?id=1#top"), "org,example)/news?id=1");
    EXPECT_EQ(surt("http://example.org"), "org,example)/");
    EXPECT_EQ(surt("http://www2.example.org/a?B=1&a=2"), "org,example)/a?a=2&b=1");
    EXPECT_EQ(surt("http://example.org:8080/a"), "org,example:8080)/a");
    EXPECT_EQ(surt("https://user@example.org?q"), "org,example)/?q");
    EXPECT_EQ(surt("urn:sha256:AB"), "urn:sha256:ab");
}

TEST(Wacz, RecordsAreNamedByWhatTheyAre)
{
    Item item = sample().items[0].item;
    const std::string id = record_of(item).id;
    EXPECT_EQ(id.size(), 36U);
    EXPECT_EQ(id[14], '8');
    EXPECT_EQ(record_of(item).id, id);
    item.collections.back().stated.url += "b";
    EXPECT_NE(record_of(item).id, id);
}

TEST(Wacz, IndexesAndListsRecords)
{
    const PackageInput input = sample();
    const archive::WarcRecord record = record_of(input.items[0].item);
    EXPECT_EQ(record.target, "https://www.Example.org:443/News?id=1#top");
    EXPECT_EQ(record_of(input.items[1].item).target, "urn:sha256:" + input.items[1].item.sha256);
    const std::string index =
        index_cdxj({{record.target, record.date, "text/html", record_digest(input.items[0].item), "data.warc.gz", 7, 9}});
    EXPECT_TRUE(index.starts_with("org,example)/news?id=1 20240401090000 {")) << index;
    const std::string pages = pages_jsonl(input);
    EXPECT_EQ(std::count(pages.begin(), pages.end(), '\n'), 2) << "the head and the one page that a browser can show";
    const json digest = json::parse(datapackage_digest_json(input, "{}", PackageSignature{"c2ln", "a2V5", "note"}));
    EXPECT_EQ(digest["hash"], "sha256:" + hash_of("{}"));
    EXPECT_EQ(digest["signedData"]["hash"], digest["hash"]);
}

} // namespace
} // namespace khronika::publish
