// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/gzip_members.h"
#include "archive/warc_writer.h"

#include <gtest/gtest.h>

namespace khronika::archive {
namespace {

TEST(WarcWriter, ARecordHasLengthAndDigests)
{
    const std::string block = "HTTP/1.1 200 OK\r\n\r\nabc";
    WarcRecord record{"response", "1", "2024-03-04T10:00:00Z", "http://e/", "application/http", {{"X", "a\r\nb"}}, block, block.size() - 3};
    EXPECT_EQ(warc_record(record), "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
                                   "WARC-Target-URI: http://e/\r\nX: a  b\r\nContent-Type: application/http\r\n"
                                   "WARC-Payload-Digest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\r\n"
                                   "WARC-Block-Digest: " +
                                       warc_digest(block) + "\r\nContent-Length: 22\r\n\r\n" + block + "\r\n\r\n");
}

TEST(WarcWriter, ValuesAddNoFields)
{
    const WarcRecord record{"resource", "1", "2024-03-04T10:00:00Z", "https://e/\r\nWARC-Type: warcinfo", "text/html", {}, "block"};
    const std::string bytes = warc_record(record);
    EXPECT_EQ(bytes.find("\r\nWARC-Type: warcinfo"), std::string::npos);
    EXPECT_EQ(bytes, warc_head(record, 5, warc_digest("block"), {}) + "block" + std::string(warc_end));
}

TEST(WarcWriter, UuidsAreOfVersionFour)
{
    EXPECT_EQ(uuid_of(std::string(16, '\xFF')), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    EXPECT_EQ(uuid_of(std::string(16, '\0')), "00000000-0000-4000-8000-000000000000");
}

TEST(GzipMembers, EachBeginsWhereTheOneBeforeEnds)
{
    std::string out;
    GzipMembers members([&](std::string_view run) { out += run; });
    members.begin();
    members.add(std::string(1000, 'x'));
    members.end();
    const auto second = static_cast<std::size_t>(members.size());
    members.begin();
    members.add("y");
    members.end();
    EXPECT_EQ(members.size(), out.size());
    EXPECT_LT(second, 100U);
    for (const std::size_t begin : {std::size_t{0}, second}) {
        EXPECT_TRUE(std::string_view(out).substr(begin).starts_with("\x1F\x8B\x08"));
    }
    EXPECT_EQ(members.finish(), sha256(out));
}

} // namespace
} // namespace khronika::archive
