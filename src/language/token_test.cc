// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/token.h"

#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika::language {
namespace {

std::string split(std::string_view text)
{
    const Tokens tokens = Tokens::of(text);
    std::string out;
    for (const Token& token : tokens.list()) {
        out += (out.empty() ? "" : "|") + std::string(token.kind == TokenKind::newline ? "\\n" : token.text);
    }
    return out;
}

struct Row {
    const char* text;
    const char* tokens;
};

class TokenSplits : public testing::TestWithParam<Row> {};

TEST_P(TokenSplits, AsWritten)
{
    EXPECT_EQ(split(GetParam().text), GetParam().tokens);
}

INSTANTIATE_TEST_SUITE_P(Tokens, TokenSplits,
                         testing::Values(Row{"", ""}, Row{"Police held 2,080 people.", "Police|held|2,080|people|."},
                                         Row{"the city's courts don't say", "the|city|'s|courts|don't|say"},
                                         Row{"пресс-служба сообщила", "пресс-служба|сообщила"},
                                         Row{"29.03.2024 и 18.8", "29.03.2024|и|18.8"}, Row{"«Первый отдел»", "«|Первый|отдел|»"},
                                         Row{"one\ntwo", "one|\\n|two"}, Row{"61-летний житель", "61-летний|житель"},
                                         Row{"мигранто:к", "мигранто:к"}, Row{"wait... no", "wait|...|no"}, Row{"750-800", "750|-|800"}));

TEST(Token, KnowsCapitalsAndSpaces)
{
    const Tokens tokens = Tokens::of("МВД Сибири (да)");
    ASSERT_EQ(tokens.size(), 5U);
    EXPECT_TRUE(tokens[0].all_capitals);
    EXPECT_TRUE(tokens[1].capital);
    EXPECT_FALSE(tokens[1].all_capitals);
    EXPECT_TRUE(tokens[2].space_before);
    EXPECT_FALSE(tokens[3].space_before);
    EXPECT_EQ(tokens[1].folded, "сибири");
}

RC_GTEST_PROP(Token, TokensStandInOrderAndAreTheTextAtTheirSpans, (const std::string& text))
{
    const Tokens tokens = Tokens::of(text);
    std::size_t end = 0;
    for (const Token& token : tokens.list()) {
        RC_ASSERT(token.span.begin >= end);
        RC_ASSERT(!token.span.empty());
        RC_ASSERT(token.text == at(text, token.span));
        end = token.span.end;
    }
    RC_ASSERT(end <= text.size());
}

} // namespace
} // namespace khronika::language
