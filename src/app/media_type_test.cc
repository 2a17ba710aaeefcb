// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/media_type.h"

#include <gtest/gtest.h>

namespace khronika::app {
namespace {

TEST(MediaType, GoesByTheBytes)
{
    EXPECT_EQ(media_type_of(""), "application/x-empty");
    EXPECT_EQ(media_type_of("%PDF-1.7"), "application/pdf");
    EXPECT_EQ(media_type_of(std::string("II*\0\x08\0\0\0", 8)), "image/tiff");
    EXPECT_EQ(media_type_of(std::string("RIFF\x10\0\0\0WEBPVP8 ", 16)), "image/webp");
    EXPECT_EQ(media_type_of("\n<!DOCTYPE HTML><html>"), "text/html");
    EXPECT_EQ(media_type_of("<?xml version=\"1.0\"?><html xmlns=\"x\">"), "text/html");
    EXPECT_EQ(media_type_of("<?xml version=\"1.0\"?><feed>"), "application/xml");
    EXPECT_EQ(media_type_of("Задержаны 12 человек"), "text/plain");
    EXPECT_EQ(media_type_of(std::string("a\0b", 3)), "application/octet-stream");
    EXPECT_EQ(media_type_of(std::string("\xff\xfe<\0h\0t\0m\0l\0", 12)), "text/html");
}

} // namespace
} // namespace khronika::app
