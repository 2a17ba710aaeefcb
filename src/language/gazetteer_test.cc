// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/gazetteer.h"

#include "base/error.h"
#include "base/utf8.h"
#include "language/ru_names.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace khronika::language {
namespace {

std::string read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

struct Loaded {
    std::vector<std::pair<std::string, std::string>> files;
    std::vector<TableView> views;
    Loaded()
    {
        for (const auto& entry : std::filesystem::directory_iterator(KHRONIKA_SOURCE_DIR "/data/places")) {
            if (entry.path().extension() == ".tsv") {
                files.emplace_back(entry.path().filename().string(), read(entry.path()));
            }
        }
        for (const auto& [name, content] : files) {
            views.push_back({name, content});
        }
    }
};

const Gazetteer& gazetteer()
{
    static const Loaded loaded;
    static const Gazetteer instance(loaded.views);
    return instance;
}

std::string listed(std::string_view text, std::string_view language)
{
    std::string out;
    for (const PlaceMention& mention : gazetteer().mentions(text, language)) {
        out += (out.empty() ? "" : "; ") + mention.nominative + (mention.form == NameForm::demonym ? " (people)" : "");
    }
    return out;
}

struct Row {
    const char* text;
    const char* places;
};

const Row english[] = {
    {"Police raided hostels in the Moscow region.", "Moscow region"},
    {"The Vyborg district of St. Petersburg", "Vyborg district; St. Petersburg"},
    {"in the Novgorod region", "Novgorod region"},
    {"at Pulkovo airport", "Pulkovo airport"},
    {"at Sheremetyevo Airport on Monday", "Sheremetyevo Airport"},
    {"Crocus City Hall was attacked", "Crocus City Hall"},
    {"courts in St Petersburg", "St Petersburg"},
    {"in Petersburg's courts", "Petersburg"},
    {"Vladimir Putin said", ""},
    {"Washington said it would respond", ""},
    {"Denzel Washington spoke", ""},
    {"a rally in Washington, D.C.", "Washington"},
    {"he moved to Vladimir in 2020", "Vladimir"},
    {"Paris Hilton arrived", ""},
    {"He flew to Paris", "Paris"},
    {"Jack London wrote", ""},
    {"Mr. London left", ""},
    {"she lives in London", "London"},
    {"in March the police", ""},
    {"Police said on Monday", ""},
    {"a man from Reading", "Reading"},
    {"He was reading. Reading is fun", ""},
    {"Moscow, Idaho", "Moscow; Idaho"},
    {"Iran's Evin prison holds Iranians", "Iran; Evin prison; Iran (people)"},
    {"US and U.S. officials", "US; U.S."},
    {"it gave us hope", ""},
    {"UK-based groups", "UK"},
    {"Moscow-based lawyers", "Moscow"},
    {"Burmese troops in Rakhine State", "Myanmar; Rakhine State"},
    {"Officials in Khuzestan province", "Khuzestan province"},
    {"the city of Homs", "Homs"},
    {"the Republic of Dagestan", "Republic of Dagestan"},
    {"crowds in Tahrir Square", "Tahrir Square"},
    {"Port-au-Prince, Haiti", "Port-au-Prince; Haiti"},
    {"Haitian migrants in Santo Domingo", "Haiti; Santo Domingo"},
    {"Côte d'Ivoire's army", "Côte d'Ivoire"},
    {"in Gaza, Israeli forces", "Gaza; Israel"},
    {"the West Bank city of Jenin", "West Bank; Jenin"},
    {"Zahedan, in Iran's Sistan and Baluchestan province", "Zahedan; Iran; Sistan and Baluchestan province"},
    {"Police in Harare arrested 20 Zimbabweans", "Harare; Zimbabwe (people)"},
    {"The Chinese government in Xinjiang detained Uyghurs", "China; Xinjiang; Xinjiang (people)"},
    {"near Deir ez-Zor", "Deir ez-Zor"},
    {"the Al-Hol camp in Syria", "Al-Hol camp; Syria"},
    {"Kherson oblast and Zaporizhzhia region", "Kherson oblast; Zaporizhzhia region"},
    {"on Rustaveli Avenue in Tbilisi", "Rustaveli Avenue; Tbilisi"},
    {"Minsk's Okrestina detention center", "Minsk; Okrestina detention center"},
    {"El Fasher, North Darfur", "El Fasher; North Darfur"},
    {"in Lincoln, Nebraska, agents", "Lincoln; Nebraska"},
    {"President Lincoln spoke", ""},
    {"The city of Jackson, Mississippi", "Jackson; Mississippi"},
    {"Jackson said", ""},
    {"New York and Los Angeles", "New York; Los Angeles"},
    {"the Basmanny District Court in Moscow", "Moscow"},
    {"the Islamic State claimed", ""},
    {"South Korean police", "South Korea"},
    {"the Crimean Tatars of Crimea", "Crimea (people); Crimea"},
    {"Tajiks and Uzbeks were held", "Tajikistan (people); Uzbekistan (people)"},
    {"Central Asian migrants", "Central Asia"},
    {"Nagorno-Karabakh's Armenians", "Nagorno-Karabakh; Armenia (people)"},
    {"in Gorno-Badakhshan and in GBAO", "Gorno-Badakhshan; GBAO"},
    {"Insein prison in Yangon", "Insein prison; Yangon"},
    {"Turkey's Silivri prison", "Turkey; Silivri prison"},
    {"Guantanamo Bay", "Guantanamo Bay"},
    {"the Bagram air base", "Bagram air base"},
    {"the Krasnodar Krai court", "Krasnodar Krai"},
    {"Ho Chi Minh City", "Ho Chi Minh City"},
    {"a Union leader. Union members", ""},
    {"Most people in May", ""},
    {"Victoria Nuland", ""},
    {"the Guardian reported", ""},
    {"MOSCOW COURTS", "MOSCOW"},
    {"", ""},
};

const Row russian[] = {
    {"в Саратове", "Саратов"},
    {"из Саратова", "Саратов"},
    {"под Саратовом", "Саратов"},
    {"в Свердловской области", "Свердловская область"},
    {"в аэропорту Внуково", "аэропорт Внуково"},
    {"в аэропорту «Пулково»", "аэропорт «Пулково»"},
    {"аэропортом Шереметьево", "аэропорт Шереметьево"},
    {"на площади Льва Толстого", "площадь Льва Толстого"},
    {"Выборгского района Петербурга", "Выборгский район; Петербург"},
    {"суды Петербурга", "Петербург"},
    {"в Санкт-Петербурге", "Санкт-Петербург"},
    {"петербургские суды", "Петербург"},
    {"в Питере", "Питер"},
    {"в СПб", "СПб"},
    {"Владимир Путин приехал", ""},
    {"во Владимире", "Владимир"},
    {"Мэр Москвы Сергей Собянин", "Москва"},
    {"жители Набережных Челнов", "Набережные Челны"},
    {"в Нижнем Новгороде", "Нижний Новгород"},
    {"из Нижнего Новгорода", "Нижний Новгород"},
    {"в Ростове-на-Дону", "Ростов-на-Дону"},
    {"российские власти", "Россия"},
    {"белорусов и кыргызстанцев", "Беларусь (people); Кыргызстан (people)"},
    {"узбекистанцы", "Узбекистан (people)"},
    {"таджикистанцев", "Таджикистан (people)"},
    {"таджичек", "Таджикистан (people)"},
    {"в городе Казани", "Казань"},
    {"в г. Омске", "Омск"},
    {"Генпрокуратура РФ и США", "РФ; США"},
    {"Москва, Тула, Владимир", "Москва; Тула; Владимир"},
    {"в Татарстане и Республике Дагестан", "Татарстан; Республика Дагестан"},
    {"в Крыму", "Крым"},
    {"в Переславле-Залесском", "Переславль-Залесский"},
    {"в Орле и Химках", "Орёл; Химки"},
    {"из Химок", "Химки"},
    {"в Череповце", "Череповец"},
    {"Мир победит. Победа близка.", ""},
    {"Иван Москва", ""},
    {"в селе Ивантеевка", "Ивантеевка"},
    {"Жуковский, Домодедово и Шереметьево", "Жуковский; Домодедово; Шереметьево"},
    {"в Крокус Сити Холле", "Крокус Сити Холл"},
    {"теракт в «Крокусе»", "Крокус"},
    {"из Ханты-Мансийского автономного округа", "Ханты-Мансийский автономный округ"},
    {"в Московском районе", "Московский район"},
    {"в Тверском районном суде Москвы", "Москва"},
    {"Калининском районном суде Петербурга", "Петербург"},
    {"Московский городской суд", "Москва"},
    {"тюрьма Эвин в Тегеране", "тюрьма Эвин; Тегеран"},
    {"в Центральном районе", "Центральный район"},
    {"в Тверском районе", "Тверской район"},
    {"в Улан-Удэ", "Улан-Удэ"},
    {"в Алматы и Бишкеке", "Алматы; Бишкек"},
    {"СИЗО «Лефортово»", "СИЗО «Лефортово»"},
    {"в СИЗО на Окрестина", "Окрестина"},
    {"в Нью-Йорке", "Нью-Йорк"},
    {"в Кирове", "Киров"},
    {"в Грозном", "Грозный"},
    {"Грозный ответил", ""},
    {"в Гродненской области и Бресте", "Гродненская область; Брест"},
    {"в Жанаозене", "Жанаозен"},
    {"Рушанского района ГБАО", "Рушанский район; ГБАО"},
    {"в Нукусе, Каракалпакстан", "Нукус; Каракалпакстан"},
    {"в иранском Захедане", "Иран; Захедан"},
    {"в провинции Систан и Белуджистан", "провинция Систан и Белуджистан"},
    {"в Мариуполе и Херсоне", "Мариуполь; Херсон"},
    {"на Донбассе", "Донбасс"},
    {"на площади Таксим", "площадь Таксим"},
    {"в Урус-Мартановском районе Чечни", "Урус-Мартановский район; Чечня"},
    {"на рынке «Садовод» в Москве", "рынок «Садовод»; Москва"},
    {"в Красноярском крае", "Красноярский край"},
    {"якутян задержали", "Якутия (people)"},
    {"в Орске", "Орск"},
    {"прокурор Ташкентской области", "Ташкентская область"},
    {"в посёлке Металлострой", "Металлострой"},
    {"в деревне Путилково Московской области", "деревня Путилково; Московская область"},
    {"в Южно-Сахалинске", "Южно-Сахалинск"},
    {"Вера в победу", ""},
    {"в Люберцах и Мытищах", "Люберцы; Мытищи"},
    {"турецкие власти из Анкары", "Турция; Анкара"},
    {"украинцы из Запорожской области", "Украина (people); Запорожская область"},
    {"в Ленинградской области", "Ленинградская область"},
    {"в Подмосковье", "Подмосковье"},
    {"в Ленобласти", "Ленобласть"},
    {"на Кавказе и в Средней Азии", "Кавказ; Средняя Азия"},
    {"граждане стран Центральной Азии", "Центральная Азия"},
    {"из Мьянмы в Бангладеш", "Мьянма; Бангладеш"},
    {"гаитян депортировали из Доминиканской Республики", "Гаити (people); Доминиканская Республика"},
    {"афганцев выслали из Пакистана", "Афганистан (people); Пакистан"},
    {"в аэропорту Москвы", "Москва"},
    {"на улице Ленина в Перми", "улица Ленина; Пермь"},
    {"российско-украинской границы", "Украина"},
    {"чеченские силовики", "Чечня"},
    {"", ""},
};

TEST(Gazetteer, ListsEnglishPlaces)
{
    for (const Row& row : english) {
        EXPECT_EQ(listed(row.text, "en"), row.places) << row.text;
    }
}

TEST(Gazetteer, ListsRussianPlaces)
{
    for (const Row& row : russian) {
        EXPECT_EQ(listed(row.text, "ru"), row.places) << row.text;
    }
}

std::uint32_t one(std::string_view name, std::string_view language)
{
    const auto found = gazetteer().lookup(name, language);
    return found.empty() ? no_place : found.front();
}

TEST(Gazetteer, TellsThatTwoNamesAreOnePlace)
{
    const std::pair<const char*, const char*> names[] = {
        {"St. Petersburg", "Санкт-Петербурге"},
        {"Yekaterinburg", "Екатеринбурга"},
        {"Moscow region", "Московской области"},
        {"Myanmar", "Бирма"},
        {"Tatarstan", "Республика Татарстан"},
        {"Kyiv", "Киеве"},
        {"Pulkovo", "Пулково"},
        {"UAE", "ОАЭ"},
        {"Kyrgyzstan", "Киргизии"},
        {"Gaza", "Газе"},
        {"Tehran", "Тегеран"},
        {"Crimea", "Крыма"},
    };
    for (const auto& [en, ru] : names) {
        ASSERT_NE(one(en, "en"), no_place) << en;
        EXPECT_EQ(one(en, "en"), one(ru, "ru")) << en;
    }
}

TEST(Gazetteer, KnowsWhatLiesInWhat)
{
    const auto inside = [](const char* outer, const char* inner) { return gazetteer().contains(one(outer, "en"), one(inner, "en")); };
    EXPECT_TRUE(inside("Russia", "Saratov"));
    EXPECT_TRUE(inside("Moscow region", "Khimki"));
    EXPECT_TRUE(inside("Russia", "Pulkovo"));
    EXPECT_TRUE(inside("St. Petersburg", "Pulkovo"));
    EXPECT_TRUE(inside("Ukraine", "Crimea")); // UN General Assembly resolution 68/262
    EXPECT_TRUE(inside("Ukraine", "Simferopol"));
    EXPECT_FALSE(inside("Russia", "Crimea"));
    EXPECT_FALSE(inside("Moscow region", "Moscow"));
    EXPECT_FALSE(inside("Saratov", "Russia"));
    EXPECT_FALSE(gazetteer().contains(no_place, no_place));
}

TEST(Gazetteer, WeighsTheContextOfAName)
{
    const Gazetteer& places = gazetteer();
    EXPECT_EQ(places.place(places.resolve("Moscow", "en", {})).country, "RU");
    EXPECT_EQ(places.place(places.resolve("Hyderabad", "en", {})).country, "IN");
    EXPECT_EQ(places.place(places.resolve("Hyderabad", "en", {"PK", {}})).country, "PK");
    EXPECT_EQ(places.place(places.resolve("Tripoli", "en", {"", {one("Beirut", "en"), one("Lebanon", "en")}})).country, "LB");
    EXPECT_EQ(places.place(places.resolve("Georgia", "en", {})).kind, PlaceKind::country);
    EXPECT_EQ(places.resolve("Xyzzyville", "en", {}), no_place);
}

TEST(Gazetteer, SaysHowFarApart)
{
    const auto distance = gazetteer().distance_km(one("Moscow", "en"), one("Saint Petersburg", "en"));
    ASSERT_TRUE(distance);
    EXPECT_NEAR(*distance, 634, 10);
    EXPECT_FALSE(gazetteer().distance_km(no_place, 0));
}

TEST(Gazetteer, MarksAWeakReading)
{
    const auto weak = gazetteer().mentions("Кирову дали срок", "ru");
    ASSERT_EQ(weak.size(), 1U);
    EXPECT_TRUE(weak[0].weak);
    const auto sure = gazetteer().mentions("суд в Кирове", "ru");
    ASSERT_EQ(sure.size(), 1U);
    EXPECT_FALSE(sure[0].weak);
}

TEST(Gazetteer, NamesTheLineOfAMalformedTable)
{
    const auto message = [](std::string_view path, std::string_view content) {
        const std::vector<TableView> tables = {{"gazetteer.tsv", "RU\tc\tRU\t\t0\t0\t0\tRussia\tРоссия\n"}, {path, content}};
        try {
            const Gazetteer made(tables);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_NE(message("places.tsv", "# note\nx\tcastle\tRU\tX\t-\n").find("places.tsv:2: \"castle\""), std::string::npos);
    EXPECT_NE(message("places.tsv", "x\tsite\tQQ\tX\t-\n").find("places.tsv:1: no place \"QQ\""), std::string::npos);
    EXPECT_NE(message("places.tsv", "x\tsite\n").find("places.tsv:1: 2 fields"), std::string::npos);
    EXPECT_NE(message("adjectives_en.tsv", "\n\nRussian\tadverb\tRU\n").find("adjectives_en.tsv:3"), std::string::npos);
    EXPECT_NE(message("heads_ru.tsv", "край\tregion\tz\tboth\n").find("heads_ru.tsv:1"), std::string::npos);
    EXPECT_NE(message("evidence_en.tsv", "colour\tred\n").find("evidence_en.tsv:1"), std::string::npos);
    EXPECT_NE(message("names_en.tsv", "moscow\tMoscow\n").find("names_en.tsv:1"), std::string::npos);
    EXPECT_EQ(message("places.tsv", "x\tsite\tRU\tX\t-\n"), "");
}

TEST(RussianNames, DeclineByRule)
{
    const std::pair<const char*, const char*> forms[] = {
        {"саратов", "саратове"},
        {"казань", "казани"},
        {"казань", "казанью"},
        {"россия", "россией"},
        {"елец", "ельца"},
        {"уфа", "уфе"},
        {"шанхай", "шанхаем"},
        {"жуковский", "жуковским"},
        {"тверская", "тверской"},
        {"сочи", "сочи"},
        {"бендеры", "бендерах"},
        {"приморье", "приморьем"},
        {"орехово-зуево", "орехово-зуеве"},
        {"ростов-на-дону", "ростову-на-дону"},
        {"грозный", "грозного"},
        {"черногория", "черногории"},
        {"каменск-уральский", "каменске-уральском"},
    };
    for (const auto& [nominative, form] : forms) {
        EXPECT_TRUE(ru::declines(nominative, form)) << nominative << " " << form;
    }
    EXPECT_FALSE(ru::declines("саратов", "самаре"));
    EXPECT_FALSE(ru::declines("уфа", "уфология"));
    EXPECT_FALSE(ru::declines("сочи", "сочинить"));
}

/// By decoding from the start, since in malformed text a stray continuation byte is a code point of its own.
bool begins_code_point(std::string_view text, std::size_t offset)
{
    std::size_t at = 0;
    while (at < offset) {
        at += utf8::decode(text, at).length;
    }
    return at == offset;
}

/// What holds of any text: spans in range, on code points, in order, without overlap.
void check_spans(const std::string& text, std::string_view language)
{
    std::size_t last = 0;
    for (const PlaceMention& mention : gazetteer().mentions(text, language)) {
        RC_ASSERT(mention.span.begin >= last);
        RC_ASSERT(mention.span.begin < mention.span.end);
        RC_ASSERT(mention.span.end <= text.size());
        RC_ASSERT(begins_code_point(text, mention.span.begin));
        RC_ASSERT(begins_code_point(text, mention.span.end));
        RC_ASSERT(!mention.nominative.empty());
        RC_ASSERT(mention.place == no_place || mention.place < gazetteer().size());
        last = mention.span.end;
    }
}

RC_GTEST_PROP(GazetteerProperty, SpansAreSoundOnAnyBytes, (const std::string& bytes))
{
    check_spans(bytes, "en");
    check_spans(bytes, "ru");
}

RC_GTEST_PROP(GazetteerProperty, SpansAreSoundOnMutatedText, ())
{
    std::string text;
    const auto rows = *rc::gen::container<std::vector<int>>(6, rc::gen::inRange(0, 60));
    for (const int row : rows) {
        text += std::string(row % 2 == 0 ? russian[row].text : english[row].text) + (row % 3 == 0 ? ", " : " ");
    }
    const int mutations = *rc::gen::inRange(0, 8);
    for (int i = 0; i < mutations && !text.empty(); ++i) {
        text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    }
    check_spans(text, "en");
    check_spans(text, "ru");
}

} // namespace
} // namespace khronika::language
