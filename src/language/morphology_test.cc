// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/morphology.h"

#include "base/error.h"
#include "language/ru_surnames.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace khronika::language {
namespace {

const std::string& dictionary()
{
    static const std::string bytes = [] {
        std::ifstream file(KHRONIKA_SOURCE_DIR "/data/lang/ru/morphology/dictionary.bin", std::ios::binary);
        std::ostringstream content;
        content << file.rdbuf();
        return content.str();
    }();
    return bytes;
}

const Morphology& morphology()
{
    static const Morphology instance(dictionary());
    return instance;
}

struct Phrase {
    const char* written;
    const char* nominative;
};

const Phrase phrases[] = {
    {"Дарьи Лебедевой", "Дарья Лебедева"},
    {"Валентине Чупик", "Валентина Чупик"},
    {"пресс-службе петербургских судов", "пресс-служба петербургских судов"},
    {"правозащитного проекта «Первый отдел»", "правозащитный проект «Первый отдел»"},
    {"«Первом отделе»", "«Первый отдел»"},
    {"МИДе", "МИД"},
    {"МВД России", "МВД России"},
    {"адвоката", "адвокат"},
    {"главой пресс-службы судов Дарьей Лебедевой", "глава пресс-службы судов Дарья Лебедева"},
    {"Генпрокуратуре", "Генпрокуратура"},
    {"Amnesty International", "Amnesty International"},
    {"главы Чечни Рамзана Кадырова", "глава Чечни Рамзан Кадыров"},
    {"Мадаминову", "Мадаминов"},
    {"адвоката Мадаминова", "адвокат Мадаминов"},
    {"Бакыта уулу", "Бакыт уулу"},
    {"Шавкатом Мирзиёевым", "Шавкат Мирзиёев"},
    {"Эмомали Рахмона", "Эмомали Рахмон"},
    {"журналистки Анны Политковской", "журналистка Анна Политковская"},
    {"Льва Толстого", "Лев Толстой"},
    {"Следственном комитете", "Следственный комитет"},
    {"Федеральной миграционной службы", "Федеральная миграционная служба"},
    {"пресс-службы", "пресс-служба"},
    {"уполномоченной по правам человека Татьяны Москальковой", "уполномоченная по правам человека Татьяна Москалькова"},
    {"Владимиром Путиным", "Владимир Путин"},
    {"источника в правоохранительных органах", "источник в правоохранительных органах"},
    {"правозащитницы Валентины Чупик", "правозащитница Валентина Чупик"},
    {"неизвестных", "неизвестные"},
    {"ОВД-Инфо", "ОВД-Инфо"},
    {"Марии Захаровой", "Мария Захарова"},
    {"судьёй Еленой Ленской", "судья Елена Ленская"},
    {"объединённой пресс-службы судов", "объединённая пресс-служба судов"},
    {"организации «Мемориал»", "организация «Мемориал»"},
    {"Нурсултана Назарбаева", "Нурсултан Назарбаев"},
    {"телеграм-канала «Осторожно, новости»", "телеграм-канал «Осторожно, новости»"},
    {"Светланой Петренко", "Светлана Петренко"},
    {"Игоря Каляпина", "Игорь Каляпин"},
    {"Светлане Ганнушкиной", "Светлана Ганнушкина"},
    {"министром внутренних дел Владимиром Колокольцевым", "министр внутренних дел Владимир Колокольцев"},
    {"правозащитников", "правозащитники"},
    {"посольству Таджикистана", "посольство Таджикистана"},
    {"агентства", "агентство"},
    {"адвокат Дарья Лебедева", "адвокат Дарья Лебедева"},
    {"сотрудниками полиции", "сотрудники полиции"},
    {"", ""},
    {"12", "12"},
};

TEST(Morphology, ListsNounPhrasesInTheNominative)
{
    for (const Phrase& phrase : phrases) {
        EXPECT_EQ(morphology().nominative(phrase.written), phrase.nominative) << phrase.written;
    }
}

TEST(Morphology, NominativeOfANominativeIsItself)
{
    for (const Phrase& phrase : phrases) {
        EXPECT_EQ(morphology().nominative(phrase.nominative), phrase.nominative) << phrase.nominative;
    }
}

TEST(Morphology, TakesTheCaseThatTheContextTells)
{
    EXPECT_EQ(morphology().nominative("Александра Лукашенко", Case::genitive), "Александр Лукашенко");
    EXPECT_EQ(morphology().nominative("Александра Лукашенко", Case::nominative), "Александра Лукашенко");
    EXPECT_EQ(morphology().nominative("организации", Case::nominative), "организации");
    EXPECT_EQ(morphology().nominative("организации", Case::genitive), "организация");
}

const Analysis* reading(const std::vector<Analysis>& readings, PartOfSpeech part)
{
    const auto found = std::find_if(readings.begin(), readings.end(), [&](const Analysis& a) { return a.grammar.part == part; });
    return found == readings.end() ? nullptr : &*found;
}

TEST(Morphology, FindsLemmas)
{
    const struct {
        const char* word;
        const char* lemma;
        PartOfSpeech part;
    } rows[] = {
        {"задержанных", "задержать", PartOfSpeech::participle},
        {"выдворены", "выдворить", PartOfSpeech::short_participle},
        {"сообщила", "сообщить", PartOfSpeech::verb},
        {"депортировать", "депортировать", PartOfSpeech::infinitive},
        {"сообщая", "сообщать", PartOfSpeech::gerund},
        {"Саратове", "саратов", PartOfSpeech::noun},
        {"ёлками", "елка", PartOfSpeech::noun},
        {"елками", "елка", PartOfSpeech::noun},
        {"СУДАМИ", "суд", PartOfSpeech::noun},
        {"петербургских", "петербургский", PartOfSpeech::adjective},
        {"под", "под", PartOfSpeech::preposition},
        {"пресс-службе", "пресс-служба", PartOfSpeech::noun},
        {"таджикистанцев", "таджикистанец", PartOfSpeech::noun},
        {"двумя", "два", PartOfSpeech::numeral},
        {"людей", "человек", PartOfSpeech::noun},
    };
    for (const auto& row : rows) {
        const auto readings = morphology().analyse(row.word);
        const Analysis* found = reading(readings, row.part);
        ASSERT_NE(found, nullptr) << row.word;
        EXPECT_EQ(found->lemma, row.lemma) << row.word;
    }
}

TEST(Morphology, TellsGrammar)
{
    const auto readings = morphology().analyse("задержанных");
    const Analysis* found = reading(readings, PartOfSpeech::participle);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->grammar.number, Number::plural);
    EXPECT_EQ(found->grammar.voice, Voice::passive);
    EXPECT_EQ(found->grammar.tense, Tense::past);
    const auto names = morphology().analyse("Дарьей");
    ASSERT_FALSE(names.empty());
    EXPECT_TRUE(names[0].grammar.is_given_name);
    EXPECT_EQ(names[0].grammar.gender, Gender::feminine);
    EXPECT_EQ(names[0].grammar.grammatical_case, Case::instrumental);
}

TEST(Morphology, GuessesUnknownWords)
{
    EXPECT_FALSE(morphology().knows("Мадаминовым"));
    const auto readings = morphology().analyse("Мадаминовым");
    ASSERT_FALSE(readings.empty());
    EXPECT_TRUE(readings[0].guessed);
    EXPECT_TRUE(morphology().analyse("Amnesty").empty());
    EXPECT_TRUE(morphology().analyse("").empty());
}

TEST(Morphology, RefusesADamagedDictionary)
{
    EXPECT_THROW(Morphology("not a dictionary"), Error);
    EXPECT_THROW(Morphology(std::string_view(dictionary()).substr(0, dictionary().size() / 2)), Error);
    EXPECT_THROW(Morphology(""), Error);
}

TEST(RussianSurnames, GoBackToTheNominative)
{
    const struct {
        const char* form;
        Gender gender;
        Case grammatical_case;
        const char* nominative;
    } rows[] = {
        {"лебедевой", Gender::feminine, Case::dative, "лебедева"},
        {"лебедеву", Gender::masculine, Case::dative, "лебедев"},
        {"чупик", Gender::feminine, Case::genitive, "чупик"},
        {"чупика", Gender::masculine, Case::genitive, "чупик"},
        {"шевченко", Gender::masculine, Case::dative, "шевченко"},
        {"черных", Gender::feminine, Case::genitive, "черных"},
        {"исмоилзоды", Gender::masculine, Case::genitive, "исмоилзода"},
        {"ганнушкиной", Gender::feminine, Case::instrumental, "ганнушкина"},
        {"каляпиным", Gender::masculine, Case::instrumental, "каляпин"},
        {"ленской", Gender::feminine, Case::genitive, "ленская"},
        {"ковальчук", Gender::feminine, Case::dative, "ковальчук"},
        {"хачатряну", Gender::masculine, Case::dative, "хачатрян"},
        {"жданка", Gender::masculine, Case::genitive, "жданк"},
        {"гайдая", Gender::masculine, Case::genitive, "гайдай"},
        {"уулу", Gender::masculine, Case::dative, "уулу"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(ru::surname_nominative(row.form, row.gender, row.grammatical_case), row.nominative) << row.form;
    }
    EXPECT_FALSE(ru::surname_nominative("лебедевой", Gender::masculine, Case::genitive));
}

RC_GTEST_PROP(MorphologyProperty, AnyBytesAreRead, (const std::string& bytes))
{
    float sum = 0;
    for (const Analysis& analysis : morphology().analyse(bytes)) {
        RC_ASSERT(!analysis.lemma.empty());
        sum += analysis.score;
    }
    RC_ASSERT(sum <= 1.001F);
    RC_ASSERT(morphology().nominative(bytes).size() + bytes.size() >= bytes.size());
}

RC_GTEST_PROP(MorphologyProperty, ForeignPhrasesStay, ())
{
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcXYZ .-«")));
    RC_ASSERT(morphology().nominative(text) == text);
}

} // namespace
} // namespace khronika::language
