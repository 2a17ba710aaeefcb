// SPDX-License-Identifier: GPL-3.0-or-later
// Made-up lists of people of Central Asia and Russia, with the truth. Three lists write each person in their own way: in Cyrillic;
// in Latin letters as passports do (kh, zh, yu); in Latin letters as in Uzbekistan (x, j, yu), where a son's surname in -ov may
// stand as -zoda. A person is in each list with probability .6, in at least one. Error model of a record: a slip of one letter in
// the given name .06 and in the surname .06; given name as an initial .03; the two names swapped .03; of the birth date one digit
// changed .04, only the year .05, gone .04; patronymic gone .25, place gone .10.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::test {

struct PersonRecord {
    std::uint32_t list = 0;
    std::uint32_t person = 0;
    std::array<std::string, 5> values; ///< given name, surname, patronymic, birth date, place
};

class PeopleMaker {
public:
    explicit PeopleMaker(std::uint64_t seed) : m_state(seed) {}

    std::vector<PersonRecord> make(std::uint32_t people)
    {
        std::vector<PersonRecord> out;
        for (std::uint32_t person = 0; person < people; ++person) {
            const Person truth = draw_person();
            const std::uint32_t sure = below(3);
            for (std::uint32_t list = 0; list < 3; ++list) {
                if (chance(0.6) || list == sure) {
                    out.push_back({list, person, written(truth, list)});
                }
            }
        }
        return out;
    }

private:
    struct Person {
        std::u32string given, stem, ending, father, place;
        bool woman = false;
        unsigned year = 0, month = 0, day = 0;
    };

    std::uint64_t draw()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
        return x ^ (x >> 31U);
    }
    std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(draw() % count); }
    bool chance(double p) { return static_cast<double>(draw() >> 11U) * 0x1.0p-53 < p; }
    template <std::size_t N>
    std::u32string pick(const std::array<std::u32string_view, N>& from)
    {
        // The less of two draws: some names are common, as names are.
        const std::uint32_t a = below(N);
        const std::uint32_t b = below(N);
        return std::u32string(from[a < b ? a : b]);
    }

    Person draw_person()
    {
        static constexpr std::array<std::u32string_view, 48> men = {
            U"Мухаммад", U"Рустам",   U"Фаррух",   U"Ҷамшед",  U"Алишер",  U"Шухрат", U"Бахтиёр",  U"Хуршед",   U"Сергей",  U"Александр",
            U"Дмитрий",  U"Алексей",  U"Юсуф",     U"Абдулло", U"Ғайрат",  U"Қодир",  U"Зафар",    U"Илҳом",    U"Иброҳим", U"Исмоил",
            U"Комил",    U"Саид",     U"Сироҷ",    U"Темур",   U"Улуғбек", U"Умед",   U"Файзулло", U"Холмурод", U"Шавкат",  U"Эркин",
            U"Ёқуб",     U"Азиз",     U"Нурлан",   U"Бакыт",   U"Эрмек",   U"Талант", U"Андрей",   U"Николай",  U"Евгений", U"Михаил",
            U"Виктор",   U"Владимир", U"Манучеҳр", U"Парвиз",  U"Далер",   U"Сухроб", U"Фирдавс",  U"Ҳасан"};
        static constexpr std::array<std::u32string_view, 32> women = {
            U"Гулнора",   U"Зарина",  U"Мадина",  U"Нигора", U"Фотима",  U"Шаҳло",   U"Юлия",      U"Анна",
            U"Екатерина", U"Наталья", U"Мавҷуда", U"Саодат", U"Дилором", U"Хуршеда", U"Парвина",   U"Ойгуль",
            U"Айгуль",    U"Жылдыз",  U"Назира",  U"Ҷамила", U"Ирина",   U"Ольга",   U"Татьяна",   U"Светлана",
            U"Мунира",    U"Манижа",  U"Рухшона", U"Сурайё", U"Шоира",   U"Зулфия",  U"Қурбонгул", U"Ҳилола"};
        static constexpr std::array<std::u32string_view, 72> stems = {
            U"Рахим",   U"Карим",    U"Назар",   U"Шариф",   U"Саид",     U"Юсуп",    U"Махмад", U"Холмат", U"Иван",
            U"Петр",    U"Кузнец",   U"Қурбон",  U"Ғафур",   U"Ҳаким",    U"Ҷалил",   U"Мирзо",  U"Норқул", U"Раҷаб",
            U"Сафар",   U"Тошмат",   U"Усмон",   U"Файз",    U"Холиқ",    U"Шокир",   U"Эргаш",  U"Юлдаш",  U"Яҳё",
            U"Абдулло", U"Бобо",     U"Валиҷон", U"Давлат",  U"Ёр",       U"Зиё",     U"Исмоил", U"Латиф",  U"Маҳмуд",
            U"Неъмат",  U"Одил",     U"Пулат",   U"Қосим",   U"Рашид",    U"Собир",   U"Турсун", U"Умар",   U"Фозил",
            U"Ҳамид",   U"Чориқул",  U"Шамс",    U"Алимжан", U"Бекмурат", U"Жумабай", U"Кадыр",  U"Мамат",  U"Орозбай",
            U"Сыдык",   U"Токтогул", U"Асан",    U"Эсен",    U"Семён",    U"Фёдор",   U"Щербак", U"Цвет",   U"Чернышев",
            U"Михайл",  U"Никит",    U"Яковл",   U"Захар",   U"Ғулом",    U"Хайдар",  U"Ҷура",   U"Зокир",  U"Нур"};
        static constexpr std::array<std::u32string_view, 14> places = {U"Душанбе", U"Худжанд", U"Самарканд", U"Ташкент", U"Бишкек",
                                                                       U"Ош",      U"Андижан", U"Фергана",   U"Куляб",   U"Бохтар",
                                                                       U"Москва",  U"Джизак",  U"Наманган",  U"Хорог"};
        Person out;
        out.woman = chance(0.3);
        out.given = out.woman ? pick(women) : pick(men);
        out.stem = std::u32string(stems[below(stems.size())]);
        // Half of the families bear a name of two parts, so that there are as many surnames as in a country.
        if (chance(0.5)) {
            out.stem += std::array<std::u32string_view, 6>{U"али", U"жон", U"бек", U"улло", U"мурод", U"иддин"}[below(6)];
        }
        out.ending = chance(0.8) ? U"ов" : U"зода";
        out.father = pick(men);
        out.place = places[below(places.size())];
        out.year = 1945 + below(60);
        out.month = 1 + below(12);
        out.day = 1 + below(28);
        return out;
    }

    static std::string utf8_of(const std::u32string& text)
    {
        std::string out;
        for (const char32_t c : text) {
            if (c < 0x80) {
                out.push_back(static_cast<char>(c));
            } else {
                out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
                out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
            }
        }
        return out;
    }

    static std::u32string lower(const std::u32string& text)
    {
        std::u32string out;
        for (const char32_t c : text) {
            if (c >= U'А' && c <= U'Я') {
                out.push_back(c + 0x20);
            } else if (c == U'Ё') {
                out.push_back(U'ё');
            } else if (c == U'Қ' || c == U'Ғ' || c == U'Ҳ' || c == U'Ҷ') {
                out.push_back(c + 1);
            } else {
                out.push_back(c);
            }
        }
        return out;
    }

    static std::string latin(const std::u32string& text, bool uzbek)
    {
        static const std::u32string from = U"абвгдежзийклмнопрстуфхцчшщъыьэюяёқғҳҷ";
        static constexpr std::array<std::string_view, 37> passport = {
            "a", "b", "v",  "g",  "d",  "e",  "zh",   "z", "i", "y", "k", "l",  "m",  "n",  "o", "p", "r",  "s", "t",
            "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya", "yo", "k", "g", "kh", "j"};
        static constexpr std::array<std::string_view, 37> national = {
            "a", "b", "v", "g",  "d",  "e",  "j",  "z", "i", "y", "k", "l",  "m",  "n",  "o", "p",  "r", "s", "t",
            "u", "f", "x", "ts", "ch", "sh", "sh", "'", "i", "",  "e", "yu", "ya", "yo", "q", "g'", "h", "j"};
        std::string out;
        for (const char32_t c : lower(text)) {
            const std::size_t at = from.find(c);
            out += at == std::u32string::npos ? std::string_view(" ") : uzbek ? national[at] : passport[at];
        }
        return out;
    }

    /// One letter left out, doubled or put for another, behind the first.
    std::u32string slipped(std::u32string text)
    {
        if (text.size() < 4) {
            return text;
        }
        const std::size_t at = 1 + below(static_cast<std::uint32_t>(text.size() - 1));
        switch (below(3)) {
        case 0:
            return text.erase(at, 1);
        case 1:
            text[at] = U'а' + below(32);
            return text;
        default:
            std::swap(text[at - 1], text[at]);
            return text;
        }
    }

    std::string date(const Person& person)
    {
        if (chance(0.04)) {
            return {};
        }
        if (chance(0.05)) {
            return std::to_string(person.year);
        }
        const bool wrong = chance(0.04);
        const unsigned day = wrong ? 1 + (person.day + 9) % 28 : person.day;
        return std::to_string(day) + "." + std::to_string(person.month) + "." + std::to_string(person.year);
    }

    std::array<std::string, 5> written(const Person& person, std::uint32_t list)
    {
        const auto in_script = [&](const std::u32string& text) { return list == 0 ? utf8_of(text) : latin(text, list == 2); };
        const bool zoda = person.ending == U"зода" || (list == 2 && !person.woman && chance(0.15));
        std::u32string given = chance(0.06) ? slipped(person.given) : person.given;
        std::u32string surname = person.stem + (zoda ? U"зода" : person.woman ? U"ова" : U"ов");
        surname = chance(0.06) ? slipped(surname) : surname;
        given = chance(0.03) ? given.substr(0, 1) : given;
        if (chance(0.03)) {
            std::swap(given, surname);
        }
        const std::u32string patronymic =
            list == 2 ? person.father + (person.woman ? U" қизи" : U" уғли") : person.father + (person.woman ? U"овна" : U"ович");
        return {in_script(given), in_script(surname), chance(0.25) ? std::string() : in_script(patronymic), date(person),
                chance(0.10) ? std::string() : in_script(person.place)};
    }

    std::uint64_t m_state;
};

} // namespace khronika::test
