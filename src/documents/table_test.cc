// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "documents/number_format.h"
#include "documents/ods.h"
#include "documents/xlsx.h"
#include "model/boxes.h"
#include "readers/sniff.h"
#include "support/words.h"
#include "support/zip.h"

#include <gtest/gtest.h>

namespace khronika::documents {
namespace {

TEST(NumberFormat, ShowsWhatASpreadsheetShows)
{
    const auto shown = [](double value, const char* format) { return shown_number(value, format, false); };
    EXPECT_EQ(shown(1234.5, "General"), "1234.5");
    EXPECT_EQ(shown(0.1 + 0.2, "General"), "0.3");
    EXPECT_EQ(shown(48, "0"), "48");
    EXPECT_EQ(shown(1234567.891, "#,##0.00"), "1,234,567.89");
    EXPECT_EQ(shown(-5, "#,##0;(#,##0)"), "(5)");
    EXPECT_EQ(shown(-5, "0.0"), "-5.0");
    EXPECT_EQ(shown(0, "0;-0;\"none\""), "none");
    EXPECT_EQ(shown(0.125, "0.0%"), "12.5%");
    EXPECT_EQ(shown(0.5, "#.##"), ".5");
    EXPECT_EQ(shown(7, "000"), "007");
    EXPECT_EQ(shown(1234567, "#,##0,"), "1,235");
    EXPECT_EQ(shown(12, "0\" чел.\""), "12 чел.");
    EXPECT_EQ(shown(12, "[Red]0 [$₽-419]"), "12 ₽");
    EXPECT_EQ(shown(45385, "dd.mm.yyyy"), "03.04.2024");
    EXPECT_EQ(shown(45385, "d mmmm yyyy"), "3 April 2024");
    EXPECT_EQ(shown(45385.5212, "yyyy-mm-dd hh:mm"), "2024-04-03 12:30");
    EXPECT_EQ(shown(45385.5212, "h:mm AM/PM"), "12:30 PM");
    EXPECT_EQ(shown(1.5, "[h]:mm:ss"), "36:00:00");
    EXPECT_EQ(shown(45385.99999999, "dd.mm.yyyy hh:mm:ss"), "04.04.2024 00:00:00");
    EXPECT_EQ(shown(1, "yyyy-mm-dd"), "1900-01-01");
    EXPECT_EQ(shown(59, "yyyy-mm-dd"), "1900-02-28");
    EXPECT_EQ(shown(61, "yyyy-mm-dd"), "1900-03-01");
    EXPECT_EQ(shown_number(0, "yyyy-mm-dd", true), "1904-01-01");
    EXPECT_EQ(shown_number(43923, "yyyy-mm-dd", true), "2024-04-03");
    EXPECT_EQ(shown(45385, "dddd"), "Wednesday");
    EXPECT_EQ(built_in_format(14), "yyyy-mm-dd");
    EXPECT_EQ(built_in_format(4), "#,##0.00");
    EXPECT_EQ(built_in_format(1000), "General");
}

const char* const strings = "<si><t>Дата</t></si><si><t>Задержано</t></si><si><r><t>Лю</t></r><r><t>берцы</t></r><rPh><t>x</t></rPh></si>";
const char* const styles = R"(<numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts>)"
                           R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>)";

std::string workbook()
{
    return support::xlsx_of(
        R"(<sheet name="Март" sheetId="1" r:id="rId1"/><sheet name="Служебный" sheetId="2" state="hidden" r:id="rId2"/>)",
        {R"(<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr">)"
         R"(<is><t>Где &amp; как</t></is></c></row>)"
         R"(<row r="3"><c r="A3" s="1"><v>45385</v></c><c r="B3"><f>40+8</f><v>48</v></c><c r="C3" s="2"><v>0.25</v></c>)"
         R"(<c r="D3" t="s"><v>2</v></c></row><row r="4"><c r="B4" t="b"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c></row></sheetData>)"
         R"(<mergeCells><mergeCell ref="A3:A4"/></mergeCells>)",
         R"(<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>)"},
        strings, styles);
}

TEST(Xlsx, CellsAreReadAsShown)
{
    const std::vector<Sheet> sheets = xlsx_sheets(workbook(), {});
    ASSERT_EQ(sheets.size(), 2U);
    EXPECT_EQ(sheets[0].name, "Март");
    EXPECT_FALSE(sheets[0].hidden);
    EXPECT_EQ(sheets[0].rows,
              (std::vector<std::vector<std::string>>{
                  {"Дата", "Задержано", "", "Где & как"}, {}, {"03.04.2024", "48", "25.00%", "Люберцы"}, {"", "TRUE", "#N/A"}}));
    EXPECT_TRUE(sheets[1].hidden);
    EXPECT_EQ(sheets[1].rows, (std::vector<std::vector<std::string>>{{"1", "2"}}));
}

TEST(Xlsx, TextLeadsBackToItsCells)
{
    const Text text = read_xlsx(workbook(), {});
    EXPECT_EQ(text.content, "Дата\tЗадержано\t\tГде & как\n03.04.2024\t48\t25.00%\tЛюберцы\n\tTRUE\t#N/A\n1\t2\n");
    const std::size_t place = text.content.find("Люберцы");
    EXPECT_EQ(place_of(text, {place, place + 4}), "sheet 1, D3");
    EXPECT_EQ(place_of(text, {text.content.find("48"), place}), "sheet 1, B3:D3");
    EXPECT_EQ(place_of(text, {text.content.size() - 2, text.content.size() - 1}), "sheet 2, B1");
    EXPECT_EQ(text.notes, std::vector<std::string>{"sheet 2 (Служебный) is hidden in the file"});
    EXPECT_EQ(sheets_of(text), xlsx_sheets(workbook(), {}));
    EXPECT_EQ(readers::media_type_of(workbook()), readers::xlsx_type);
}

/// A hundred rows of known words; each sampled quote must lead to the cells that hold them.
TEST(Xlsx, SampledQuotesLeadToTheirCells)
{
    std::string rows;
    std::vector<std::vector<std::string>> cells;
    for (int row = 1; row <= 100; ++row) {
        cells.emplace_back();
        rows += "<row r=\"" + std::to_string(row) + "\">";
        for (int column = 1; column <= 30; ++column) {
            cells.back().push_back("r" + std::to_string(row) + "c" + std::to_string(column));
            const std::string name = cell_name(static_cast<std::uint64_t>(column), static_cast<std::uint64_t>(row));
            rows += "<c r=\"" + name + "\" t=\"str\"><v>" + cells.back().back() + "</v></c>";
        }
        rows += "</row>";
    }
    const Text text = read_xlsx(support::xlsx_of(R"(<sheet name="1" r:id="rId1"/>)", {"<sheetData>" + rows + "</sheetData>"}), {});
    for (const support::Quote& quote : support::sampled_quotes(text.content, 100)) {
        std::string found;
        for (const Box& box : boxes_of(text, {quote.begin, quote.end})) {
            for (double column = box.x; column < box.x + box.width; ++column) {
                found += (found.empty() ? "" : "\t") + cells[static_cast<std::size_t>(box.y) - 1][static_cast<std::size_t>(column) - 1];
            }
        }
        EXPECT_EQ(found, at(text.content, {quote.begin, quote.end}));
    }
}

template <typename Read>
std::string refusal(const Read& read)
{
    try {
        read();
        return "read";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Xlsx, BombsAndDamageAreRefusedByName)
{
    const std::string zeros(200U << 20U, ' ');
    const std::string bomb = support::xlsx_of(R"(<sheet name="1" r:id="rId1"/>)", {zeros});
    EXPECT_NE(refusal([&] { (void)xlsx_sheets(bomb, {}); }).find("as no table does: it is made to fill memory, and was not read"),
              std::string::npos);
    readers::Limits small;
    small.unpacked = 1000;
    const std::string rows = "<sheetData>" + std::string(2000, ' ') + "</sheetData>";
    EXPECT_NE(refusal([&] {
                  (void)xlsx_sheets(support::xlsx_of(R"(<sheet name="1" r:id="rId1"/>)", {rows}), small);
              }).find("unpack to more than the limit of 1000 bytes"),
              std::string::npos);
    EXPECT_NE(refusal([&] { (void)xlsx_sheets(workbook().substr(0, 400), {}); }).find("the table's ZIP container is damaged"),
              std::string::npos);
    EXPECT_NE(refusal([&] {
                  (void)xlsx_sheets(support::xlsx_of(R"(<sheet name="1" r:id="rId1"/>)", {"<sheetData>"}), {});
              }).find("the part xl/worksheets/sheet1.xml of the table is damaged at byte"),
              std::string::npos);
    readers::Limits cells;
    cells.cells = 5;
    EXPECT_EQ(refusal([&] { (void)xlsx_sheets(workbook(), cells); }),
              "the table has more than the limit of 5 cells, gaps within rows included; split it");
    // One cell at the far corner of many rows takes room for all the cells before it.
    std::string far;
    for (int row = 1; row <= 200; ++row) {
        far += "<row r=\"" + std::to_string(row) + "\"><c r=\"XFD" + std::to_string(row) + "\"><v>1</v></c></row>";
    }
    EXPECT_NE(refusal([&] {
                  (void)xlsx_sheets(support::xlsx_of(R"(<sheet name="1" r:id="rId1"/>)", {"<sheetData>" + far + "</sheetData>"}), {});
              }).find("the table has more than the limit of 2000000 cells"),
              std::string::npos);
}

TEST(Ods, CellsAreReadAsShown)
{
    const std::string file = support::ods_of(
        R"(<table:table table:name="Суды"><table:table-row><table:table-cell><text:p>Дата</text:p></table:table-cell>)"
        R"(<table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>a<text:s/>b</text:p><text:p>c</text:p></table:table-cell></table:table-row>)"
        R"(<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell>)"
        R"(<table:covered-table-cell/><table:table-cell table:number-columns-repeated="16380"/></table:table-row>)"
        R"(<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>)"
        R"(<table:table table:name="x" table:style-name="h"><table:table-row><table:table-cell><text:p>z</text:p></table:table-cell></table:table-row></table:table>)",
        R"(<style:style style:name="h"><style:table-properties table:display="false"/></style:style>)");
    EXPECT_EQ(readers::media_type_of(file), readers::ods_type);
    const std::vector<Sheet> sheets = ods_sheets(file, {});
    ASSERT_EQ(sheets.size(), 2U);
    EXPECT_EQ(sheets[0].rows, (std::vector<std::vector<std::string>>{{"Дата", "", "", "a b c"}, {"7", "7"}, {"7", "7"}}));
    EXPECT_TRUE(sheets[1].hidden);
    const Text text = read_ods(file, {});
    EXPECT_EQ(sheets_of(text), sheets);
    EXPECT_EQ(text.notes, std::vector<std::string>{"sheet 2 (x) is hidden in the file"});
}

/// Rows and cells of which some stand for several, and cells of several paragraphs; each quote must lead to the cells that hold it.
TEST(Ods, SampledQuotesLeadToTheirCells)
{
    std::string rows;
    std::vector<std::vector<std::string>> cells;
    for (int row = 1; row <= 60; ++row) {
        const int times = row % 5 == 0 ? 3 : 1;
        std::vector<std::string> shown;
        rows += R"(<table:table-row table:number-rows-repeated=")" + std::to_string(times) + R"(">)";
        for (int column = 1; column <= 20; ++column) {
            const std::string words = "р" + std::to_string(row) + "к" + std::to_string(column);
            const bool twice = column % 7 == 0;
            rows += R"(<table:table-cell table:number-columns-repeated=")" + std::to_string(twice ? 2 : 1) + R"("><text:p>)" + words +
                    "</text:p></table:table-cell>";
            shown.insert(shown.end(), twice ? 2 : 1, words);
        }
        rows += "</table:table-row>";
        cells.insert(cells.end(), static_cast<std::size_t>(times), shown);
    }
    const Text text = read_ods(support::ods_of(R"(<table:table table:name="1">)" + rows + "</table:table>"), {});
    const auto quotes = support::sampled_quotes(text.content, 100);
    ASSERT_EQ(quotes.size(), 100U);
    for (const support::Quote& quote : quotes) {
        std::string found;
        for (const Box& box : boxes_of(text, {quote.begin, quote.end})) {
            for (double column = box.x; column < box.x + box.width; ++column) {
                found +=
                    (found.empty() ? "" : "\t") + cells.at(static_cast<std::size_t>(box.y) - 1).at(static_cast<std::size_t>(column) - 1);
            }
        }
        EXPECT_EQ(found, at(text.content, {quote.begin, quote.end}));
    }
}

TEST(Ods, BombsAndLocksAreRefusedByName)
{
    const std::string repeated = support::ods_of(
        R"(<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000">)"
        R"(<text:p>1</text:p></table:table-cell></table:table-row></table:table>)");
    EXPECT_NE(refusal([&] { (void)ods_sheets(repeated, {}); }).find("more than the limit of 2000000 cells"), std::string::npos);
    EXPECT_NE(refusal([&] { (void)ods_sheets(support::ods_of("", "", "<x><encryption-data/></x>"), {}); }).find("locked by a password"),
              std::string::npos);
}

} // namespace
} // namespace khronika::documents
