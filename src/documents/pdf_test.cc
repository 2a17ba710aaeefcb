// SPDX-License-Identifier: GPL-3.0-or-later
#include "documents/pdf.h"

#include "base/error.h"
#include "documents/document.h"
#include "documents/packs.h"
#include "documents/pdf_page.h"
#include "model/boxes.h"
#include "support/typeset.h"
#include "support/words.h"

#include <gtest/gtest.h>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>

namespace khronika::documents {
namespace {

using support::PageOfPieces;
using support::Piece;

const Packs& packs()
{
    static const Packs loaded = load_packs();
    return loaded;
}

/// Tests are no place for haste: the machine may be busy.
readers::Request patient()
{
    readers::Request request;
    request.limits.page_seconds = 3000;
    return request;
}

Text read(const std::string& bytes, const readers::Request& request = patient())
{
    return read_pdf(bytes, request, {}, packs(), [] {});
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string out;
    for (const std::string& line : lines) {
        out += line + "\n";
    }
    return out;
}

/// Paragraphs of both languages in a narrow column, with soft hyphens where words may break.
std::vector<PageOfPieces> report_pages()
{
    std::vector<PageOfPieces> pages;
    for (int number = 1; number <= 3; ++number) {
        PageOfPieces page{{"Ежегодный доклад о задержаниях", 70, 30, 455, "DejaVu Sans 8"},
                          {std::to_string(number), 290, 800, 60, "DejaVu Serif 9"}};
        double y = 80;
        const auto& paragraphs = number == 2 ? support::english_paragraphs() : support::russian_paragraphs();
        for (const std::string& words : paragraphs) {
            page.push_back({words, 70, y, 455, "DejaVu Serif 11", true});
            y += 110;
        }
        pages.push_back(std::move(page));
    }
    return pages;
}

TEST(Pdf, ParagraphsComeBackWholeWithoutHeadsAndNumbers)
{
    const Text text = read(support::pdf_of(report_pages(), "Доклад за 2024 год"));
    const std::string russian = joined(support::russian_paragraphs());
    EXPECT_EQ(text.content, russian + joined(support::english_paragraphs()) + russian);
    EXPECT_EQ(text.title, (Found{"Доклад за 2024 год", "pdf"}));
    EXPECT_EQ(text.published, (Found{"2024-04-03T12:00:00Z", "pdf"}));
    EXPECT_EQ(text.language.value, "ru");
    EXPECT_EQ(std::ranges::count(text.dropped, "header", &Dropped::reason), 3);
    EXPECT_EQ(std::ranges::count(text.dropped, "page_number", &Dropped::reason), 3);
    EXPECT_TRUE(text.notes.empty());
    EXPECT_TRUE(well_formed(text.boxes, text.content.size()));
}

/// The words that poppler finds within a box.
std::string words_in(const PdfFile& file, const Box& box)
{
    const PdfPage page = open_page(file, static_cast<int>(box.page));
    const poppler::byte_array bytes =
        page->text(poppler::rectf(box.x, box.y, box.width, box.height), poppler::page::physical_layout).to_utf8();
    return support::folded({bytes.data(), bytes.size()});
}

TEST(Pdf, BoxesOfSampledQuotesHoldTheirWords)
{
    const std::string bytes = support::pdf_of(report_pages());
    const Text text = read(bytes);
    const PdfFile file = open_pdf(bytes);
    for (const support::Quote& quote : support::sampled_quotes(text.content, 100)) {
        std::string found;
        for (const Box& box : boxes_of(text, {quote.begin, quote.end})) {
            found += (found.empty() ? "" : " ") + words_in(file, box);
        }
        EXPECT_EQ(found, at(text.content, {quote.begin, quote.end}));
    }
}

TEST(Pdf, WordsPartedByHyphensAreJoined)
{
    // Pango breaks at soft hyphens and sets a hyphen there.
    const std::string words = "Адми\xC2\xADнистра\xC2\xADтивное право\xC2\xADнару\xC2\xADшение рассмо\xC2\xADтрел район\xC2\xADный суд, "
                              "а постано\xC2\xADвление обжало\xC2\xADвали защит\xC2\xADники, кото\xC2\xADрые говорили о наруше\xC2\xADниях "
                              "при задер\xC2\xADжании несовер\xC2\xADшенно\xC2\xADлетних в отде\xC2\xADлении.";
    const Text text = read(support::pdf_of({{{words, 70, 80, 130, "DejaVu Serif 11"}}}));
    std::string whole = words;
    for (std::size_t i = whole.find("\xC2\xAD"); i != std::string::npos; i = whole.find("\xC2\xAD")) {
        whole.erase(i, 2);
    }
    EXPECT_EQ(text.content, whole + "\n");
    EXPECT_GT(text.boxes.size(), static_cast<std::size_t>(std::ranges::count(whole, ' ')) + 1) << "no word was parted";
}

TEST(Pdf, ColumnsAreReadOneAfterTheOther)
{
    const auto& english = support::english_paragraphs();
    const PageOfPieces page{{english[0], 60, 80, 215, "DejaVu Serif 10", true}, {english[1], 320, 80, 215, "DejaVu Serif 10", true}};
    EXPECT_EQ(read(support::pdf_of({page})).content, english[0] + "\n" + english[1] + "\n");
}

TEST(Pdf, HeadingIsTheTitleWhereThePdfHasNone)
{
    const PageOfPieces page{{"Detentions at the market in Lyubertsy", 70, 60, 455, "DejaVu Serif 14"},
                            {"3 April 2024", 70, 95, 455, "DejaVu Serif 11"},
                            {support::english_paragraphs()[0], 70, 130}};
    readers::Tables tables;
    tables.months.add(4, "April");
    const Text text = read_pdf(support::pdf_of({page}, "report.docx"), {}, tables, packs(), [] {});
    EXPECT_EQ(text.title, (Found{"Detentions at the market in Lyubertsy", "text"}));
    EXPECT_EQ(text.published, (Found{"2024-04-03", "text"}));
}

TEST(Pdf, ScannedPagesAreReadByOcrAndSaid)
{
    const auto& russian = support::russian_paragraphs();
    PageOfPieces page;
    double y = 80;
    for (const std::string& words : russian) {
        page.push_back({words, 70, y});
        y += 120;
    }
    const Text text = read(support::scanned_pdf_of({page}));
    EXPECT_LE(support::character_error(text.content, joined(russian)), 0.03);
    ASSERT_EQ(text.notes.size(), 1U);
    EXPECT_EQ(text.notes[0].find("1 of 1 pages were read by OCR (rus)"), 0U) << text.notes[0];
    EXPECT_NE(text.reader.find("tesseract"), std::string::npos);
    EXPECT_EQ(text.box_unit, "point");
    for (const Box& box : text.boxes) {
        EXPECT_LE(box.x + box.width, support::page_width);
        EXPECT_LE(box.y + box.height, support::page_height);
    }
}

TEST(Pdf, SkippedPageIsNamedAndTheRestIsRead)
{
    readers::Request request;
    request.skipped = {{2, "the reader broke down on it"}};
    const Text text = read(support::pdf_of(report_pages()), request);
    const std::string russian = joined(support::russian_paragraphs());
    EXPECT_EQ(text.content, russian + russian);
    EXPECT_EQ(text.notes,
              (std::vector<std::string>{"1 of 3 pages could not be read", "page 2 could not be read: the reader broke down on it"}));
}

std::string refusal(const std::string& bytes, const readers::Request& request = {})
{
    try {
        (void)read(bytes, request);
        return "read";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Pdf, WhatCannotBeReadIsRefusedByName)
{
    EXPECT_EQ(refusal("%PDF-1.7 and nothing else"), "the PDF is damaged and cannot be opened; collect it again");
    readers::Request two;
    two.limits.pages = 2;
    EXPECT_EQ(refusal(support::pdf_of(report_pages()), two), "the PDF's 3 pages are more than the limit of 2; split it");
    // Encrypted by RC4 with the user password "secret": the key cannot be made without it.
    const std::string locked = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                               "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
                               "4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" +
                               std::string(64, 'a') + ">/U<" + std::string(64, 'b') +
                               ">>>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n";
    EXPECT_EQ(refusal(locked), "the PDF is locked by a password; save a copy without one and collect that too");
}

TEST(Pdf, EmptyPageIsAnEmptyTextWithANote)
{
    const Text text = read(support::pdf_of({PageOfPieces{}}));
    EXPECT_EQ(text.content, "");
    EXPECT_EQ(text.notes, std::vector<std::string>{"no words were found on any page"});
}

} // namespace
} // namespace khronika::documents
