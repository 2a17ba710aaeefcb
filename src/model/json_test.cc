// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json.h"

#include "base/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace khronika {
namespace {

Claim sample_claim()
{
    Claim claim;
    claim.id = "01HT";
    claim.item = "ab";
    claim.span = {3, 21};
    claim.quote = "12 people were held";
    claim.act = "detention";
    claim.count = Count{{12, std::nullopt}, Unit::person, "12 people", true, Rate::day, {}};
    claim.trend = Trend{Direction::record, std::nullopt, "2013"};
    claim.modality = Modality::alleged;
    claim.victims = Words{"people", {}};
    claim.places = {"Minsk"};
    claim.when = When{{*Date::from_ymd(2020, 8, 9), *Date::from_ymd(2020, 8, 12)}, "9-12 August", {}};
    claim.attribution = {"Viasna"};
    return claim;
}

TEST(Json, ClaimReadsBackEqual)
{
    const Claim claim = sample_claim();
    EXPECT_EQ(claim_from_json(parse_json(json_line(to_json(claim)), "line"), "line"), claim);
}

TEST(Json, FigureReadsBackEqual)
{
    Figure figure;
    figure.id = "f1";
    figure.act = "detention";
    figure.period = DateRange{*Date::from_ymd(2020, 8, 9), *Date::from_ymd(2020, 8, 12)};
    figure.claimed = {400, std::nullopt};
    figure.defensible = {401, std::nullopt};
    figure.rivals = {{{401, std::nullopt}, false, "press service", {"c1", "c2"}, {"A", "B"}}};
    figure.origins = {"press service"};
    EXPECT_EQ(figure_from_json(parse_json(json_line(to_json(figure)), "x"), "x"), figure);
}

TEST(Json, TextReadsBackEqual)
{
    Text text;
    text.item = "ab";
    text.content = "Текст\n";
    text.title = {"Т", "json-ld"};
    text.map = {{{0, 10}, {100, 110}}};
    text.dropped = {{"appeal", "Donate"}};
    EXPECT_EQ(text_from_json(parse_json(json_line(to_json(text)), "x"), "x"), text);
}

TEST(Json, ComplaintNamesPlaceAndField)
{
    try {
        (void)claim_from_json(parse_json(R"({"quote":"q","act":"raid","modality":"perhaps"})", "f"), "a.jsonl:7");
        FAIL() << "an unknown modality was taken";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "a.jsonl:7: field 'modality' does not know 'perhaps'");
    }
}

} // namespace
} // namespace khronika
