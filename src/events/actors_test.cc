// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/actors.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace khronika::events {
namespace {

const Actors& shipped()
{
    static const Actors actors = [] {
        std::ifstream file(KHRONIKA_SOURCE_DIR "/data/actors/aliases.tsv");
        std::stringstream content;
        content << file.rdbuf();
        return Actors({"actors/aliases.tsv", content.str()});
    }();
    return actors;
}

TEST(Actors, OneSpeakerInEveryWording)
{
    const std::vector<std::vector<std::string>> same{
        {"Agentstvo", "Agenstvo", "Агентство", "«Агентство»", "издание «Агентство»"},
        {"First Department", "Department One", "Первый отдел", "правозащитный проект «Первый отдел»"},
        {"Important Stories", "Важные истории", "Important History"},
        {"OVD-Info", "ОВД-Инфо"},
        {"Viasna", "Весна", "«Вясна»", "Human Rights Center Viasna"},
        {"Human Rights Watch", "HRW"},
        {"МИД Таджикистана", "Foreign Ministry of Tajikistan", "Tajikistan's Ministry of Foreign Affairs", "таджикский МИД"},
        {"МВД России", "Ministry of Internal Affairs of Russia", "Russian Interior Ministry", "МВД РФ"},
        {"Ministry of Labor of Tajikistan", "Ministry of Labor, Employment, and Migration of Tajikistan", "Минтруд Таджикистана"},
        {"press service of the courts of St. Petersburg", "пресс-служба судов Петербурга", "пресс-служба петербургских судов",
         "Объединённая пресс-служба судов Санкт-Петербурга", "joint press service of St. Petersburg courts"},
        {"St. Petersburg police", "полиция Санкт-Петербурга", "петербургская полиция"},
        {"Valentina Chupik", "Валентина Чупик", "правозащитница Валентина Чупик", "activist Valentina Chupik"},
        {"Shahnoza Nodiri", "Шахноза Нодири"},
    };
    for (const auto& names : same) {
        const Speaker first = shipped().read(names.front());
        EXPECT_NE(first.kind, SpeakerKind::unnamed) << names.front();
        for (const std::string& name : names) {
            EXPECT_EQ(shipped().read(name).key, first.key) << name;
        }
    }
}

TEST(Actors, DifferentSpeakersStayApart)
{
    const std::vector<std::string> names{"МИД Таджикистана",
                                         "МИД Узбекистана",
                                         "МВД Таджикистана",
                                         "полиция Москвы",
                                         "полиция Санкт-Петербурга",
                                         "суды Москвы",
                                         "Meduza",
                                         "Mediazona",
                                         "Valentina Chupik",
                                         "Svetlana Gannushkina",
                                         "Amnesty International",
                                         "a lawyer",
                                         "an eyewitness",
                                         "UNHCR"};
    for (std::size_t a = 0; a < names.size(); ++a) {
        for (std::size_t b = a + 1; b < names.size(); ++b) {
            EXPECT_NE(shipped().read(names[a]).key, shipped().read(names[b]).key) << names[a] << " and " << names[b];
        }
    }
}

TEST(Actors, RolesWithoutANameAreUnnamed)
{
    for (const char* link : {"a lawyer", "адвокат", "один из адвокатов", "unnamed human rights lawyer", "human rights activists",
                             "очевидцы", "sources", "читатель издания «Бумага»", "lawyer of First Department", ""}) {
        EXPECT_EQ(shipped().read(link).kind, SpeakerKind::unnamed) << link;
    }
    EXPECT_EQ(shipped().read("адвокат").key, shipped().read("one of the lawyers").key);
}

TEST(Actors, APersonBesideAnOfficeSpeaksForIt)
{
    const Speaker speaker = shipped().read("глава пресс-службы судов Москвы Анна Иванова");
    EXPECT_EQ(speaker.key, shipped().read("courts of Moscow").key);
    EXPECT_EQ(speaker.person, shipped().read("Anna Ivanova").person);
}

TEST(Actors, MalformedLinesAreNamed)
{
    for (const auto& [content, words] :
         std::vector<std::pair<std::string, std::string>>{{"# fine\na\toutlet\tA\n", "t.tsv:2: four fields"},
                                                          {"a\tthing\tA\tb\n", "t.tsv:1: there is no kind 'thing'"},
                                                          {"a\toutlet\tA\tb; ;c\n", "t.tsv:1: an alias is empty"},
                                                          {"a\tspokesperson\tA\tb\n", "t.tsv:1: a spokesperson's label"}}) {
        try {
            const Actors actors({"t.tsv", content});
            FAIL() << content;
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).substr(0, words.size()), words);
        }
    }
}

} // namespace
} // namespace khronika::events
