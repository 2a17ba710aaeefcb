// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/csv.h"

#include "base/error.h"
#include "model/boxes.h"
#include "model/source_map.h"
#include "readers/read.h"
#include "readers/tables.h"
#include "support/words.h"

#include <gtest/gtest.h>

namespace khronika::readers {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view table)
{
    return csv_sheet(table, 1000).rows;
}

TEST(Csv, DelimiterAndQuoteAreTold)
{
    EXPECT_EQ(rows_of("a,b\n1,2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(rows_of("дата;число\n3.04.2024;1,5\n4.04.2024;2,5"), (Rows{{"дата", "число"}, {"3.04.2024", "1,5"}, {"4.04.2024", "2,5"}}));
    EXPECT_EQ(rows_of("a\tb, c\r\n1\t2\r\n"), (Rows{{"a", "b, c"}, {"1", "2"}}));
    EXPECT_EQ(rows_of("a|b\n1|2"), (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(rows_of("sep=;\na,b;c\n"), (Rows{{}, {"a,b", "c"}}));
    EXPECT_EQ(rows_of("'a;b';c\n'd';e\n"), (Rows{{"a;b", "c"}, {"d", "e"}}));
    EXPECT_EQ(csv_form_of("one column\nof words\n").quote, '"');
}

TEST(Csv, QuotedCellsHoldDelimitersQuotesAndLines)
{
    EXPECT_EQ(rows_of("a,\"say \"\"x\"\", he said\"\n\"two\nlines\", c \n"), (Rows{{"a", "say \"x\", he said"}, {"two lines", "c"}}));
    EXPECT_EQ(rows_of("\"\",b\n,\n\n1,\n"), (Rows{{"", "b"}, {}, {}, {"1"}}));
    EXPECT_EQ(rows_of("\"never closed, b\n1,2\n"), (Rows{{"\"never closed", "b"}, {"1", "2"}}));
    EXPECT_EQ(rows_of("5\" screen,b\n1,2\n"), (Rows{{"5\" screen", "b"}, {"1", "2"}}));
}

TEST(Csv, TextLeadsBackToBytesAndCells)
{
    const std::string bytes = "\xC4\xE0\xF2\xE0;\xD7\xE8\xF1\xEB\xEE;\"\xC3\xE4\xE5 \"\"\xF2\xE0\xEC\"\"\"\r\n"
                              "3.04.2024;48;\xEC\xE5\xF1\xF2\xEE\r\n"; // windows-1251
    Request request;
    request.name = "a.csv";
    const Text text = read(bytes, request, {});
    EXPECT_EQ(text.encoding, "windows-1251");
    EXPECT_EQ(text.content, "Дата\tЧисло\tГде \"там\"\n3.04.2024\t48\tместо\n");
    EXPECT_EQ(text.reader, "khronika csv 1");
    const std::size_t place = text.content.find("место");
    EXPECT_EQ(place_of(text, {place, place + 10}), "sheet 1, C2");
    const auto source = source_of(text, {place, place + 10});
    ASSERT_TRUE(source);
    EXPECT_EQ(at(bytes, *source), "\xEC\xE5\xF1\xF2\xEE");
    EXPECT_TRUE(well_formed(text.boxes, text.content.size()));
    EXPECT_TRUE(well_formed(text.map, text.content.size(), bytes.size()));
}

TEST(Csv, SampledQuotesLeadBackToTheirBytes)
{
    std::string table;
    for (int row = 0; row < 200; ++row) {
        for (const std::string& words : support::russian_paragraphs()) {
            table += "\"" + words.substr(0, words.find(',')) + " " + std::to_string(row) + "\",";
        }
        table += "end\n";
    }
    Request request;
    request.name = "a.csv";
    const Text text = read(table, request, {});
    for (const support::Quote& quote : support::sampled_quotes(text.content, 100)) {
        const auto source = source_of(text, {quote.begin, quote.end});
        ASSERT_TRUE(source);
        std::string there = support::folded(at(table, *source));
        std::string quoted = support::folded(at(text.content, {quote.begin, quote.end}));
        for (std::size_t i = there.find("\",\""); i != std::string::npos; i = there.find("\",\"")) {
            there.replace(i, 3, " ");
        }
        for (std::size_t i = there.find("\",end"); i != std::string::npos; i = there.find("\",end")) {
            there.replace(i, 2, " ");
        }
        EXPECT_EQ(there, quoted);
    }
}

TEST(Csv, TooManyCellsAreRefused)
{
    EXPECT_THROW((void)csv_sheet("a,b,c\n", 2), Error);
}

} // namespace
} // namespace khronika::readers
