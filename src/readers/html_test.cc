// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/read.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"
#include "readers/html_reduce.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace khronika::readers {
namespace {

const Tables& tables()
{
    static const Tables read = [] {
        std::vector<TableFile> files;
        for (const char* name : {"hints.tsv", "phrases.tsv", "months.tsv"}) {
            const std::string path = std::string(KHRONIKA_SOURCE_DIR) + "/data/readers/" + name;
            std::ostringstream content;
            content << std::ifstream(path).rdbuf();
            files.push_back({path, content.str()});
        }
        return read_tables(files);
    }();
    return read;
}

Text text_of(std::string_view bytes)
{
    return read(bytes, {}, tables());
}

const std::string sentence =
    "Officers raided the market on Monday and took away 48 people, the press service of the court said in a statement.";
const std::string other =
    "The detained were brought to the police station, where they were kept until the evening, their lawyer told reporters.";

std::string page(const std::string& head, const std::string& body)
{
    return "<!DOCTYPE html><html><head>" + head + "</head><body>" + body + "</body></html>";
}

bool dropped_as(const Text& text, std::string_view reason, std::string_view part)
{
    return std::ranges::any_of(
        text.dropped, [&](const Dropped& block) { return block.reason == reason && block.content.find(part) != std::string::npos; });
}

TEST(Html, FurnitureIsLeftOutWithItsReason)
{
    const Text text =
        text_of(page("<title>Raid</title>", "<nav><a href=/>Home page of ours</a></nav><div class=story><h1>Raid</h1><p>" + sentence +
                                                "</p><p>Donate today.</p><p>Read also: <a href=x>An older raid</a></p><p>" + other +
                                                "</p><ul><li>48 held</li></ul></div><div class=comments><p>" + sentence +
                                                " I do not believe it.</p></div><footer>All rights reserved</footer>"));
    EXPECT_EQ(text.content, sentence + "\n" + other + "\n48 held\n");
    EXPECT_TRUE(dropped_as(text, "navigation", "Home page"));
    EXPECT_TRUE(dropped_as(text, "title", "Raid"));
    EXPECT_TRUE(dropped_as(text, "appeal", "Donate"));
    EXPECT_TRUE(dropped_as(text, "related", "older raid"));
    EXPECT_TRUE(dropped_as(text, "comments", "believe"));
    EXPECT_TRUE(dropped_as(text, "footer", "rights"));
    EXPECT_EQ(text.title, (Found{"Raid", "text"}));
}

TEST(Html, RussianFurnitureIsLeftOut)
{
    const std::string first =
        "Полиция провела рейд на рынке и увезла в отдел сорок восемь человек, сообщила в понедельник пресс-служба суда.";
    const std::string second = "Задержанных держали в отделе до вечера, рассказал журналистам адвокат, который представляет троих из них.";
    const Text text = text_of(page("", "<div><p>" + first +
                                           "</p><p>Читайте также: Рейды прошли и в области</p><p>Подписывайтесь на наш "
                                           "телеграм-канал</p><p>" +
                                           second + "</p><p>Фото: Иван Иванов</p><p>Поделиться</p></div>"));
    EXPECT_EQ(text.content, first + "\n" + second + "\n");
    EXPECT_EQ(text.language, (Found{"ru", "detected"}));
}

TEST(Html, DataRowsStayOnOneLine)
{
    const Text text =
        text_of(page("", "<article><p>" + sentence + "</p><table><tr><th>City<th>Detained</tr><tr><td>Moscow<td>1,599</tr></table><p>" +
                             other + "</p></article>"));
    EXPECT_NE(text.content.find("City\tDetained\nMoscow\t1,599\n"), std::string::npos) << text.content;
}

TEST(Html, MapLeadsThroughReferencesScriptsAndStrayTags)
{
    const std::string source = page("<script>var p = '<p>';</script>",
                                    "<p onclick=\"x('>')\">Officers &laquo;raided&raquo; the&nbsp;market</b> and<!-- 12 --> took&#32;48 "
                                    "people &amp; more, the press service of the court said in a statement.</p><p>" +
                                        other);
    const Text text = text_of(source);
    ASSERT_TRUE(text.content.starts_with("Officers «raided» the\u00A0market and took 48 people & more")) << text.content;
    ASSERT_TRUE(well_formed(text.map, text.content.size(), source.size()));
    const auto source_words = [&](std::string_view words) {
        const std::size_t begin = text.content.find(words);
        const auto span = source_of(text, {begin, begin + words.size()});
        return span ? std::string(at(source, *span)) : std::string("nothing");
    };
    EXPECT_EQ(source_words("«"), "&laquo;");
    EXPECT_EQ(source_words("raided» the"), "raided&raquo; the");
    EXPECT_EQ(source_words("48 people & more"), "48 people &amp; more");
    EXPECT_EQ(source_words("and took"), "and<!-- 12 --> took");
    EXPECT_EQ(source_words(other), other);
}

TEST(Html, MapLeadsBackThroughWindows1251)
{
    const std::string bytes = "<meta charset=windows-1251><p>\xD1\xF3\xE4 &mdash; 48 \xF7\xE5\xEB\xEE\xE2\xE5\xEA, "
                              "\xF1\xEE\xEE\xE1\xF9\xE8\xEB\xE0 \xEF\xF0\xE5\xF1\xF1-"
                              "\xF1\xEB\xF3\xE6\xE1\xE0 \xF1\xF3\xE4\xE0</p>";
    const Text text = text_of(bytes);
    EXPECT_EQ(text.encoding, "windows-1251");
    ASSERT_EQ(text.content, "Суд — 48 человек, сообщила пресс-служба суда\n");
    const std::size_t begin = text.content.find("человек");
    EXPECT_EQ(at(bytes, *source_of(text, {begin, begin + 14})), "\xF7\xE5\xEB\xEE\xE2\xE5\xEA");
}

TEST(Html, TruncatedPageIsRead)
{
    const std::string whole = page("", "<div><p>" + sentence + "</p><p>" + other + "</p></div>");
    const Text text = text_of(whole.substr(0, whole.find("kept until")));
    EXPECT_TRUE(text.content.starts_with(sentence + "\n")) << text.content;
    EXPECT_EQ(text_of("<html><body><p>" + sentence + "</p><p class=\"x").content, sentence + "\n");
    EXPECT_EQ(text_of("<html><body><p>" + sentence + "<script>let a = 1").content, sentence + "\n");
}

TEST(Html, FactsSayWhereTheyComeFrom)
{
    const std::string body = "<article><h1>Raid</h1><p>" + sentence + "</p></article>";
    const std::string ld =
        R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],"headline":"A &amp; B",)"
        R"("datePublished":"2024-04-28T17:26:00+0300","publisher":{"name":"Outlet"},"inLanguage":"en-GB","mainEntityOfPage":{"@id":"https://o.example/1"}}]}</script>)";
    Text text = text_of(page(ld, body));
    EXPECT_EQ(text.title, (Found{"A & B", "json-ld"}));
    EXPECT_EQ(text.published, (Found{"2024-04-28T17:26:00+03:00", "json-ld"}));
    EXPECT_EQ(text.outlet, (Found{"Outlet", "json-ld"}));
    EXPECT_EQ(text.language, (Found{"en", "json-ld"}));
    EXPECT_EQ(text.url, (Found{"https://o.example/1", "json-ld"}));

    text = text_of(page(
        "<meta property=og:site_name content=Outlet><meta property=og:title content='Raid | Outlet'><meta name=pubdate content=2024-03-30>",
        body));
    EXPECT_EQ(text.title, (Found{"Raid", "opengraph"}));
    EXPECT_EQ(text.published, (Found{"2024-03-30", "meta"}));

    text = text_of(page("<link rel=canonical href=https://o.example/2024/03/31/raid>", body));
    EXPECT_EQ(text.published, (Found{"2024-03-31", "url"}));
    text = text_of(page("", "<article><time datetime=2024-03-29T10:00Z>yesterday</time><p>" + sentence + "</p></article>"));
    EXPECT_EQ(text.published, (Found{"2024-03-29T10:00:00Z", "time"}));
    text = text_of(page("", "<h1>Рейд</h1><div>28 апреля 2024, 17:26</div><div><p>" + sentence + "</p></div>"));
    EXPECT_EQ(text.published, (Found{"2024-04-28", "text"}));
}

TEST(Html, WhatIsStatedWins)
{
    Request request;
    request.stated.title = "Stated";
    request.stated.published = "2020-01-01";
    const Text text = read(page("<title>Own</title>", "<p>" + sentence), request, tables());
    EXPECT_EQ(text.title, (Found{"Stated", "stated"}));
    EXPECT_EQ(text.published, (Found{"2020-01-01", "stated"}));
}

TEST(Html, DeclaredLanguageGivesWayToASureOther)
{
    const std::string russian = "<p>Полиция провела рейд на рынке и увезла в отдел сорок восемь человек, сообщила в понедельник "
                                "пресс-служба суда, не назвав имён задержанных.";
    EXPECT_EQ(text_of("<html lang=en>" + russian).language, (Found{"ru", "detected"}));
    EXPECT_EQ(text_of("<html lang=en><p>" + sentence).language, (Found{"en", "meta"}));
}

TEST(Html, DeepNestingIsRefusedByName)
{
    std::string deep;
    for (int i = 0; i < 5000; ++i) {
        deep += "<div>";
    }
    try {
        (void)text_of("<html><body>" + deep + sentence);
        FAIL() << "5,000 levels were taken";
    } catch (const Error& error) {
        EXPECT_NE(std::string_view(error.what()).find("nested 5002 deep, and 3000 is the limit"), std::string_view::npos) << error.what();
    }
}

TEST(HtmlReduce, OnlyWhatNobodyReadsGoes)
{
    const ReducedHtml out =
        reduce_html("<p onclick='a>b' class=x data-y=1>a<!-- c --><style>p{}</style>b<svg><path/></svg>c<SCRIPT>x</SCRIPT >d</p>");
    EXPECT_EQ(out.text, "<p class=x>abcd</p>");
    EXPECT_EQ(reduce_html("a < b <3 <p").text, "a < b <3 ");
    EXPECT_EQ(reduce_html("<svg>never closed <p>text").text, "never closed <p>text");
    EXPECT_EQ(reduce_html("<title>a <b> c</title>x").text, "<title>a <b> c</title>x");
}

/// Any mark-up, well-formed or torn: what comes back is sound.
void expect_sound(const std::string& bytes)
{
    Text text;
    try {
        text = text_of(bytes);
    } catch (const Error&) {
        return; // refused by name
    }
    RC_ASSERT(utf8::valid(text.content));
    RC_ASSERT(well_formed(text.map, text.content.size(), bytes.size()));
}

RC_GTEST_PROP(Html, MutatedPagesGiveSoundTexts, ())
{
    std::string bytes = page("<meta charset=utf-8><title>Raid</title>",
                             "<div id=a><p>" + sentence + "&nbsp;&laquo;Суд&raquo;</p><table><tr><td>1<td>2</table><p><a href=b>" + other +
                                 "</a></p><ul><li>x<li>y</ul><svg><p></svg></div>");
    const auto count = *rc::gen::inRange(1, 12);
    for (int i = 0; i < count; ++i) {
        const auto where = *rc::gen::inRange<std::size_t>(0, bytes.size());
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            bytes[where] = *rc::gen::arbitrary<char>();
            break;
        case 1:
            bytes.erase(where, *rc::gen::inRange<std::size_t>(1, 40));
            bytes.push_back(' ');
            break;
        case 2:
            bytes.insert(where, *rc::gen::element<std::string>("<p>", "</div>", "<table>", "<b>", "&amp", "&#x41", "&ampx", "<!--", "\xD0",
                                                               "<a", "\r\n", "<script>"));
            break;
        default:
            bytes.insert(where, bytes.substr(*rc::gen::inRange<std::size_t>(0, bytes.size()), 60));
        }
    }
    expect_sound(bytes);
}

RC_GTEST_PROP(Html, ArbitraryBytesGiveSoundTexts, (const std::string& tail))
{
    expect_sound("<html>" + tail);
    expect_sound(tail);
}

} // namespace
} // namespace khronika::readers
