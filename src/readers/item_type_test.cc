// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/item_type.h"

#include <gtest/gtest.h>

namespace khronika::readers {
namespace {

TEST(ItemType, GoesByTheBytes)
{
    EXPECT_EQ(item_type(""), "application/x-empty");
    EXPECT_EQ(item_type("%PDF-1.7"), "application/pdf");
    EXPECT_EQ(item_type(std::string("II*\0\x08\0\0\0", 8)), "image/tiff");
    EXPECT_EQ(item_type(std::string("RIFF\x10\0\0\0WEBPVP8 ", 16)), "image/webp");
    EXPECT_EQ(item_type("\n<!DOCTYPE HTML><html>"), "text/html");
    EXPECT_EQ(item_type("<?xml version=\"1.0\"?><html xmlns=\"x\">"), "text/html");
    EXPECT_EQ(item_type("Задержаны 12 человек"), "text/plain");
    EXPECT_EQ(item_type("A line of text that says <p> and no more"), "text/plain");
    EXPECT_EQ(item_type(std::string("a\0b", 3)), "application/octet-stream");
    EXPECT_EQ(item_type(std::string("\xff\xfe<\0h\0t\0m\0l\0", 12)), "text/html");
    EXPECT_EQ(item_type("WARC/1.1\r\nWARC-Type: warcinfo\r\n"), "application/warc");
}

TEST(ItemType, TellsMailFromText)
{
    EXPECT_EQ(item_type("From: a@example.org\r\nTo: b@example.org\r\nDate: Mon, 1 Apr 2024 10:00:00 +0300\r\nMessage-ID: "
                        "<1@example.org>\r\n\r\nTwelve were held.\r\n"),
              "message/rfc822");
    EXPECT_EQ(item_type("From a@example.org Mon Apr  1 10:00:00 2024\nFrom: a@example.org\nSubject: x\n\nbody\n"), "application/mbox");
}

} // namespace
} // namespace khronika::readers
