// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/robots.h"

#include <gtest/gtest.h>

namespace khronika::app {
namespace {

bool allows(const char* file, const char* path)
{
    return Robots::parse(file, "khronika").allows(path);
}

TEST(Robots, TheLongestRuleDecides)
{
    const char* file = "User-agent: *\nDisallow: /a\nAllow: /a/b # words\nDisallow: /*.pdf$\n";
    EXPECT_TRUE(allows(file, "/"));
    EXPECT_FALSE(allows(file, "/a/x"));
    EXPECT_TRUE(allows(file, "/a/b/c"));
    EXPECT_FALSE(allows(file, "/x/y.pdf"));
    EXPECT_TRUE(allows(file, "/x/y.pdf?z"));
    EXPECT_TRUE(allows("user-agent: *\ndisallow:\n", "/a"));
    EXPECT_TRUE(allows("Disallow: /\n", "/a")); // of no group
}

TEST(Robots, AGroupOfOnesOwnGoesBeforeThatForAll)
{
    const char* file = "User-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: Khronika\nDisallow: /private\nCrawl-delay: 2.5\n";
    EXPECT_TRUE(allows(file, "/a"));
    EXPECT_FALSE(allows(file, "/private/x"));
    EXPECT_EQ(Robots::parse(file, "khronika").delay(), 2.5);
    EXPECT_FALSE(Robots::parse(file, "third").allows("/a"));
}

TEST(Robots, WhatCannotBeHadForbidsAllButItself)
{
    EXPECT_FALSE(Robots::forbidding().allows("/a"));
    EXPECT_TRUE(Robots::forbidding().allows("/robots.txt"));
    EXPECT_TRUE(Robots().allows("/a"));
}

TEST(Robots, StarsTakeNoEndlessTime)
{
    const std::string pattern = "User-agent: *\nDisallow: /" + std::string(2000, '*') + "b$\n";
    EXPECT_TRUE(allows(pattern.c_str(), ("/" + std::string(20000, 'a')).c_str()));
}

} // namespace
} // namespace khronika::app
