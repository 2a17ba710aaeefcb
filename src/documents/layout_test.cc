// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/hyphen.h"
#include "documents/margins.h"
#include "documents/page.h"
#include "documents/paragraphs.h"
#include "documents/pdf_page.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace khronika::documents {
namespace {

Word word(std::string text, double x, double y, double size = 10)
{
    const double width = 5.0 * static_cast<double>(text.size());
    return {std::move(text), {x, y, x + width, y + size}, true, size, 0};
}

/// A line of words, each letter five points wide.
Line line(const std::vector<std::string>& words, double x, double y, double size = 10)
{
    std::vector<Word> placed;
    for (const std::string& text : words) {
        placed.push_back(word(text, x, y, size));
        x = placed.back().box.x1 + 3;
    }
    return lines_of(placed).front();
}

std::string text_of(const std::vector<Page>& pages)
{
    Text text;
    write_paragraphs(text, pages);
    return text.content;
}

TEST(Words, AreCleaned)
{
    EXPECT_EQ(clean_word("o\xEF\xAC\x83"
                         "ce"),
              "office");
    EXPECT_EQ(clean_word("пре\xC2\xAD"
                         "зидент"),
              "президент");
    EXPECT_EQ(clean_word("пре\xC2\xAD"), "пре\xC2\xAD");
    EXPECT_EQ(clean_word("\x01"
                         "a\xC2\xA0"
                         "b "),
              "a b");
    EXPECT_EQ(clean_word(" \xE2\x80\x8B "), "");
}

TEST(Lines, GoOnWhileWordsFollowAtTheSameHeight)
{
    const std::vector<Line> lines = lines_of({word("one", 10, 10), word("two", 40, 11), word("raised", 60, 7, 6), word("below", 10, 24)});
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(words_of(lines[0]), "one two raised");
    EXPECT_EQ(lines[0].box.y0, 7);
    EXPECT_EQ(words_of(lines[1]), "below");
}

TEST(HyphensAtLineEnds, AreJoinedAsTheWordIsWritten)
{
    const std::vector<Page> pages{{1, 100, 100, {line({"юго-восток", "задержание", "end-", "x"}, 0, 0)}}};
    const Hyphens hyphens(pages);
    using Join = Hyphens::Join;
    EXPECT_EQ(hyphens.join("пре-", "зидент"), Join::remove);
    EXPECT_EQ(hyphens.join("задер-", "жание,"), Join::remove);
    EXPECT_EQ(hyphens.join("юго-", "восток"), Join::keep);
    EXPECT_EQ(hyphens.join("«пресс-", "служба»"), Join::keep);
    EXPECT_EQ(hyphens.join("кто-", "то"), Join::keep);
    EXPECT_EQ(hyphens.join("мес-", "то"), Join::remove);
    EXPECT_EQ(hyphens.join("какой-", "либо"), Join::keep);
    EXPECT_EQ(hyphens.join("Санкт-", "Петербург"), Join::keep);
    EXPECT_EQ(hyphens.join("2019-", "2020"), Join::keep);
    EXPECT_EQ(hyphens.join("15-", "летний"), Join::keep);
    EXPECT_EQ(hyphens.join("слово", "слово"), Join::space);
    EXPECT_EQ(hyphens.join("-", "слово"), Join::space);
    EXPECT_EQ(hyphens.join("пре\xC2\xAD", "зидент"), Join::remove);
}

TEST(Paragraphs, BreakWhereTheNextWordWouldHaveFitted)
{
    const std::vector<Page> pages{
        {1,
         200,
         200,
         {line({"aaaaaaaaaa", "bbbbbbbbbb"}, 10, 10), line({"cccccccccc", "dddddddddd"}, 10, 22), line({"end."}, 10, 34),
          line({"Next", "eeeeeeeeee", "fff"}, 10, 46), line({"gggggggggg", "hhh."}, 10, 58)}}};
    EXPECT_EQ(text_of(pages), "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd end.\nNext eeeeeeeeee fff gggggggggg hhh.\n");
}

TEST(Paragraphs, GoOnOverColumnsAndPagesAndLeadBackToTheirBoxes)
{
    const std::vector<Page> pages{
        {1,
         300,
         100,
         {line({"aaaaaaaaaa", "bbbbbbbb"}, 10, 10), line({"cccccccccc", "dddd-"}, 10, 22), line({"dddd", "eeeeeeeeeee"}, 150, 10)}},
        {2, 300, 100, {line({"fff."}, 10, 10)}}};
    Text text;
    write_paragraphs(text, pages);
    EXPECT_EQ(text.content, "aaaaaaaaaa bbbbbbbb cccccccccc dddddddd eeeeeeeeeee fff.\n");
    const std::size_t joined = text.content.find("dddddddd");
    ASSERT_EQ(text.boxes.size(), 7U);
    EXPECT_EQ(text.boxes[3].text, (Span{joined, joined + 4}));
    EXPECT_EQ(text.boxes[4].text, (Span{joined + 4, joined + 8}));
    EXPECT_EQ(text.boxes[4].x, 150);
    EXPECT_EQ(text.boxes[6].page, 2U);
}

TEST(Paragraphs, BreakAtGapsSizesAndMarks)
{
    const std::vector<Page> pages{
        {1,
         200,
         200,
         {line({"Heading"}, 10, 10, 16), line({"aaaaaaaaaa", "bbbbbbbbbb"}, 10, 30), line({"cccccccccc", "dddddddddd"}, 10, 42),
          line({"•", "item", "aaaaaaaaaa"}, 10, 54), line({"•", "item", "aaaaaaaaaa"}, 10, 66), line({"after", "the", "gap"}, 10, 98)}}};
    EXPECT_EQ(text_of(pages),
              "Heading\naaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd\n• item aaaaaaaaaa\n• item aaaaaaaaaa\nafter the gap\n");
}

std::vector<Page> numbered_pages(int count)
{
    std::vector<Page> pages;
    for (int i = 1; i <= count; ++i) {
        pages.push_back({static_cast<std::uint64_t>(i),
                         600,
                         800,
                         {line({"Report", "of", std::to_string(2020 + i)}, 50, 30), line({"Body", std::to_string(i)}, 50, 300),
                          line({"-", std::to_string(i + 4), "-"}, 290, 780)}});
    }
    return pages;
}

TEST(Margins, RunningHeadsAndPageNumbersAreLeftOut)
{
    std::vector<Page> pages = numbered_pages(4);
    const std::vector<Dropped> dropped = take_margins(pages);
    EXPECT_EQ(std::ranges::count(dropped, "header", &Dropped::reason), 4);
    EXPECT_EQ(std::ranges::count(dropped, "page_number", &Dropped::reason), 4);
    EXPECT_EQ(text_of(pages), "Body 1\nBody 2\nBody 3\nBody 4\n");
}

TEST(Margins, LineOfOnePageStays)
{
    std::vector<Page> pages = numbered_pages(1);
    pages[0].lines[2] = line({"48"}, 290, 780);
    EXPECT_TRUE(take_margins(pages).empty());
    EXPECT_EQ(pages[0].lines.size(), 3U);
}

TEST(Garbled, LettersWithoutMeaningAreNoText)
{
    EXPECT_TRUE(
        is_garbled({word("Ïðåçèäåíò", 0, 0), word("ïîäïèñàë", 0, 0), word("óêàç", 0, 0), word("îáàìíèñòèèçàêëþ÷åííûõâêîëîíèÿõ", 0, 0)}));
    EXPECT_TRUE(is_garbled({word("\xEE\x80\x81\xEE\x80\x82", 0, 0)}));
    EXPECT_FALSE(is_garbled({word("Президент", 0, 0), word("élève", 0, 0)}));
    EXPECT_FALSE(is_garbled({}));
}

} // namespace
} // namespace khronika::documents
