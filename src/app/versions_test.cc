// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika::app {
namespace {

std::string shown(const std::string& a, const std::string& b, std::size_t context = 1, std::size_t most = 5000)
{
    std::string out;
    for (const DiffLine& line : diff_lines(a, b, context, most)) {
        out += line.side + line.text + "\n";
    }
    return out;
}

TEST(Diff, ShowsChangesWithTheirContext)
{
    EXPECT_EQ(shown("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n"), "@\n b\n-c\n+X\n d\n@\n");
    EXPECT_EQ(shown("a\n", "a\n"), "@\n");
    EXPECT_EQ(shown("", "a\n"), "+a\n");
    EXPECT_EQ(shown("a\nb\n", "b\n"), "-a\n b\n");
    EXPECT_EQ(shown("x\na\nb\nz\n", "x\nb\na\nz\n", 0, 1), "@\n-a\n-b\n+b\n+a\n@\n");
}

RC_GTEST_PROP(Diff, EachSideIsTheWholeText, (std::vector<std::uint8_t> first, std::vector<std::uint8_t> second))
{
    const auto text = [](const std::vector<std::uint8_t>& lines) {
        std::string out;
        for (const std::uint8_t line : lines) {
            out += std::to_string(line % 4) + "\n";
        }
        return out;
    };
    RC_PRE(text(first) != text(second)); // of equal texts one line says so
    std::string a;
    std::string b;
    for (const DiffLine& line : diff_lines(text(first), text(second), 100000)) {
        a += line.side == '+' ? "" : line.text + "\n";
        b += line.side == '-' ? "" : line.text + "\n";
    }
    RC_ASSERT(a == text(first));
    RC_ASSERT(b == text(second));
}

} // namespace
} // namespace khronika::app
