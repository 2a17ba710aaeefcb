// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/numbers.h"

#include "language/dates.h"
#include "support/tables.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace khronika::language {
namespace {

constexpr const char* kind_names[] = {"count",  "percent", "money",   "duration", "age",   "year",
                                      "number", "time",    "decimal", "ordinal",  "share", "enumerator"};

std::string end(const std::optional<std::int64_t>& value)
{
    return value ? std::to_string(*value) : "*";
}

/// "count 401..* '"more than 400"'", one a number.
std::string numbers(std::string_view language, std::string_view text)
{
    const Tokens tokens = Tokens::of(text);
    const Matches matches = support::languages().lexicon(language)->match(tokens);
    const auto dates = find_dates(tokens, matches, language, Date::from_ymd(2024, 4, 3));
    std::vector<bool> taken(tokens.size(), false);
    for (const DateMention& date : dates) {
        for (std::size_t i = date.first; i <= date.last; ++i) {
            taken[i] = true;
        }
    }
    std::string out;
    for (const NumberMention& number : find_numbers(tokens, matches, language, taken)) {
        out += out.empty() ? "" : "; ";
        const Span span{tokens[number.first].span.begin, tokens[number.last].span.end};
        if (number.kind != NumberKind::count) {
            out += kind_names[static_cast<std::size_t>(number.kind)];
        } else if (number.bounds.exact()) {
            out += end(number.bounds.min);
        } else {
            out += end(number.bounds.min) + ".." + end(number.bounds.max);
        }
        out += std::string(number.approximate ? " ~ " : " ") + std::string(at(text, span));
    }
    return out;
}

struct Row {
    const char* language;
    const char* text;
    const char* numbers;
};

class Numbers : public testing::TestWithParam<Row> {};

TEST_P(Numbers, AreReadAsTheGuideSays)
{
    EXPECT_EQ(numbers(GetParam().language, GetParam().text), GetParam().numbers);
}

// The rows of claims/GUIDE.md, "Counts in words".
INSTANTIATE_TEST_SUITE_P(
    Guide, Numbers,
    testing::Values(Row{"en", "466 people", "466 466"}, Row{"en", "more than 400 people", "401..* more than 400"},
                    Row{"en", "over 400 people", "401..* over 400"}, Row{"ru", "свыше 400 человек", "401..* свыше 400"},
                    Row{"en", "at least 400 people", "400..* at least 400"}, Row{"ru", "не менее 400 человек", "400..* не менее 400"},
                    Row{"en", "up to 400 people", "*..400 up to 400"}, Row{"ru", "до 400 человек", "*..400 до 400"},
                    Row{"en", "nearly 1.5 thousand people", "*..1499 ~ nearly 1.5 thousand"},
                    Row{"ru", "почти 1,5 тысячи человек", "*..1499 ~ почти 1,5 тысячи"},
                    Row{"en", "about 3,000 people", "3000 ~ about 3,000"}, Row{"en", "some 3,000 people", "3000 ~ some 3,000"},
                    Row{"ru", "около 3000 человек", "3000 ~ около 3000"}, Row{"ru", "порядка 3000 человек", "3000 ~ порядка 3000"},
                    Row{"en", "750-800 people", "750..800 750-800"}, Row{"ru", "750–800 человек", "750..800 750–800"},
                    Row{"en", "a dozen people", "12 ~ a dozen"}, Row{"ru", "дюжина человек", "12 ~ дюжина"},
                    Row{"en", "dozens of people", "20..99 ~ dozens"}, Row{"ru", "десятки людей", "20..99 ~ десятки"},
                    Row{"en", "hundreds of people", "200..999 ~ hundreds"},
                    Row{"en", "several hundred people", "200..999 ~ several hundred"}, Row{"ru", "сотни людей", "200..999 ~ сотни"},
                    Row{"ru", "несколько сотен людей", "200..999 ~ несколько сотен"},
                    Row{"en", "thousands of people", "2000..9999 ~ thousands"}, Row{"ru", "тысячи людей", "2000..9999 ~ тысячи"},
                    Row{"en", "tens of thousands of people", "20000..99999 ~ tens of thousands"},
                    Row{"ru", "десятки тысяч людей", "20000..99999 ~ десятки тысяч"},
                    Row{"en", "hundreds of thousands of people", "200000..999999 ~ hundreds of thousands"},
                    Row{"ru", "сотни тысяч людей", "200000..999999 ~ сотни тысяч"}, Row{"en", "scores of people", "20..99 ~ scores"},
                    Row{"ru", "несколько десятков человек", "20..99 ~ несколько десятков"}, Row{"en", "many people", ""},
                    Row{"en", "several people", ""}, Row{"ru", "несколько человек", ""}));

INSTANTIATE_TEST_SUITE_P(Spelling, Numbers,
                         testing::Values(Row{"en", "2,080 places", "2080 2,080"}, Row{"ru", "22 219 человек", "22219 22 219"},
                                         Row{"ru", "1,5 тыс. человек", "1500 1,5 тыс."},
                                         Row{"ru", "15 тысяч 200 человек", "15200 15 тысяч 200"},
                                         Row{"en", "one hundred and twelve people", "112 one hundred and twelve"},
                                         Row{"en", "two thousand three hundred people", "2300 two thousand three hundred"},
                                         Row{"ru", "двадцать пять человек", "25 двадцать пять"}, Row{"ru", "двоих задержали", "2 двоих"},
                                         Row{"ru", "полторы тысячи человек", "1500 полторы тысячи"},
                                         Row{"en", "between 20 and 30 people", "20..30 between 20 and 30"},
                                         Row{"ru", "от 10 до 20 человек", "10..20 от 10 до 20"}, Row{"en", "500+ people", "500..* 500"},
                                         Row{"en", "1.2 million people", "1200000 1.2 million"}));

INSTANTIATE_TEST_SUITE_P(
    Behind, Numbers,
    testing::Values(Row{"ru", "сорок с лишним человек", "41..* сорок с лишним"}, Row{"ru", "30 и более человек", "30..* 30 и более"},
                    Row{"ru", "три сотни человек", "300 ~ три сотни"}, Row{"ru", "около двух десятков человек", "20 ~ около двух десятков"},
                    Row{"ru", "по меньшей мере в 17 отделах", "17..* по меньшей мере в 17"}, Row{"uz", "100 dan ortiq kishi", "101..* 100"},
                    Row{"uz", "100 nafardan ortiq kishi", "101..* 100"}, Row{"uz", "20ga yaqin kishi", "20 ~ 20ga yaqin"},
                    Row{"ky", "100дөн ашык киши", "101..* 100дөн ашык"}, Row{"ky", "100дөн кем эмес киши", "100..* 100дөн кем эмес"},
                    Row{"tg", "100 нафар зиёд", "101..* 100"}));

INSTANTIATE_TEST_SUITE_P(NoCounts, Numbers,
                         testing::Values(Row{"en", "a 34-year-old man", "ordinal 34-year-old"}, Row{"en", "Anna Berg, 34, died", "age 34"},
                                         Row{"en", "aged 16", "age 16"}, Row{"ru", "ему 20 лет", "age 20"},
                                         Row{"en", "the 2019 protests", "year 2019"},
                                         Row{"en", "Article 20.25 (3) was applied", "number 20.25; number 3"},
                                         Row{"ru", "ст. 18.8 КоАП", "number 18.8"}, Row{"ru", "по статье 205 УК", "number 205"},
                                         Row{"en", "fined $500", "money 500"}, Row{"ru", "штраф 5000 рублей", "money 5000"},
                                         Row{"en", "rose 17.4 percent", "percent 17.4"}, Row{"ru", "на 12% больше", "percent 12"},
                                         Row{"en", "15 days in jail", "duration 15"}, Row{"ru", "на 10 суток", "duration 10"},
                                         Row{"en", "at 10:30 they came", "time 10; time 30"}, Row{"en", "1) Lusaka", "enumerator 1"}));

} // namespace
} // namespace khronika::language
