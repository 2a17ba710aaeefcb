// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/dates.h"

#include "support/tables.h"

#include <gtest/gtest.h>

namespace khronika::language {
namespace {

/// Published on Wednesday, 3 April 2024.
std::string dates(std::string_view language, std::string_view text, const std::optional<Date>& published = Date::from_ymd(2024, 4, 3))
{
    const Tokens tokens = Tokens::of(text);
    const Matches matches = support::languages().lexicon(language)->match(tokens);
    std::string out;
    for (const DateMention& date : find_dates(tokens, matches, language, published)) {
        out += (out.empty() ? "" : "; ") + date.range.from.iso();
        out += date.range.to == date.range.from ? "" : ".." + date.range.to.iso();
        out += std::string(date.since ? " since" : "") + (date.setting ? " setting" : "");
    }
    return out;
}

struct Row {
    const char* language;
    const char* text;
    const char* dates;
};

class Dates : public testing::TestWithParam<Row> {};

TEST_P(Dates, AreResolvedAgainstPublication)
{
    EXPECT_EQ(dates(GetParam().language, GetParam().text), GetParam().dates);
}

INSTANTIATE_TEST_SUITE_P(Context, Dates,
                         testing::Values(Row{"ru", "1 июля 2022 года вышли, 2 июля разогнали", "2022-07-01; 2022-07-02"},
                                         Row{"ru", "за девять месяцев 2023 года", "2023-01-01..2023-09-30"},
                                         Row{"ru", "с начала полномасштабного вторжения", "2022-02-24..2024-04-03 since"},
                                         Row{"ru", "за неделю вывезли", "2024-03-27..2024-04-02"},
                                         Row{"ru", "на этой же неделе", "2024-04-01..2024-04-03"}));

INSTANTIATE_TEST_SUITE_P(Absolute, Dates,
                         testing::Values(Row{"en", "on March 22, 2023 they came", "2023-03-22"},
                                         Row{"en", "on 22 March they came", "2024-03-22"}, Row{"en", "on May 9 they came", "2023-05-09"},
                                         Row{"ru", "22 марта 2023 года пришли", "2023-03-22"}, Row{"ru", "9 мая пришли", "2023-05-09"},
                                         Row{"ru", "29.03.2024 пришли", "2024-03-29"}, Row{"en", "on 2024-03-29 they came", "2024-03-29"},
                                         Row{"en", "in March they came", "2024-03-01..2024-03-31"},
                                         Row{"ru", "в марте пришли", "2024-03-01..2024-03-31"},
                                         Row{"en", "in 2022 they came", "2022-01-01..2022-12-31"},
                                         Row{"ru", "в 2022 году пришли", "2022-01-01..2022-12-31"},
                                         Row{"en", "in mid-March they came", "2024-03-11..2024-03-20"},
                                         Row{"ru", "в середине марта пришли", "2024-03-11..2024-03-20"},
                                         Row{"en", "Saturday, March 30, they came", "2024-03-30"}));

INSTANTIATE_TEST_SUITE_P(Ranges, Dates,
                         testing::Values(Row{"en", "in the first two weeks of March", "2024-03-01..2024-03-14"},
                                         Row{"en", "in the last ten days of March", "2024-03-22..2024-03-31"},
                                         Row{"ru", "за первые десять дней марта", "2024-03-01..2024-03-10"},
                                         Row{"ru", "с 25 по 29 марта задержали", "2024-03-25..2024-03-29"},
                                         Row{"ru", "25–29 марта задержали", "2024-03-25..2024-03-29"},
                                         Row{"en", "from March 25 to 29", "2024-03-25..2024-03-29"},
                                         Row{"en", "between March 25 and April 2", "2024-03-25..2024-04-02"},
                                         Row{"ru", "с 28 декабря по 3 января", "2023-12-28..2024-01-03"},
                                         Row{"en", "in 2021-2023", "2021-01-01..2023-12-31"},
                                         Row{"en", "in the first half of 2023", "2023-01-01..2023-06-30"},
                                         Row{"ru", "в первом полугодии 2023 года", "2023-01-01..2023-06-30"}));

INSTANTIATE_TEST_SUITE_P(Relative, Dates,
                         testing::Values(Row{"en", "they came yesterday", "2024-04-02"}, Row{"ru", "вчера пришли", "2024-04-02"},
                                         Row{"en", "on Monday they came", "2024-04-01"}, Row{"en", "on Friday they came", "2024-03-29"},
                                         Row{"ru", "в пятницу пришли", "2024-03-29"},
                                         Row{"en", "last week they came", "2024-03-25..2024-03-31"},
                                         Row{"ru", "на прошлой неделе пришли", "2024-03-25..2024-03-31"},
                                         Row{"en", "in the past five days", "2024-03-29..2024-04-02"},
                                         Row{"ru", "за последние пять дней", "2024-03-29..2024-04-02"},
                                         Row{"en", "last year they came", "2023-01-01..2023-12-31"},
                                         Row{"ru", "в прошлом году пришли", "2023-01-01..2023-12-31"},
                                         Row{"en", "since March 10 they came", "2024-03-10..2024-04-03 since"},
                                         Row{"ru", "с начала года задержали", "2024-01-01..2024-04-03 since"},
                                         Row{"en", "On March 22 they came. The next day they left.", "2024-03-22; 2024-03-23"},
                                         Row{"ru", "22 марта пришли, а на следующий день ушли", "2024-03-22; 2024-03-23"},
                                         Row{"en", "after March 22 the raids grew", "2024-03-22 setting"}));

TEST(Dates, WithoutPublicationOnlyWholeDatesAreFound)
{
    EXPECT_EQ(dates("en", "On March 22 and on March 23, 2024, and yesterday", std::nullopt), "2024-03-23");
}

TEST(Dates, ThereIsNoThirtiethOfFebruary)
{
    EXPECT_EQ(dates("ru", "30 февраля 2024 года"), "2024-02-01..2024-02-29");
}

} // namespace
} // namespace khronika::language
