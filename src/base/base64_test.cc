// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace khronika::base64 {

// RFC 4648, section 10.
TEST(Base64, KnownForms)
{
    for (const auto& [bytes, text] : {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="), std::pair("foo", "Zm9v"),
                                      std::pair("foob", "Zm9vYg=="), std::pair("foobar", "Zm9vYmFy")}) {
        EXPECT_EQ(encode(bytes), text);
        EXPECT_EQ(decode(text), bytes);
    }
}

TEST(Base64, RefusesAllOtherForms)
{
    for (const char* text : {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "====", "=", "Zm 9v", "Zm9v\n", "Zg==Zg==", "Zm8-", "Zm8_"}) {
        EXPECT_EQ(decode(text), std::nullopt) << text;
    }
}

TEST(Base64, GivesTheBytesBackAndEachFormIsTheOnlyOne)
{
    rc::check([](const std::string& bytes) { RC_ASSERT(decode(encode(bytes)) == bytes); });
    rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::element('A', 'Q', 'g', 'w', '/', '+', '=', 'x'));
        if (const auto bytes = decode(text)) {
            RC_ASSERT(encode(*bytes) == text);
        }
    });
}

} // namespace khronika::base64
