// SPDX-License-Identifier: GPL-3.0-or-later
// Each container's reader on damaged samples: no crash, no endless loop, no part beyond the file, sound UTF-8. KHRONIKA_MUTATIONS sets how
// many damaged files each reader gets (1,000).
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/telegram.h"
#include "support/gzip.h"
#include "support/parts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <random>

namespace khronika::readers {
namespace {

using test::gzip;

std::string little(std::uint64_t number, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i) {
        out.push_back(static_cast<char>((number >> (8 * i)) & 0xFFU));
    }
    return out;
}

/// A ZIP of stored files by hand, so that damage meets its fields.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files)
{
    std::string out;
    std::string directory;
    for (const auto& [name, bytes] : files) {
        const auto crc = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
        const std::string common = little(0, 2) + little(0, 2) + little(0, 4) + little(crc, 4) + little(bytes.size(), 4) +
                                   little(bytes.size(), 4) + little(name.size(), 2) + little(0, 2);
        directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                     little(out.size(), 4) + name;
        out += "PK\x03\x04" + little(20, 2) + common + name + bytes;
    }
    return out + directory + "PK\x05\x06" + little(0, 4) + little(files.size(), 2) + little(files.size(), 2) + little(directory.size(), 4) +
           little(out.size(), 4) + little(0, 2);
}

std::string tar_of(const std::string& name, const std::string& bytes)
{
    std::string head(512, '\0');
    const auto put = [&](std::size_t at, const std::string& words) { head.replace(at, words.size(), words); };
    put(0, name);
    put(100, "0000644");
    put(124, fmt::format("{:011o}", bytes.size()));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    unsigned sum = 0;
    for (const char c : head) {
        sum += static_cast<unsigned char>(c);
    }
    put(148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
    return head + bytes + std::string(1536 - bytes.size() % 512, '\0');
}

const std::string mail =
    "Received: x\r\nFrom: =?koi8-r?B?6dfBzg==?= <a@b>\r\nSubject: =?utf-8?Q?=D0=9E?=\r\nDate: Mon, 4 Mar 2024 10:00:00 +0300\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=koi8-r\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n=F7=D9=D3=CC=C1=CC=C9 12 =DE=C5=CC=CF=D7=C5=CB.\r\n--b\r\n"
    "Content-Type: application/pdf; name*0*=utf-8''%D0%90; name*1=.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d\r\nSubject: s\r\n\r\nbody\r\n--b--\r\n";
std::string chunk(const std::string& bytes)
{
    return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}

const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" +
                          chunk("<p>words that are read</p") + chunk("><p>and more</p>") + "0\r\n\r\n";
const std::string warc =
    fmt::format("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
                "WARC-Target-URI: http://e/\r\nWARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n"
                "Content-Length: {}\r\n\r\n{}\r\n\r\n",
                block.size(), block);
const std::string chat =
    R"({"name": "К", "type": "public_channel", "id": 1, "messages": [)"
    R"({"id": 1, "type": "service", "date_unixtime": "1709546400"}, )"
    R"({"id": 2, "type": "message", "date": "2024-03-04T13:00:00", "date_unixtime": "1709546400", "from": "К", "from_id": "c1", )"
    R"("forwarded_from": "Д", "photo": "a/b.jpg", "text": ["a \ud83d\ude00", {"type": "link", "text": "\"b\" \u0416"}, "c"]}]})";
const std::string message = chat.substr(chat.find("{\"id\": 2"), chat.rfind(']') - chat.find("{\"id\": 2"));
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\nTransfer-Encoding: chunked\r\n\r\n" +
                           chunk("<base href=x><link rel=stylesheet href=a><img src=b srcset='c 1x, d 2x'>") + "0\r\n\r\n";

struct Sample {
    const char* name;
    std::string bytes;
    Request request{};
};

std::vector<Sample> samples()
{
    Request telegram;
    telegram.media_type = telegram_message_type;
    Request links;
    links.purpose = Purpose::links;
    return {{"mail", mail},
            {"mailbox", "From a@b Mon\r\n" + mail + "\r\nFrom a@b Mon\r\n" + mail},
            {"warc", warc + warc},
            {"warc.gz", gzip(warc) + gzip(warc)},
            {"zip", zip_of({{"a.txt", "words"}, {"datapackage.json", R"({"resources": [{"path": "a.txt", "hash": "sha256:00"}]})"}})},
            {"tar", tar_of("a/b.txt", "words that are kept")},
            {"tar.gz", gzip(tar_of("a/b.txt", "words that are kept"))},
            {"telegram", chat},
            {"telegram message", message, telegram},
            {"links", answer, links}};
}

std::string damaged(std::string bytes, std::mt19937& draw)
{
    const unsigned times = 1 + draw() % 4;
    for (unsigned i = 0; i < times && !bytes.empty(); ++i) {
        const std::size_t at = draw() % bytes.size();
        const std::size_t length = std::min<std::size_t>(bytes.size() - at, 1 + draw() % 30);
        switch (draw() % 6) {
        case 0:
            bytes[at] = static_cast<char>(draw());
            break;
        case 1:
            bytes.resize(at);
            break;
        case 2:
            bytes.erase(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.substr(draw() % bytes.size(), length));
            break;
        case 4:
            bytes[at] = static_cast<char>(bytes[at] ^ (1U << (draw() % 8)));
            break;
        default:
            bytes.insert(at, std::string(length, "0{[\"\r\n"[draw() % 6]));
        }
    }
    return bytes;
}

void expect_sound(const test::Unpacked& got, const std::string& bytes, const char* name)
{
    for (const test::KeptParts::Part& part : got.kept.parts) {
        ASSERT_TRUE(utf8::valid(part.head.path) && utf8::valid(part.head.name) && utf8::valid(part.head.stated.outlet)) << name;
        if (part.head.span) {
            ASSERT_EQ(at(bytes, *part.head.span), part.bytes) << name << ": " << part.head.path;
        }
    }
    if (got.reading.text) {
        ASSERT_TRUE(utf8::valid(got.reading.text->content)) << name;
        const std::size_t size = bytes.starts_with("\x1F\x8B") ? std::size_t{1} << 40U : bytes.size();
        ASSERT_TRUE(well_formed(got.reading.text->map, got.reading.text->content.size(), size)) << name;
    }
}

TEST(Mutations, SamplesAreSound)
{
    for (const Sample& sample : samples()) {
        const auto got = test::unpacked(sample.bytes, sample.request);
        EXPECT_EQ(got.reading.error, "") << sample.name;
        EXPECT_TRUE(!got.kept.parts.empty() || got.reading.text) << sample.name;
    }
}

TEST(Mutations, DamageIsSaidAndNothingWorse)
{
    const char* asked = std::getenv("KHRONIKA_MUTATIONS");
    const int count = asked == nullptr ? 1000 : std::atoi(asked);
    for (const Sample& sample : samples()) {
        std::mt19937 draw(11);
        for (int i = 0; i < count; ++i) {
            const std::string bytes = damaged(sample.bytes, draw);
            expect_sound(test::unpacked(bytes, sample.request), bytes, sample.name);
        }
    }
}

} // namespace
} // namespace khronika::readers
