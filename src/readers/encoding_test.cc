// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/encoding.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/decode.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <array>

namespace khronika::readers {
namespace {

std::string encoded(std::string_view utf8, const char* encoding)
{
    const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())));
    std::string out(utf8.size() * 2 + 8, '\0');
    const int size = text.extract(0, text.length(), out.data(), static_cast<std::uint32_t>(out.size()), encoding);
    out.resize(static_cast<std::size_t>(size));
    return out;
}

constexpr std::array sentences{
    "Суд оштрафовал 48 человек.",
    "Полиция задержала более ста человек.",
    "В МОСКВЕ ЗАДЕРЖАНЫ МИГРАНТЫ",
    "Омон пришёл ночью, людей увезли в отдел.",
    "Минск, 9 августа: \"задержаны 401 человек\", - сообщает \"Весна\".",
    "Жители посёлка Ёлкино рассказали о пытках: их били дубинками и током.",
    "Нет.",
    "Число обысков выросло вдвое по сравнению с прошлым годом, говорится в отчёте правозащитников; всего за полгода прошло 214 обысков.",
};

class ShortCyrillic : public testing::TestWithParam<const char*> {};

TEST_P(ShortCyrillic, UndeclaredIsKnown)
{
    for (const char* sentence : sentences) {
        const std::string bytes = encoded(sentence, GetParam());
        const std::string chosen = choose_encoding(bytes);
        EXPECT_EQ(decode(bytes, chosen).text, sentence) << "taken for " << chosen << ", is " << GetParam();
    }
}

TEST_P(ShortCyrillic, WrongDeclarationIsSeenThrough)
{
    const std::string words = "Суды Петербурга решили выслать из страны более 400 человек, сообщила пресс-служба.";
    for (const char* declared : {"utf-8", "windows-1251", "koi8-r", "iso-8859-1"}) {
        const std::string bytes = fmt::format("<meta charset={}><p>", declared) + encoded(words, GetParam());
        EXPECT_TRUE(decode(bytes, choose_encoding(bytes)).text.ends_with(words)) << declared << " over " << GetParam();
    }
}

INSTANTIATE_TEST_SUITE_P(Encodings, ShortCyrillic, testing::Values("UTF-8", "windows-1251", "KOI8-R", "ISO-8859-5", "IBM866"));

TEST(Encoding, UkrainianAndBelarusianAreKnown)
{
    for (const char* encoding : {"windows-1251", "KOI8-U"}) {
        const std::string words = "Поліція затримала понад сто людей, їх вивезли до відділку.";
        const std::string bytes = encoded(words, encoding);
        EXPECT_EQ(decode(bytes, choose_encoding(bytes)).text, words) << encoding;
    }
}

TEST(Encoding, WesternTextIsNotTakenForCyrillic)
{
    for (const char* words : {"Le préfet a ordonné l’expulsion de 48 étrangers, a déclaré la préfecture.",
                              "Die Behörde ließ 48 Männer abführen.", "Caf\u00E9", "José Muñoz detenido"}) {
        const std::string bytes = encoded(words, "windows-1252");
        EXPECT_EQ(choose_encoding(bytes), "windows-1252") << words;
    }
}

TEST(Encoding, DeclarationsAreRead)
{
    EXPECT_EQ(declared_encoding("<?xml version='1.0' encoding='koi8-r'?><html>"), "KOI8-R");
    EXPECT_EQ(declared_encoding("<html><META http-equiv=Content-Type content=\"text/html; charset=Windows-1251\">"), "windows-1251");
    EXPECT_EQ(declared_encoding("<meta name=x><meta charset='utf8'>"), "UTF-8");
    EXPECT_EQ(declared_encoding("<meta charset=latin1>"), "windows-1252");
    EXPECT_EQ(declared_encoding("<meta charset=utf-16>"), "UTF-8");
    EXPECT_EQ(declared_encoding("\xFF\xFE<\0"), "UTF-16LE");
    EXPECT_EQ(declared_encoding("<p>charset=koi8-r"), std::nullopt);
    EXPECT_EQ(declared_encoding("<meta charset=no-such-thing>"), std::nullopt);
}

TEST(Encoding, DamagedUtf8StaysUtf8)
{
    std::string bytes = "Суды Петербурга решили выслать из страны более 400 человек";
    bytes.insert(4, "\xFF");
    EXPECT_EQ(choose_encoding(bytes), "UTF-8");
    EXPECT_EQ(choose_encoding("Пресс-служб\xD0"), "UTF-8");
    EXPECT_EQ(choose_encoding("plain"), "UTF-8");
}

TEST(Encoding, EastAsianDeclarationIsKept)
{
    const std::string bytes = "<meta charset=shift_jis><p>" + encoded("逮捕者は48人に上った。", "Shift_JIS");
    EXPECT_TRUE(decode(bytes, choose_encoding(bytes)).text.ends_with("逮捕者は48人に上った。"));
}

TEST(Decode, UnknownEncodingIsNamed)
{
    try {
        (void)decode("x", "no-such-encoding");
        FAIL() << "an unknown encoding was taken";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "the encoding 'no-such-encoding' is not known; save the file as UTF-8");
    }
}

/// Every character's source, decoded by itself, is that character.
void expect_exact_map(const std::string& bytes, const std::string& encoding)
{
    const Decoded decoded = decode(bytes, encoding);
    ASSERT_TRUE(well_formed(decoded.map, decoded.text.size(), bytes.size()));
    for (std::size_t i = 0; i < decoded.text.size();) {
        const std::size_t length = utf8::decode(decoded.text, i).length;
        const auto source = source_of(decoded.text, decoded.map, {i, i + length});
        ASSERT_TRUE(source.has_value());
        EXPECT_EQ(decode(at(bytes, *source), encoding).text, decoded.text.substr(i, length)) << encoding << " at " << i;
        i += length;
    }
}

TEST(Decode, MapLeadsBackInEveryEncoding)
{
    const std::string words = "Суд: «48 человек» fined — Ёж.\r\n";
    for (const char* encoding : {"UTF-8", "windows-1251", "KOI8-R", "ISO-8859-5", "IBM866", "UTF-16LE", "UTF-16BE"}) {
        expect_exact_map(encoded(words, encoding), encoding);
    }
    expect_exact_map(encoded("逮捕 48 arrested 人", "Shift_JIS"), "Shift_JIS");
    expect_exact_map(encoded("逮捕 48 arrested 人 𝄞", "UTF-16LE"), "UTF-16LE");
}

TEST(Decode, ByteOrderMarkIsNoText)
{
    const Decoded decoded = decode("\xEF\xBB\xBF"
                                   "a",
                                   "UTF-8");
    EXPECT_EQ(decoded.text, "a");
    ASSERT_EQ(decoded.map.size(), 1U);
    EXPECT_EQ(decoded.map[0].source, (Span{3, 4}));
}

RC_GTEST_PROP(Decode, AnyBytesGiveValidTextAndMap, (const std::string& bytes))
{
    for (const char* encoding : {"UTF-8", "windows-1251", "UTF-16LE", "Shift_JIS"}) {
        const Decoded decoded = decode(bytes, encoding);
        RC_ASSERT(utf8::valid(utf8::repaired(decoded.text)));
        RC_ASSERT(well_formed(decoded.map, decoded.text.size(), bytes.size()));
    }
    (void)decode(bytes, choose_encoding(bytes));
}

} // namespace
} // namespace khronika::readers
