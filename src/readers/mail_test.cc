// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/mail.h"

#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/decode.h"
#include "readers/transfer.h"
#include "support/parts.h"
#include "support/words.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

namespace khronika::readers {
namespace {

using test::unpacked;

const std::string russian = "Из города выслали 466 человек, сообщили в управлении.\n"
                            "Ещё двое задержаны «на месте» — так сказал Иван Петров.\n";

std::string quoted_printable(std::string_view bytes)
{
    std::string out;
    std::size_t column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const std::string piece = c == '\n' ? "\n" : byte > 126 || byte < 32 || c == '=' ? fmt::format("={:02X}", byte) : std::string(1, c);
        if (column + piece.size() > 74 && c != '\n') {
            out += "=\n";
            column = 0;
        }
        out += piece;
        column = c == '\n' ? 0 : column + piece.size();
    }
    return out;
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) { return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U; };
        const unsigned bits = (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
        for (unsigned k = 0; k < 4; ++k) {
            out += i + k > bytes.size() ? '=' : digits[(bits >> (18 - 6 * k)) & 63U];
        }
        out += out.size() % 77 == 76 ? "\n" : "";
    }
    return out + "\n";
}

std::string in_encoding(const std::string& utf8, const std::string& encoding)
{
    if (encoding == "UTF-8") {
        return utf8;
    }
    const std::vector<char32_t> table = single_byte_table(encoding);
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const utf8::Decoded character = utf8::decode(utf8, at);
        const auto found = std::find(table.begin(), table.end(), character.code_point);
        out.push_back(found == table.end() ? '?' : static_cast<char>(found - table.begin()));
        at += character.length;
    }
    return out;
}

std::string letter(const std::string& body, const std::string& charset, const std::string& transfer, const std::string& type = "text/plain")
{
    return fmt::format("Received: by mail.example; Mon, 4 Mar 2024 10:00:01 +0300\r\n"
                       "From: =?koi8-r?B?6dfBzg==?= <ivan@example.org>\r\nTo: desk@example.org\r\n"
                       "Subject: =?windows-1251?Q?=CE_=E2=FB=F1=FB=EB=EA=E5?=\r\n"
                       "Date: Mon, 4 Mar 2024 10:00:00 +0300\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
                       "Content-Type: {}; charset={}\r\nContent-Transfer-Encoding: {}\r\n\r\n{}",
                       type, charset, transfer, body);
}

TEST(Mail, GivesBodySubjectDateAndPeople)
{
    const auto got = unpacked(letter(russian, "utf-8", "8bit"));
    ASSERT_TRUE(got.reading.text) << got.reading.error;
    EXPECT_EQ(got.reading.text->content, russian);
    EXPECT_EQ(got.reading.text->title.value, "О высылке");
    EXPECT_EQ(got.reading.text->published.value, "2024-03-04T07:00:00Z");
    EXPECT_EQ(got.reading.text->language.value, "ru");
    EXPECT_EQ(got.reading.text->outlet.value, "");
    const std::vector<Property>& details = got.reading.text->properties;
    ASSERT_GE(details.size(), 2U);
    EXPECT_EQ(details[0], (Property{"from", "Иван <ivan@example.org>", true}));
    EXPECT_EQ(details[1], (Property{"to", "desk@example.org", true}));
    EXPECT_EQ(got.reading.container, "khronika mail 1");
    EXPECT_TRUE(got.kept.parts.empty());
}

/// The decoded bytes that `source` of a message stands for.
std::string meant(const std::string& mail, Span source, const std::string& transfer)
{
    const std::string raw(at(mail, source));
    if (transfer != "base64") {
        return undo_transfer(raw, transfer == "quoted-printable" ? Transfer::quoted_printable : Transfer::none, false).bytes;
    }
    const std::size_t body = mail.find("\r\n\r\n") + 4;
    const auto digits = [&](std::size_t end) {
        return static_cast<std::size_t>(std::count_if(mail.begin() + static_cast<std::ptrdiff_t>(body),
                                                      mail.begin() + static_cast<std::ptrdiff_t>(end),
                                                      [](char c) { return c != '\n' && c != '\r'; }));
    };
    const std::string all = undo_transfer(mail.substr(body), Transfer::base64, false).bytes;
    const std::size_t begin = (6 * digits(source.begin) + 7) / 8;
    return all.substr(begin, 6 * digits(source.end) / 8 - begin);
}

TEST(Mail, HundredQuotesOfEachEncodingLeadBack)
{
    std::string body;
    for (int i = 0; i < 20; ++i) {
        // No line stands twice: a reader leaves out what it read before.
        body += fmt::format(
            "Абзац {}: a=b. Из города выслали {} человек, сообщили в управлении.\nЕщё {} задержаны на месте: так сказал Иван Петров.\n\n",
            i, 400 + i, i);
    }
    std::mt19937 draw(4);
    for (const char* encoding : {"UTF-8", "windows-1251", "KOI8-R"}) {
        for (const std::string transfer : {"8bit", "quoted-printable", "base64"}) {
            const std::string bytes = in_encoding(body, encoding);
            const std::string mail = letter(transfer == "8bit"     ? bytes
                                            : transfer == "base64" ? base64(bytes)
                                                                   : quoted_printable(bytes),
                                            encoding, transfer);
            const auto got = unpacked(mail);
            ASSERT_TRUE(got.reading.text) << encoding << " " << transfer << ": " << got.reading.error;
            const Text& text = *got.reading.text;
            ASSERT_TRUE(well_formed(text.map, text.content.size(), mail.size()));
            for (int i = 0; i < 100; ++i) {
                std::size_t begin = utf8::boundary(text.content, draw() % (text.content.size() - 60));
                std::size_t end = utf8::boundary(text.content, begin + 2 + draw() % 50);
                begin = text.content.find_first_not_of('\n', begin);
                if (begin >= end) {
                    continue;
                }
                const auto source = source_of(text, {begin, end});
                ASSERT_TRUE(source);
                EXPECT_EQ(decode(meant(mail, *source, transfer), encoding).text, at(text.content, {begin, end}))
                    << encoding << " " << transfer;
            }
        }
    }
}

const std::string mixed = "Received: x\nFrom: a@b.example\nSubject: s\nMIME-Version: 1.0\n"
                          "Content-Type: multipart/mixed; boundary=outer\n\n"
                          "--outer\nContent-Type: multipart/alternative; boundary=inner\n\n"
                          "--inner\nContent-Type: text/plain; charset=utf-8\n\nВыслали двоих человек.\n"
                          "--inner\nContent-Type: text/html; charset=utf-8\n\n<p>Выслали двоих человек.</p>\n--inner--\n"
                          "--outer\nContent-Type: application/pdf;\n name*0*=utf-8''%D0%9F%D1%80%D0%B8; name*1*=%D0%BA%D0%B0%D0%B7.pdf\n"
                          "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n"
                          "--outer\nContent-Type: message/rfc822\n\nFrom: c@d.example\nMessage-ID: <2@d>\nSubject: inner\n\nbody\n"
                          "--outer--\n";

TEST(Mail, AttachmentsAndInnerMessagesArePartsOfTheirOwn)
{
    const auto got = unpacked(mixed);
    ASSERT_TRUE(got.reading.text) << got.reading.error;
    EXPECT_NE(got.reading.text->content.find("Выслали двоих"), std::string::npos);
    ASSERT_EQ(got.kept.parts.size(), 3U);
    EXPECT_EQ(got.kept.parts[0].bytes, "<p>Выслали двоих человек.</p>");
    EXPECT_FALSE(got.kept.parts[0].head.readable); // the same words as the body
    EXPECT_EQ(got.kept.parts[1].bytes, "%PDF-1.4\n");
    EXPECT_EQ(got.kept.parts[1].head.name, "Приказ.pdf");
    EXPECT_FALSE(got.kept.parts[1].head.span);
    EXPECT_EQ(got.kept.parts[2].head.media_type, mail_type);
    ASSERT_TRUE(got.kept.parts[2].head.span);
    EXPECT_EQ(at(mixed, *got.kept.parts[2].head.span), got.kept.parts[2].bytes);
    EXPECT_TRUE(got.kept.parts[2].bytes.starts_with("From: c@d.example\n"));
}

TEST(Mail, AnHtmlBodyGoesThroughTheReaderOfPages)
{
    const std::string html = "<html><body><p>Суд выслал из страны двадцать человек, сообщила пресс-служба суда.</p></body></html>\n";
    const std::string mail = letter(quoted_printable(in_encoding(html, "KOI8-R")), "koi8-r", "quoted-printable", "text/html");
    const auto got = unpacked(mail);
    ASSERT_TRUE(got.reading.text) << got.reading.error;
    const std::size_t begin = got.reading.text->content.find("двадцать человек");
    ASSERT_NE(begin, std::string::npos);
    const auto source = source_of(*got.reading.text, {begin, begin + std::string("двадцать человек").size()});
    ASSERT_TRUE(source);
    EXPECT_EQ(decode(meant(mail, *source, "quoted-printable"), "KOI8-R").text, "двадцать человек");
}

TEST(Mail, PlainTextWithALineLikeAFieldIsNoMail)
{
    EXPECT_FALSE(is_mail("Title: a story\nDate: today\n\nText\n", "a.txt", ""));
    EXPECT_FALSE(is_mail("Москва: выслали двоих\n\n", "a.txt", ""));
    EXPECT_TRUE(is_mail("From: a@b\nSubject: x\n\ny\n", "a.eml", ""));
    EXPECT_TRUE(is_mail(mixed, "", ""));
    EXPECT_FALSE(is_mail("", "a.eml", ""));
}

TEST(Mailbox, EachMessageIsTheSliceBetweenItsSeparators)
{
    std::string box;
    std::vector<std::string> letters;
    for (int i = 0; i < 3; ++i) {
        letters.push_back(
            fmt::format("From: a@b\nMessage-ID: <{}>\nSubject: s\n\nFirst line\n\n>From here on\nFrom the town 5 people.\n", i));
        box += "From a@b Mon Mar  4 10:00:00 2024\n" + letters.back() + "\n";
    }
    const auto got = unpacked(box);
    EXPECT_EQ(got.reading.container, "khronika mailbox 1");
    EXPECT_FALSE(got.reading.text);
    EXPECT_EQ(got.reading.error, "");
    ASSERT_EQ(got.kept.parts.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(got.kept.parts[i].head.media_type, mail_type);
        EXPECT_EQ(at(box, *got.kept.parts[i].head.span), got.kept.parts[i].bytes);
        EXPECT_EQ(got.kept.parts[i].bytes, i < 2 ? letters[i] : letters[i] + "\n");
    }
}

/// From the words of a letter's text through the letter to the bytes of the mailbox.
TEST(Mailbox, HundredSampledQuotesLeadBackToTheMailbox)
{
    const std::vector<std::string> encodings{"UTF-8", "windows-1251", "KOI8-R"};
    const std::vector<std::string> transfers{"8bit", "quoted-printable", "base64"};
    std::string mailbox;
    for (std::size_t i = 0; i < 10; ++i) {
        std::string body;
        for (const std::string& words : support::russian_paragraphs()) {
            body += fmt::format("Письмо {}. {}\n\n", i, words);
        }
        const std::string bytes = in_encoding(body, encodings[i % 3]);
        const std::string& transfer = transfers[i / 3 % 3];
        mailbox += "From a@b.example Mon Mar  4 10:00:00 2024\n" +
                   letter(transfer == "8bit"     ? bytes
                          : transfer == "base64" ? base64(bytes)
                                                 : quoted_printable(bytes),
                          encodings[i % 3], transfer) +
                   "\n";
    }
    const auto got = unpacked(mailbox);
    ASSERT_EQ(got.kept.parts.size(), 10U);
    std::size_t quoted = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        const auto& part = got.kept.parts[i];
        ASSERT_TRUE(part.head.span);
        const auto read = unpacked(part.bytes);
        ASSERT_TRUE(read.reading.text) << read.reading.error;
        const Text& text = *read.reading.text;
        for (const support::Quote& quote : support::sampled_quotes(text.content, 10)) {
            const auto source = source_of(text, {quote.begin, quote.end});
            ASSERT_TRUE(source);
            const Span there{part.head.span->begin + source->begin, part.head.span->begin + source->end};
            ASSERT_EQ(at(mailbox, there), at(part.bytes, *source));
            const std::string there_means = meant(std::string(at(mailbox, *part.head.span)), *source, transfers[i / 3 % 3]);
            EXPECT_EQ(decode(there_means, encodings[i % 3]).text, at(text.content, {quote.begin, quote.end}));
            ++quoted;
        }
    }
    EXPECT_EQ(quoted, 100U);
}

RC_GTEST_PROP(Transfer, UndoingGivesBackWhatWasEncoded, (const std::string& bytes))
{
    RC_ASSERT(undo_transfer(base64(bytes), Transfer::base64, true).bytes == bytes);
    const Untransferred quoted = undo_transfer(quoted_printable(bytes), Transfer::quoted_printable, true);
    RC_ASSERT(quoted.bytes == bytes);
    RC_ASSERT(quoted.sources.size() == bytes.size());
}

} // namespace
} // namespace khronika::readers
