// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of RFC 8785: sections 3.2.2 and 3.2.3, and appendix B.
#include "archive/canonical_json.h"

#include "base/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>

namespace khronika::archive {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

TEST(CanonicalJson, WritesTheExampleOfSection322)
{
    const auto input = ordered_json::parse(R"({
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    })");
    EXPECT_EQ(canonical(input), "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                                "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST(CanonicalJson, SortsKeysByTheirUtf16Units)
{
    const auto input = ordered_json::parse(R"({
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    })");
    EXPECT_EQ(canonical(input), "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With "
                                "Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With "
                                "Dagesh\"}");
}

TEST(CanonicalJson, WritesTheNumbersOfAppendixB)
{
    const std::pair<std::uint64_t, const char*> samples[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    };
    for (const auto& [bits, text] : samples) {
        EXPECT_EQ(es6_number(std::bit_cast<double>(bits)), text);
    }
    EXPECT_THROW((void)es6_number(std::bit_cast<double>(std::uint64_t{0x7fffffffffffffff})), Error);
    EXPECT_THROW((void)es6_number(std::bit_cast<double>(std::uint64_t{0x7ff0000000000000})), Error);
}

TEST(CanonicalJson, RefusesWhatHasNoForm)
{
    EXPECT_THROW((void)canonical(json(std::int64_t{1} << 53)), Error);
    EXPECT_THROW((void)canonical(json("\xff")), Error);
    EXPECT_EQ(canonical(json((std::int64_t{1} << 53) - 1)), "9007199254740991");
}

RC_GTEST_PROP(CanonicalJson, ReadsBackEqualAndIsItsOwnForm, (const std::map<std::string, std::vector<double>>& value))
{
    json input;
    for (const auto& [key, numbers] : value) {
        const json name = json(key).dump(-1, ' ', false, json::error_handler_t::replace);
        // Beyond 2^53 ECMAScript writes digits that a reader may take for a whole number that has no form.
        json& list = input[json::parse(name.get<std::string>()).get<std::string>()] = json::array();
        for (const double number : numbers) {
            list.push_back(std::fmod(number, 0x1p53));
        }
    }
    const std::string form = canonical(input);
    RC_ASSERT(json::parse(form) == input);
    RC_ASSERT(canonical(ordered_json::parse(form)) == form);
}

} // namespace
} // namespace khronika::archive
