// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/telegram.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/json_text.h"
#include "support/parts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

namespace khronika::readers {
namespace {

using test::unpacked;

std::string message(int id, const std::string& text, const std::string& more = "")
{
    return fmt::format(R"({{
   "id": {},
   "type": "message",
   "date": "2024-03-04T13:00:00",
   "date_unixtime": "1709546400",
   "from": "Мониторинг",
   "from_id": "channel1"{},
   "text": {},
   "text_entities": [{{"type": "plain", "text": "again"}}]
  }})",
                       id, more, text);
}

std::string chat(const std::vector<std::string>& messages, const std::string& type = "public_channel")
{
    std::string list;
    for (const std::string& one : messages) {
        list += (list.empty() ? "" : ",\n  ") + one;
    }
    return fmt::format("{{\n \"name\": \"Мониторинг \\\"Юг\\\"\",\n \"type\": \"{}\",\n \"id\": 77,\n \"messages\": [\n  {}\n ]\n}}", type,
                       list);
}

const std::string service = R"({"id": 1, "type": "service", "date": "2024-03-04T12:00:00", "date_unixtime": "1709542800", "action": "x"})";

TEST(Telegram, EachMessageIsTheSliceOfItsObject)
{
    const std::string more = R"X(, "forwarded_from": "Первый \u041aанал", "photo": "photos/a.jpg", "file": "(File not included)")X";
    const std::vector<std::string> messages{service, message(2, R"X("Задержали 12 человек {\"на\" рынке}.")X"),
                                            message(3, R"X(["Из ", {"type": "bold", "text": "Казани"}, " выслали\nдвоих."])X", more)};
    const std::string bytes = chat(messages);
    const auto got = unpacked(bytes);
    EXPECT_EQ(got.reading.container, "khronika telegram 1");
    EXPECT_EQ(got.reading.error, "");
    ASSERT_EQ(got.kept.parts.size(), 2U);
    EXPECT_TRUE(got.kept.noted("1 service messages"));
    for (std::size_t i = 0; i < 2; ++i) {
        const test::KeptParts::Part& part = got.kept.parts[i];
        EXPECT_EQ(part.bytes, messages[i + 1]);
        EXPECT_EQ(at(bytes, *part.head.span), part.bytes);
        EXPECT_EQ(part.head.stated.outlet, "Мониторинг \"Юг\"");
        EXPECT_EQ(part.head.stated.published, "2024-03-04T10:00:00Z");
        EXPECT_EQ(part.head.path, fmt::format("message {}", i + 2));
    }
    EXPECT_EQ(got.kept.parts[1].head.media, std::vector<std::string>{"photos/a.jpg"});
}

Text text_of(const std::string& bytes)
{
    Request request;
    request.media_type = telegram_message_type;
    const auto got = unpacked(bytes, request);
    EXPECT_TRUE(got.reading.text) << got.reading.error;
    return got.reading.text.value_or(Text{});
}

TEST(Telegram, AMessageGivesItsWordsFromEitherForm)
{
    const Text text = text_of(message(3, R"(["Из ", {"type": "bold", "text": "Казани"}, " выслали\nдвоих \ud83d\ude00."])",
                                      R"(, "forwarded_from": "Первый", "edited_unixtime": "1709546460", "reply_to_message_id": 2)"));
    EXPECT_EQ(text.content, "Из Казани выслали\nдвоих 😀.\n");
    EXPECT_EQ(text.forwarded_from, std::vector<std::string>{"Первый"});
    EXPECT_EQ(text.published.value, "2024-03-04T10:00:00Z");
    const auto has = [&](const Property& detail) {
        return std::find(text.properties.begin(), text.properties.end(), detail) != text.properties.end();
    };
    EXPECT_TRUE(has({"edited", "2024-03-04T10:01:00Z", true}));
    EXPECT_TRUE(has({"reply_to", "2", true}));
    EXPECT_TRUE(has({"from", "Мониторинг", true}));
    EXPECT_EQ(text_of(message(4, "\"\"")).content, "");
}

TEST(Telegram, HundredQuotesLeadBackToTheExport)
{
    std::vector<std::string> messages;
    for (int i = 0; i < 30; ++i) {
        messages.push_back(message(
            i, fmt::format(
                   R"(["Задержали \"{}\" человек,\n", {{"type":"link","text":"сказал \u0418ван"}}, " Петров\\ — 😀 \ud83d\ude00 конец."])",
                   i)));
    }
    const std::string bytes = chat(messages);
    const auto got = unpacked(bytes);
    ASSERT_EQ(got.kept.parts.size(), 30U);
    std::mt19937 draw(7);
    for (int i = 0; i < 100; ++i) {
        const test::KeptParts::Part& part = got.kept.parts[draw() % 30];
        const Text text = text_of(part.bytes);
        ASSERT_TRUE(well_formed(text.map, text.content.size(), part.bytes.size()));
        // Up to where the first string ends, and from where the second begins: between them stands mark-up.
        const std::size_t first_end = text.content.find("сказал");
        const bool first = draw() % 2 == 0;
        const std::size_t from = first ? 0 : text.content.find("Петров");
        const std::size_t to = first ? first_end : text.content.size() - 1;
        const std::size_t begin = utf8::boundary(text.content, from + draw() % (to - from - 1));
        const std::size_t end =
            utf8::boundary(text.content, std::min(to, begin + 1 + utf8::decode(text.content, begin).length + draw() % 30));
        const auto source = source_of(text, {begin, end});
        ASSERT_TRUE(source);
        const Span in_export{part.head.span->begin + source->begin, part.head.span->begin + source->end};
        EXPECT_EQ(json_words("\"" + std::string(at(bytes, in_export)) + "\""), at(text.content, {begin, end}));
    }
}

TEST(Telegram, AWholeAccountGivesTheMessagesOfEachChat)
{
    const std::string bytes = fmt::format(
        R"({{"about": "Here is the data you requested.", "contacts": {{"list": [{{"first_name": "A"}}]}}, "chats": {{"about": "x", "list": [{}, {}]}}, "left_chats": {{"list": []}}}})",
        chat({message(1, "\"a\"")}), chat({message(1, "\"b\"")}, "personal_chat"));
    const auto got = unpacked(bytes);
    ASSERT_EQ(got.kept.parts.size(), 2U) << got.reading.error;
    EXPECT_EQ(got.kept.parts[0].head.path, "chat 77/message 1");
    EXPECT_EQ(got.kept.parts[0].head.stated.outlet, "Мониторинг \"Юг\"");
    EXPECT_EQ(got.kept.parts[1].head.stated.outlet, ""); // a chat of two people is no outlet
    EXPECT_EQ(at(bytes, *got.kept.parts[1].head.span), got.kept.parts[1].bytes);
}

TEST(Telegram, WhatStandsBeforeTheBreakIsKept)
{
    const std::string bytes = chat({message(1, "\"a\""), message(2, "\"b\"")});
    const auto got = unpacked(bytes.substr(0, bytes.find("\"id\": 2")));
    ASSERT_EQ(got.kept.parts.size(), 1U);
    EXPECT_EQ(got.reading.left_out, 1U);
    EXPECT_TRUE(got.kept.noted("breaks off at byte")) << got.kept.notes.size();
}

TEST(Telegram, OtherJsonIsNoExport)
{
    EXPECT_FALSE(is_telegram_export(R"({"messages": "none"})"));
    EXPECT_FALSE(is_telegram_export("[1, 2]"));
    EXPECT_FALSE(is_telegram_export(""));
}

} // namespace
} // namespace khronika::readers
