// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/proposal_answer.h"

#include "base/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace khronika::app {
namespace {

std::string body_of(const std::string& message)
{
    return nlohmann::json{{"choices", {{{"message", {{"content", message}}}}}}}.dump();
}

TEST(ProposalAnswer, ReadsWordsFromStringsAndFromTheExchangedForm)
{
    const auto answer = read_answer(body_of(R"({"claims": [
        {"quote": "q", "act": "raid", "count": "14 hostels", "victims": null, "actors": "", "attribution": "A"},
        {"quote": "q", "act": "raid", "count": {"min": 1, "text": "14"}, "when": {"text": "on Monday"}, "attribution": ["A", "B"]}]})"),
                                    10);
    ASSERT_EQ(answer.proposals.size(), 2U);
    EXPECT_EQ(answer.malformed, 0U);
    EXPECT_EQ(answer.proposals[0].count, "14 hostels");
    EXPECT_FALSE(answer.proposals[0].victims || answer.proposals[0].actors);
    EXPECT_EQ(answer.proposals[0].attribution, std::vector<std::string>{"A"});
    EXPECT_EQ(answer.proposals[1].count, "14");
    EXPECT_EQ(answer.proposals[1].when, "on Monday");
    EXPECT_EQ(answer.proposals[1].attribution.size(), 2U);
}

TEST(ProposalAnswer, CountsMalformedClaims)
{
    const auto answer = read_answer(body_of(R"([{"act": "raid"}, {"quote": "q"}, {"quote": 5, "act": "raid"}, 7,
        {"quote": "q", "act": "raid", "count": {"min": 3}}, {"quote": "q", "act": "raid", "attribution": [1]},
        {"quote": "q", "act": "raid"}])"),
                                    10);
    EXPECT_EQ(answer.malformed, 6U);
    EXPECT_EQ(answer.proposals.size(), 1U);
}

TEST(ProposalAnswer, ThrowsWhereThereIsNoAnswer)
{
    for (const std::string& body : {std::string("<html>"), std::string("{}"), std::string(R"({"choices": []})"), body_of(""), body_of("no"),
                                    body_of(R"({"claims": [{"quote": "q")"), body_of(R"({"claims": 5})"), body_of("[1, 2, 3]")}) {
        EXPECT_THROW((void)read_answer(body, 2), Error) << body;
    }
}

TEST(ProposalAnswer, AsksWithoutAModelWhereNoneIsNamed)
{
    const auto asked = nlohmann::json::parse(question("", "prompt", "a \"passage\"\xff"));
    EXPECT_FALSE(asked.contains("model"));
    EXPECT_EQ(asked["messages"][1]["content"], "a \"passage\"\xef\xbf\xbd");
    EXPECT_EQ(nlohmann::json::parse(question("small", "prompt", "x"))["model"], "small");
}

} // namespace
} // namespace khronika::app
