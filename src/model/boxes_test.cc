// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/boxes.h"

#include "base/error.h"
#include "model/json.h"
#include "model/sheet.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace khronika {
namespace {

Text page_text()
{
    Text text;
    text.content = "one two three four\n";
    text.box_unit = "point";
    text.boxes = {
        {{0, 3}, 1, 10, 20, 15.25, 10}, {{4, 7}, 1, 28, 20.5, 15, 10}, {{8, 13}, 1, 10, 32, 25, 10}, {{14, 18}, 2, 10, 20, 20, 10}};
    return text;
}

TEST(Boxes, WordsOfALineShareABox)
{
    const Text text = page_text();
    const std::vector<Box> boxes = boxes_of(text, {0, 18});
    ASSERT_EQ(boxes.size(), 3U);
    EXPECT_EQ(boxes[0], (Box{{0, 7}, 1, 10, 20, 33, 10.5}));
    EXPECT_EQ(place_of(text, {0, 18}), "pages 1-2");
    EXPECT_EQ(place_of(text, {5, 6}), "page 1");
    EXPECT_EQ(boxes_of(text, {5, 6}).front().text, (Span{4, 7}));
    EXPECT_TRUE(boxes_of(text, {3, 4}).empty());
    EXPECT_EQ(place_of(text, {18, 19}), "");
}

TEST(Boxes, MalformedAreFound)
{
    Text text = page_text();
    EXPECT_TRUE(well_formed(text.boxes, 18));
    EXPECT_FALSE(well_formed(text.boxes, 17));
    text.boxes[1].text.begin = 2;
    EXPECT_FALSE(well_formed(text.boxes, 18));
    text = page_text();
    text.boxes[1].width = std::nan("");
    EXPECT_FALSE(well_formed(text.boxes, 18));
    text = page_text();
    text.boxes[0].page = 0;
    EXPECT_FALSE(well_formed(text.boxes, 18));
}

TEST(Boxes, AreKeptInJson)
{
    Text text = page_text();
    text.properties = {{"device", "Maker", true}};
    text.notes = {"page 3 could not be read: it is damaged"};
    const std::string line = json_line(to_json(text));
    EXPECT_EQ(text_from_json(parse_json(line, "x"), "x"), text);
    EXPECT_NE(line.find(R"("boxes":[[0,3,1,10.0,20.0,15.25,10.0])"), std::string::npos) << line;
    EXPECT_EQ(json_line(to_json(Text{})).find("boxes"), std::string::npos);
    EXPECT_THROW((void)text_from_json(parse_json(R"({"boxes":[[0,1,1,2,3,4]]})", "x"), "x"), Error);
    EXPECT_THROW((void)text_from_json(parse_json(R"({"boxes":[[0,1,1,2,3,4,"5"]]})", "x"), "x"), Error);
}

TEST(Sheets, ComeBackFromATextAsTheyWere)
{
    const std::vector<Sheet> sheets{{"First", false, {{"a", "", "b"}, {}, {"", "c d"}}}, {"Second", true, {{"1"}}}};
    Text text;
    add_sheet(text, sheets[0], 1);
    add_sheet(text, sheets[1], 2);
    EXPECT_EQ(text.content, "a\t\tb\n\tc d\n1\n");
    EXPECT_EQ(sheets_of(text), sheets);
    EXPECT_EQ(place_of(text, {6, 9}), "sheet 1, B3");
    EXPECT_EQ(cell_name(1, 1), "A1");
    EXPECT_EQ(cell_name(27, 3), "AA3");
    EXPECT_EQ(cell_name(16384, 1048576), "XFD1048576");
    EXPECT_EQ(one_cell(" a\n\tb "), "a b");
    EXPECT_TRUE(sheets_of(page_text()).empty());
    text.boxes[0].y = 1e12;
    EXPECT_THROW((void)sheets_of(text), Error);
}

} // namespace
} // namespace khronika
