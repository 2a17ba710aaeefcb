// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "publish/chart.h"
#include "publish/disclosure.h"
#include "publish/figures_csv.h"
#include "publish/html.h"
#include "publish/report.h"
#include "publish/words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika::publish {
namespace {

Figure figure_of(std::vector<CountBounds> counts)
{
    Figure figure;
    figure.id = "f";
    figure.act = "detention";
    figure.claimed = counts.front();
    for (const CountBounds& bounds : counts) {
        figure.claimed = figure.claimed.hull(bounds);
        figure.rivals.push_back({bounds, false, "A", {"c"}, {"Post"}});
    }
    figure.origins = {"A"};
    return figure;
}

TEST(Html, MarkupIsShownAsItStands)
{
    EXPECT_EQ(escaped("<a href=\"x\" onclick='y'>&"), "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;");
    EXPECT_EQ(escaped("a\x01\x7f\xff"), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(lang_attribute("ru"), " lang=\"ru\"");
    EXPECT_EQ(lang_attribute("ru\" onload=\"x"), "");
}

RC_GTEST_PROP(HtmlProperty, NothingEscapedCanOpenATagOrCloseAnAttribute, (const std::string& text))
{
    RC_ASSERT(escaped(text).find_first_of("<>\"'") == std::string::npos);
}

TEST(Html, APageAllowsItsOwnStyleAlone)
{
    const std::string page = to_html({"t", "", "", "", "r", ""});
    EXPECT_NE(page.find("default-src 'none'; style-src 'sha256-"), std::string::npos);
    EXPECT_EQ(page.find("unsafe"), std::string::npos);
    EXPECT_EQ(page.find("http"), page.find("http-equiv"));
}

TEST(Words, Periods)
{
    const auto range = [](const char* from, const char* to) { return DateRange{*Date::parse(from), *Date::parse(to)}; };
    EXPECT_EQ(period_words(range("2024-03-25", "2024-03-29")), "25 to 29 March 2024");
    EXPECT_EQ(period_words(range("2024-03-28", "2024-03-28")), "28 March 2024");
    EXPECT_EQ(period_words(range("2024-03-30", "2024-04-02")), "30 March to 2 April 2024");
    EXPECT_EQ(period_words(range("2023-12-30", "2024-01-02")), "30 December 2023 to 2 January 2024");
}

TEST(Words, Counts)
{
    EXPECT_EQ(count_words(CountBounds::exactly(1), Unit::person, Rate::none), "1 person");
    EXPECT_EQ(count_words({750, 800}, Unit::event, Rate::day), "750 to 800 occurrences a day");
    EXPECT_EQ(count_words(figure_of({{1501, std::nullopt}, {std::nullopt, 1499}})), "at least 1,501 or at most 1,499 people");
}

TEST(Words, ActsNameTheirMalformedLine)
{
    EXPECT_EQ(Acts("code\ten\tru\ndetention\tArrest\tАрест\n", "acts.tsv").label("detention"), "Arrest");
    EXPECT_EQ(Acts("code\ten\tru\n", "acts.tsv").label("other"), "other");
    EXPECT_THROW(Acts("code\ten\tru\ndetention\n", "acts.tsv"), Error);
}

TEST(Chart, IsDrawnWhereItTellsMoreThanANumber)
{
    EXPECT_EQ(line_chart(figure_of({CountBounds::exactly(418)})), "");
    EXPECT_NE(line_chart(figure_of({CountBounds::exactly(418), CountBounds::exactly(466)})), "");
    EXPECT_NE(line_chart(figure_of({{401, std::nullopt}})), "");
    EXPECT_EQ(line_chart(figure_of({{}})), "");
}

TEST(Csv, CellsCannotBecomeFormulasOrRows)
{
    Figure figure = figure_of({CountBounds::exactly(5)});
    figure.place = "=HYPERLINK(\"x\")";
    figure.origins = {"A, B", "C\nD"};
    const std::string csv = figures_csv(std::vector<Figure>{figure});
    EXPECT_NE(csv.find(",\"'=HYPERLINK(\"\"x\"\")\","), std::string::npos);
    EXPECT_NE(csv.find(",\"A, B; C\nD\","), std::string::npos);
}

TEST(Disclosure, NamesArePersonsAndGroupsAreNot)
{
    for (const char* words : {"Ivan Petrov", "Иван Петров", "Mahsa Jina Amini", "Anne-Marie O'Hara"}) {
        EXPECT_TRUE(names_person(words)) << words;
    }
    for (const char* words :
         {"Tajiks", "natives of Tajikistan", "Central Asian migrants", "418 Violators Named", "мигранты", "", "Тысячи мигрантов"}) {
        EXPECT_FALSE(names_person(words)) << words;
    }
}

TEST(Disclosure, SmallCellsOfPersonsAloneAreSuppressed)
{
    const Disclosure rules;
    EXPECT_TRUE(suppressed(disclosed(figure_of({CountBounds::exactly(2)}), rules)));
    EXPECT_FALSE(disclosed(figure_of({CountBounds::exactly(2)}), rules).claimed.min);
    EXPECT_FALSE(suppressed(disclosed(figure_of({CountBounds::exactly(3)}), rules)));
    EXPECT_FALSE(suppressed(disclosed(figure_of({{2, std::nullopt}}), rules)));
    EXPECT_FALSE(suppressed(disclosed(figure_of({CountBounds::exactly(2)}), {0})));
    Figure planes = figure_of({CountBounds::exactly(2)});
    planes.unit = Unit::vehicle;
    EXPECT_FALSE(suppressed(disclosed(planes, rules)));
}

TEST(Publish, WhatDoesNotResolveIsNotPublished)
{
    ReportInput input;
    input.acts_table = "code\ten\tru\n";
    Figure figure = figure_of({CountBounds::exactly(5)});
    figure.event = "e";
    input.figures = {figure};
    EXPECT_THROW((void)publish(input), Error);
    Claim claim;
    claim.id = "c";
    claim.item = "missing";
    input.claims = {claim};
    EXPECT_THROW((void)publish(input), Error);
    EXPECT_NO_THROW((void)publish(ReportInput{}));
}

} // namespace
} // namespace khronika::publish
