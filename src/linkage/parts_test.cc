// SPDX-License-Identifier: GPL-3.0-or-later
// The parts that compare two values: similarity, keys, dates, levels.
#include "linkage/dates.h"
#include "linkage/names.h"
#include "linkage/romanise.h"
#include "linkage/similarity.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace khronika::linkage {

namespace {

std::string key(std::string_view name)
{
    return name_key(cleaned_name(name));
}

/// Jaro-Winkler as its definition reads, for comparison.
double jaro_winkler_plain(const std::string& a, const std::string& b)
{
    if (a == b) {
        return 1;
    }
    const std::size_t longest = std::max(a.size(), b.size());
    const std::size_t window = longest / 2 == 0 ? 0 : longest / 2 - 1;
    std::vector<bool> taken(b.size());
    std::string from_a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t distance = i > j ? i - j : j - i;
            if (distance <= window && !taken[j] && a[i] == b[j]) {
                taken[j] = true;
                from_a.push_back(a[i]);
                break;
            }
        }
    }
    if (from_a.empty()) {
        return 0;
    }
    std::string from_b;
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (taken[j]) {
            from_b.push_back(b[j]);
        }
    }
    double moved = 0;
    for (std::size_t k = 0; k < from_a.size(); ++k) {
        moved += from_a[k] != from_b[k];
    }
    const auto m = static_cast<double>(from_a.size());
    const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - moved / 2) / m) / 3;
    std::size_t prefix = 0;
    while (prefix < std::min({a.size(), b.size(), std::size_t{4}}) && a[prefix] == b[prefix]) {
        ++prefix;
    }
    return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

Level names(std::string_view a, std::string_view b, const Diminutives& diminutives = {}, bool transliterate = true)
{
    NamePool pool(transliterate);
    const std::uint32_t x = pool.add(a, diminutives);
    const std::uint32_t y = pool.add(b, diminutives);
    return pool.compare_names(x, y);
}

Level dates(std::string_view a, std::string_view b)
{
    return compare_dates(partial_date(a).value(), partial_date(b).value());
}

} // namespace

TEST(Similarity, JaroWinklerHasThePublishedValues)
{
    EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 1e-4); // Winkler 1990
    EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.84, 1e-4);
    EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 1e-4);
    EXPECT_EQ(jaro_winkler("", "a"), 0);
    EXPECT_EQ(jaro_winkler("", ""), 1);
}

TEST(Similarity, JaroWinklerIsItsDefinition)
{
    rc::check([] {
        const auto length = *rc::gen::element(12, 64, 90);
        const auto word = rc::gen::resize(length, rc::gen::container<std::string>(rc::gen::inRange('a', 'f')));
        const std::string a = *word;
        const std::string b = *word;
        RC_ASSERT(std::abs(jaro_winkler(a, b) - jaro_winkler_plain(a, b)) < 1e-12);
    });
}

TEST(Similarity, OneEditIsOneChange)
{
    EXPECT_TRUE(one_edit_apart("karimov", "karimv"));
    EXPECT_TRUE(one_edit_apart("karimov", "karinov"));
    EXPECT_TRUE(one_edit_apart("karimov", "kairmov"));
    EXPECT_TRUE(one_edit_apart("karimov", "karimov"));
    EXPECT_FALSE(one_edit_apart("karimov", "kraimvo"));
    EXPECT_FALSE(one_edit_apart("karimov", "karim"));
}

TEST(Romanise, SpellingsOfOneNameHaveOneKey)
{
    for (const char* name : {"Мухаммадҷон", "Мухаммаджон", "Mukhammadzhon", "Muxammadjon", "Muhammadjon", "Muhamadjon"}) {
        EXPECT_EQ(key(name), key("Muhammadjon")) << name;
    }
    for (const char* name : {"Юлия", "Yuliya", "Iuliia", "Yulia"}) {
        EXPECT_EQ(key(name), key("Юлия")) << name;
    }
    for (const char* name : {"Сергей", "Sergey", "Sergei"}) {
        EXPECT_EQ(key(name), key("Сергей")) << name;
    }
    EXPECT_EQ(key("Александр"), key("Aleksandr"));
    EXPECT_EQ(key("Дмитрий"), key("Dmitry"));
    EXPECT_EQ(key("Қурбонов"), key("Qurbonov"));
    EXPECT_EQ(key("Ғафуров"), key("G‘afurov"));
    EXPECT_EQ(key("Щербаков"), key("Shcherbakov"));
    EXPECT_EQ(key("Ёров"), key("Yorov"));
    EXPECT_NE(key("Karimov"), key("Salimov"));
}

TEST(Romanise, StemsLeaveTheEndingsOfFamiliesOut)
{
    for (const char* name : {"Рахимов", "Рахимова", "Rahimzoda", "Рахимович", "Рахимовна", "Rahim o'g'li", "Rahimi"}) {
        EXPECT_EQ(name_stem(key(name)), "rahim") << name;
    }
    EXPECT_EQ(name_stem(key("Ли")), "li");
}

TEST(Names, LevelsSayHowTwoNamesAgree)
{
    const std::vector<language::Table> tables = {{"names/test.tsv", "Александр\tСаша Шура\nRobert\tBob Rob\n"}};
    const Diminutives diminutives(tables);
    EXPECT_EQ(names("Каримов", "КАРИМОВ"), name_level::exact);
    EXPECT_EQ(names("Каримов", "Karimov"), name_level::alike);
    EXPECT_EQ(names("Каримов", "Каримова"), name_level::kindred);
    EXPECT_EQ(names("Sasha", "Aleksandr", diminutives), name_level::kindred);
    EXPECT_EQ(names("Саша", "Шура", diminutives), name_level::kindred);
    EXPECT_EQ(names("Bob", "Robert", diminutives), name_level::kindred);
    EXPECT_EQ(names("Smith Jones", "Jones"), name_level::kindred);
    EXPECT_EQ(names("meyer", "meoer"), name_level::close);
    EXPECT_EQ(names("A.", "Alisher"), name_level::initial);
    EXPECT_EQ(names("Alisher", "Gulnora"), name_level::different);
    EXPECT_EQ(names("Каримов", "Karimov", {}, false), name_level::different);
}

TEST(Names, ComparingIsSymmetric)
{
    rc::check([] {
        const auto word = rc::gen::container<std::string>(rc::gen::element('a', 'o', 'v', 'k', ' ', 'y', 'h', 'z'));
        NamePool pool;
        const std::uint32_t a = pool.add("a" + *word, {});
        const std::uint32_t b = pool.add("a" + *word, {});
        RC_ASSERT(pool.compare_names(a, b) == pool.compare_names(b, a));
        RC_ASSERT(pool.compare_places(a, b) == pool.compare_places(b, a));
    });
}

TEST(Dates, AreReadAsTheyAreWritten)
{
    EXPECT_EQ(partial_date("1984-03-07")->iso(), "1984-03-07");
    EXPECT_EQ(partial_date("19840307")->iso(), "1984-03-07");
    EXPECT_EQ(partial_date("7.3.1984")->iso(), "1984-03-07");
    EXPECT_EQ(partial_date("03/17/1984")->iso(), "1984-03-17");
    EXPECT_EQ(partial_date("1984")->iso(), "1984");
    EXPECT_EQ(partial_date("03.1984")->iso(), "1984-03");
    EXPECT_EQ(partial_date("1984-03-07T00:00:00Z")->iso(), "1984-03-07");
    EXPECT_EQ(partial_date("1943-1-77")->iso(), "1943-01-77");
    for (const char* bad : {"", "about 1984", "84", "1984-", "7 March 1984", "123456789", "-0050-01-01"}) {
        EXPECT_FALSE(partial_date(bad)) << bad;
    }
}

TEST(Dates, LevelsSayHowTwoDatesAgree)
{
    EXPECT_EQ(dates("1984-03-07", "07.03.1984"), date_level::exact);
    EXPECT_EQ(dates("1984-03-07", "1984-07-03"), date_level::day_for_month);
    EXPECT_EQ(dates("1984-03-07", "1974-03-07"), date_level::one_digit);
    EXPECT_EQ(dates("1984-03-07", "1984-03-21"), date_level::one_part);
    EXPECT_EQ(dates("1984-03-07", "1984"), date_level::rounded);
    EXPECT_EQ(dates("1984-03-07", "1984-01-01"), date_level::rounded);
    EXPECT_EQ(dates("1984-03-07", "1984-11-25"), date_level::same_year);
    EXPECT_EQ(dates("1984-03-07", "1985-11-25"), date_level::near_year);
    EXPECT_EQ(dates("1984-03-07", "1951-11-25"), date_level::different);
}

} // namespace khronika::linkage
