// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika {
namespace {

TEST(Utf8, FoldsCaseAndYo)
{
    EXPECT_EQ(utf8::fold("Задержанных ЁЛКА’s İ"), "задержанных елка's İ");
    EXPECT_EQ(utf8::fold("ҚӮҒ"), "қӯғ");
}

TEST(Utf8, RefusesOverlongAndSurrogates)
{
    EXPECT_FALSE(utf8::valid("\xC0\xAF"));
    EXPECT_FALSE(utf8::valid("\xED\xA0\x80"));
    EXPECT_FALSE(utf8::valid("\xF4\x90\x80\x80"));
    EXPECT_TRUE(utf8::valid("\xF0\x9F\x95\x8A"));
}

TEST(Utf8, TrimsUnicodeSpace)
{
    EXPECT_EQ(utf8::trim("\xEF\xBB\xBF\xC2\xA0 слово \n"), "слово");
    EXPECT_EQ(utf8::trim(" \n"), "");
}

RC_GTEST_PROP(Utf8, RepairAlwaysGivesValidText, (const std::string& bytes))
{
    RC_ASSERT(utf8::valid(utf8::repaired(bytes)) || bytes.find("\xEF\xBF\xBD") != std::string::npos ||
              utf8::repaired(bytes).find("\xEF\xBF\xBD") != std::string::npos);
    RC_ASSERT(utf8::repaired(utf8::repaired(bytes)) == utf8::repaired(bytes));
}

/// Half random bytes, half letters that fold and their folded forms.
std::string any_text()
{
    const auto bytes = *rc::gen::arbitrary<std::string>();
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("Ё", "ё", "е", "’", "‘", "ʼ", "'", "A", "a", "Ж", "Қ", "İ", "ẞ", "\xD0", "\xF0\x9F\x95\x8A"));
    std::string out = bytes;
    for (const std::string& word : words) {
        out += word;
    }
    return out;
}

RC_GTEST_PROP(Utf8, FoldsToItsFoldAlone, ())
{
    const std::string text = any_text();
    const std::string other = any_text();
    const std::string folded = utf8::fold(text);
    RC_ASSERT(utf8::folds_to(text, folded));
    RC_ASSERT(utf8::folds_to(text, other) == (folded == other));
    RC_ASSERT(!utf8::folds_to(text, folded + "x"));
    RC_ASSERT(text.empty() || !utf8::folds_to(text, folded.substr(0, folded.size() - 1)));
    std::string appended = "x";
    utf8::append_folded(appended, text);
    RC_ASSERT(appended == "x" + folded);
}

RC_GTEST_PROP(Utf8, DecodesWhatItAppends, ())
{
    const auto c = static_cast<char32_t>(*rc::gen::inRange(1, 0x11000));
    if (c < 0xD800 || c > 0xDFFF) {
        std::string text = "x";
        utf8::append(text, c);
        RC_ASSERT(utf8::decode(text, 1).code_point == c);
        RC_ASSERT(utf8::decode(text, 1).length == text.size() - 1);
    }
}

RC_GTEST_PROP(Utf8, UpperAndLowerAreInverse, ())
{
    const auto c = static_cast<char32_t>(*rc::gen::inRange(0, 0x600));
    if (utf8::is_upper(c)) {
        RC_ASSERT(utf8::upper(utf8::lower(c)) == c);
    }
}

} // namespace
} // namespace khronika
