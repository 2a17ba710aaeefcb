// SPDX-License-Identifier: GPL-3.0-or-later
// Documents through khronika-reader, shut in as for users.
#include "readers/sandbox.h"

#include "base/error.h"
#include "base/utf8.h"
#include "documents/document.h"
#include "documents/packs.h"
#include "model/boxes.h"
#include "support/typeset.h"
#include "support/words.h"
#include "support/zip.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <chrono>
#include <cstdlib>
#include <functional>

namespace khronika::documents {
namespace {

/// Tests are no place for haste: the machine may be busy.
readers::Request patient()
{
    readers::Request request;
    request.limits.page_seconds = 3000;
    return request;
}

/// A form of document: what is changed to make malformed ones, and how a file is made of it.
struct Form {
    const char* name;
    std::string inner;
    std::function<std::string(const std::string&)> file;
};

std::string bitmap()
{
    const std::string png = support::png_of({{"48 people were held", 10, 10, 400, "DejaVu Serif 14"}}, 40);
    Pix* const pix = pixReadMem(reinterpret_cast<const l_uint8*>(png.data()), png.size());
    Pix* grey = pixConvertTo8(pix, 0);
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    pixWriteMemTiff(&bytes, &size, grey, IFF_TIFF);
    std::string out(reinterpret_cast<const char*>(bytes), size);
    lept_free(bytes);
    Pix* first = pix;
    pixDestroy(&first);
    pixDestroy(&grey);
    return out;
}

std::vector<Form> forms()
{
    const std::string words = support::english_paragraphs()[4];
    const auto same = [](const std::string& bytes) { return bytes; };
    const auto workbook = [](const std::string& data) {
        return support::xlsx_of(R"(<sheet name="1" r:id="rId1"/>)", {data}, "<si><t>held</t></si>");
    };
    const auto table = [](const std::string& data) { return support::ods_of(data); };
    const std::string cells = R"(<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><v>48</v></c></row></sheetData>)";
    return {{"PDF", support::pdf_of({{{words, 70, 80}}, {{words, 70, 80}}}, "Title"), same},
            {"PNG", support::png_of({{"48 people were held", 10, 10, 400, "DejaVu Serif 14"}}, 40), same},
            {"TIFF", bitmap(), same},
            {"XLSX, a part", cells, workbook},
            {"XLSX, the file", workbook(cells), same},
            {"ODS, a part",
             "<table:table><table:table-row><table:table-cell "
             "table:number-columns-repeated=\"2\"><text:p>48</text:p></table:table-cell></table:table-row></table:table>",
             table}};
}

TEST(SandboxedDocuments, AreReadAsOutsideOfIt)
{
    readers::SandboxedReader reader({});
    const Packs packs = load_packs();
    std::vector<std::string> files;
    for (const Form& form : forms()) {
        files.push_back(form.file(form.inner));
    }
    files.push_back(support::scanned_pdf_of({{{support::russian_paragraphs()[0], 70, 80}}}));
    files.push_back(support::pdf_of_drawings({[](cairo_t* context) { // a font that is not in the file
                                                 cairo_select_font_face(context, "Helvetica", CAIRO_FONT_SLANT_NORMAL,
                                                                        CAIRO_FONT_WEIGHT_BOLD);
                                                 cairo_move_to(context, 70, 80);
                                                 cairo_show_text(context, "Forty-eight people");
                                             }},
                                             ""));
    for (const std::string& bytes : files) {
        const readers::Reading reading = reader.read(bytes, patient(), std::chrono::minutes(10));
        ASSERT_TRUE(reading.text) << reading.error;
        EXPECT_EQ(*reading.text, read_document(bytes, patient(), {}, packs, [] {}));
        EXPECT_FALSE(reading.text->content.empty());
    }
    EXPECT_EQ(reader.read("%PDF-1.7", {}).error, "the PDF is damaged and cannot be opened; collect it again");
}

TEST(SandboxedDocuments, PatienceGrowsWithPages)
{
    readers::SandboxedReader reader({});
    readers::Request request;
    std::vector<support::PageOfPieces> pages(40, {{support::english_paragraphs()[0], 70, 80}});
    const std::string bytes = support::pdf_of(pages);
    EXPECT_TRUE(reader.read(bytes, request).text);
    request.limits.page_seconds = 0;
    const readers::Reading reading = reader.read(bytes, request);
    EXPECT_NE(reading.error.find("was stopped"), std::string::npos) << reading.error;
    EXPECT_TRUE(reader.read(bytes, {}).text) << "the next file is read";
}

TEST(SandboxedDocuments, MalformedAreATextOrAMessage)
{
    const char* const asked = std::getenv("KHRONIKA_MALFORMED");
    const int rounds = asked != nullptr ? std::atoi(asked) : 25;
    readers::SandboxedReader reader({});
    std::uint64_t state = 4;
    const auto random = [&state](std::size_t below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state >> 33U) % below;
    };
    for (const Form& form : forms()) {
        int read = 0;
        for (int round = 0; round < rounds; ++round) {
            std::string bytes = form.inner;
            for (std::size_t change = 1 + random(4); change > 0; --change) {
                const std::size_t at = random(std::max<std::size_t>(bytes.size(), 1));
                if (bytes.empty()) {
                    break;
                }
                switch (random(4)) {
                case 0:
                    bytes[at] = static_cast<char>(random(256));
                    break;
                case 1:
                    bytes.erase(at, random(40));
                    break;
                case 2:
                    bytes.insert(at, bytes.substr(random(bytes.size()), random(60)));
                    break;
                default:
                    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random(8)));
                    break;
                }
            }
            const readers::Reading reading = reader.read(form.file(bytes), patient());
            EXPECT_NE(reading.text.has_value(), !reading.error.empty());
            EXPECT_TRUE(!reading.text || utf8::valid(reading.text->content));
            read += reading.text ? 1 : 0;
        }
        std::printf("%s: %d of %d malformed files were read all the same\n", form.name, read, rounds);
    }
}

} // namespace
} // namespace khronika::documents
