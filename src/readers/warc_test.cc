// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/warc.h"

#include "model/source_map.h"
#include "readers/http_body.h"
#include "support/gzip.h"
#include "support/parts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

namespace khronika::readers {
namespace {

using test::unpacked;

using test::gzip;

std::string record(const std::string& type, const std::string& block, const std::string& more = "", const std::string& id = "1")
{
    return fmt::format("WARC/1.0\r\nWARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: 2024-03-04T10:00:00Z\r\n"
                       "WARC-Target-URI: <http://example.org/{}>\r\n{}Content-Length: {}\r\n\r\n{}\r\n\r\n",
                       type, id, id, more, block.size(), block);
}

std::string answer(const std::string& body, const std::string& more = "", int status = 200)
{
    return fmt::format("HTTP/1.1 {} OK\r\nContent-Type: text/html; charset=utf-8\r\n{}\r\n{}", status, more, body);
}

const std::string page = "<html><body><p>Суд выслал из страны двадцать человек, сообщила пресс-служба суда в Казани.</p></body></html>";

std::string chunked(const std::string& body)
{
    const std::size_t half = body.size() / 2;
    return fmt::format("{:x};x=y\r\n{}\r\n{:X}\r\n{}\r\n0\r\n\r\n", half, body.substr(0, half), body.size() - half, body.substr(half));
}

TEST(Warc, AResponseIsThePayloadWithAddressAndDate)
{
    const std::string file =
        record("warcinfo", "software: x\r\n") + record("request", "GET / HTTP/1.1\r\n\r\n") + record("response", answer(page), "", "2");
    for (const bool packed : {false, true}) {
        const auto got = unpacked(packed ? gzip(record("warcinfo", "x")) + gzip(record("response", answer(page), "", "2")) : file);
        EXPECT_EQ(got.reading.container, "khronika warc 1");
        ASSERT_EQ(got.kept.parts.size(), 1U);
        const test::KeptParts::Part& part = got.kept.parts[0];
        EXPECT_EQ(part.bytes, page);
        EXPECT_EQ(part.head.path, "urn:uuid:2");
        EXPECT_EQ(part.head.stated.url, "http://example.org/2");
        EXPECT_EQ(part.head.date, "2024-03-04T10:00:00Z");
        EXPECT_TRUE(part.head.readable);
        EXPECT_EQ(part.head.span.has_value(), !packed);
        if (!packed) {
            EXPECT_EQ(at(file, *part.head.span), page);
        }
    }
}

TEST(Warc, ChunksAndCodingsAreUndone)
{
    const std::string packed = gzip(page);
    const std::string file =
        record("response", answer(chunked(page), "Transfer-Encoding: chunked\r\n"), "", "1") +
        record("response", answer(packed, "Content-Encoding: gzip\r\n"), "", "2") +
        record("response", answer(chunked(packed), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"), "", "3") +
        record("response", answer(page, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"), "", "4");
    const auto got = unpacked(file);
    ASSERT_EQ(got.kept.parts.size(), 4U);
    for (const test::KeptParts::Part& part : got.kept.parts) {
        EXPECT_EQ(part.bytes, page) << part.head.path;
        EXPECT_FALSE(part.head.span);
    }
    EXPECT_EQ(got.reading.left_out, 0U);
}

TEST(Warc, DigestsAreChecked)
{
    // SHA-1 of the empty payload of a wrong record, and of the right one.
    const std::string wrong = record("response", answer(page), "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n");
    EXPECT_TRUE(unpacked(wrong).kept.noted("payload does not match"));
    const std::string right = record("resource", "abc",
                                     "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\nContent-Type: text/plain\r\n"
                                     "WARC-Payload-Digest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\r\n");
    const auto got = unpacked(right);
    ASSERT_EQ(got.kept.parts.size(), 1U);
    EXPECT_FALSE(got.kept.noted("match"));
    const auto block = unpacked(record("resource", "abd", "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n"));
    EXPECT_TRUE(block.kept.noted("block does not match"));
}

TEST(Warc, ADamagedRecordCostsItselfAlone)
{
    const std::string good = record("response", answer(page), "", "1");
    std::string bad = record("response", answer(page), "", "2");
    bad.replace(bad.find("Content-Length"), 14, "Content-Lenght");
    const std::string file = good + bad + record("response", answer(page), "", "3");
    const auto got = unpacked(file);
    EXPECT_EQ(got.kept.parts.size(), 2U);
    EXPECT_EQ(got.reading.left_out, 1U);
    EXPECT_TRUE(got.kept.noted(fmt::format("record at byte {}: left out: it does not say how long it is", good.size())));

    std::string packed = gzip(record("response", answer(page), "", "2"));
    packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
    const auto unpacked_gz = unpacked(gzip(good) + packed + gzip(record("response", answer(page), "", "3")));
    EXPECT_NE(unpacked_gz.kept.find("urn:uuid:1"), nullptr);
    EXPECT_NE(unpacked_gz.kept.find("urn:uuid:3"), nullptr);
    EXPECT_TRUE(unpacked_gz.kept.noted(fmt::format("record at byte {}", gzip(good).size())));
}

TEST(Warc, WhatBreaksOffIsNamedAndNotKept)
{
    const std::string first = record("response", answer(page), "", "1");
    const std::string file = first + record("response", answer(page), "", "2");
    const auto got = unpacked(file.substr(0, file.size() - 40));
    ASSERT_EQ(got.kept.parts.size(), 1U);
    EXPECT_EQ(got.kept.parts[0].bytes, page);
    EXPECT_EQ(got.kept.abandoned, 1);
    EXPECT_TRUE(got.kept.noted(fmt::format("record at byte {}: it breaks off 36 bytes before its end", first.size())));
}

TEST(Warc, RevisitsErrorsAndEmptyAnswersAreNoted)
{
    const auto got =
        unpacked(record("revisit", answer("")) + record("response", answer("", "", 301)) + record("response", answer(page, "", 404)));
    ASSERT_EQ(got.kept.parts.size(), 1U);
    EXPECT_FALSE(got.kept.parts[0].head.readable);
    EXPECT_TRUE(got.kept.noted("1 revisits"));
    EXPECT_TRUE(got.kept.noted("1 responses without a body"));
    EXPECT_TRUE(got.kept.noted("the answer was 404"));
}

TEST(Warc, HundredQuotesOfAPageLeadBackToTheFile)
{
    std::string html = "<html><body><article>";
    for (int i = 0; i < 30; ++i) {
        html += fmt::format("<p>Абзац {}: суд в <b>Казани</b> выслал &laquo;двадцать&raquo; человек, сообщила пресс-служба.</p>\n", i);
    }
    html += "</article></body></html>";
    const std::string file = record("warcinfo", "x") + record("response", answer(html), "", "2");
    const auto got = unpacked(file);
    ASSERT_EQ(got.kept.parts.size(), 1U);
    const Span span = *got.kept.parts[0].head.span;
    const auto read = unpacked(got.kept.parts[0].bytes);
    ASSERT_TRUE(read.reading.text) << read.reading.error;
    const Text& text = *read.reading.text;
    std::mt19937 draw(9);
    const std::string quote = "выслал «двадцать» человек";
    for (int i = 0; i < 100; ++i) {
        const std::size_t begin = text.content.find(quote, draw() % (text.content.size() - 300));
        ASSERT_NE(begin, std::string::npos);
        const auto source = source_of(text, {begin, begin + quote.size()});
        ASSERT_TRUE(source);
        EXPECT_EQ(at(file, {span.begin + source->begin, span.begin + source->end}), "выслал &laquo;двадцать&raquo; человек");
    }
}

TEST(HttpBody, ABodyThatBreaksOffIsSaid)
{
    const auto head = parse_http_head("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    ASSERT_TRUE(head);
    std::string out;
    BodyDecoder decoder(*head, {}, [&](std::string_view run) { out += run; });
    EXPECT_TRUE(decoder.add("5\r\nabc"));
    EXPECT_FALSE(decoder.finish());
    EXPECT_EQ(out, "abc");
    EXPECT_NE(decoder.reason().find("breaks off"), std::string::npos);
}

} // namespace
} // namespace khronika::readers
