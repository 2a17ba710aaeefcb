// SPDX-License-Identifier: GPL-3.0-or-later
// Known paragraphs, quotes sampled from a text, and how far one string is from another.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::support {

inline const std::vector<std::string>& russian_paragraphs()
{
    static const std::vector<std::string> paragraphs{
        "Сотрудники полиции 28 марта 2024 года провели проверку на рынке в Люберцах и доставили в отдел 48 человек, сообщила "
        "пресс-служба главного управления. Из них 12 составили протоколы, 7 передали судебным приставам для выдворения, остальных "
        "отпустили после установления личности.",
        "Юрист, который представляет задержанных, говорит о 61 доставленном: по его словам, часть людей держали в автобусе до "
        "четырёх часов ночи без воды и не вносили в журнал. «Мы просили показать записи, но нам отказали», — сказал он.",
        "В районном суде за ту же неделю рассмотрели 35 дел об административных правонарушениях. В 29 случаях суд назначил штраф и "
        "выдворение, в четырёх ограничился штрафом, два дела вернули на доработку. Защита обжаловала одиннадцать постановлений.",
        "Правозащитники напоминают, что закон требует вызвать переводчика и сообщить консульству о задержании в течение суток. За "
        "первый квартал они записали 240 обращений; в прошлом году за тот же срок их было 155.",
        "Представитель посольства подтвердил, что граждан республики было не менее двадцати. Список передан в министерство, "
        "ответа пока нет. Общественная организация собирает свидетельства и просит очевидцев не публиковать имена.",
    };
    return paragraphs;
}

inline const std::vector<std::string>& english_paragraphs()
{
    static const std::vector<std::string> paragraphs{
        "Police searched the market in Lyubertsy on 28 March 2024 and took 48 people to the station, the regional press office said. "
        "Protocols were drawn up against 12 of them, 7 were handed over to bailiffs for removal, and the rest were released once "
        "their identity had been established.",
        "A lawyer for the detainees speaks of 61 people: some, he says, were held in a bus until four in the morning without water "
        "and never entered in the register. \"We asked to see the records and were refused,\" he said.",
        "In the same week the district court heard 35 administrative cases. It imposed a fine and removal in 29 of them, a fine "
        "alone in four, and sent two back to be completed. The defence has appealed against eleven of the rulings.",
        "Human rights groups point out that the law requires an interpreter and notice to the consulate within a day. They recorded "
        "240 complaints in the first quarter; in the same period of last year there had been 155.",
        "A spokesman for the embassy confirmed that at least twenty of those held were its citizens. A list has been sent to the "
        "ministry, and no answer has come so far.",
    };
    return paragraphs;
}

/// White space folded to single spaces.
inline std::string folded(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    while (out.ends_with(' ')) {
        out.pop_back();
    }
    return out;
}

inline std::u32string characters(std::string_view text)
{
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        char32_t c = length == 1 ? first : first & (0x7FU >> length);
        for (std::size_t j = 1; j < length && i + j < text.size(); ++j) {
            c = (c << 6U) | (static_cast<unsigned char>(text[i + j]) & 0x3FU);
        }
        out += c;
        i += length;
    }
    return out;
}

/// The character error rate of `got`: edits to make it `want`, as a share of its characters; white space counts as one space.
inline double character_error(std::string_view got, std::string_view want)
{
    const std::u32string a = characters(folded(got));
    const std::u32string b = characters(folded(want));
    std::vector<std::size_t> before(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        before[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::vector<std::size_t> now(b.size() + 1, i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
        }
        before = std::move(now);
    }
    return static_cast<double>(before.back()) / static_cast<double>(b.size());
}

/// `count` runs of one to six whole words within lines of `content`, the same at each run.
struct Quote {
    std::size_t begin = 0;
    std::size_t end = 0;
};
inline std::vector<Quote> sampled_quotes(std::string_view content, std::size_t count)
{
    std::vector<std::vector<Quote>> lines(1);
    for (std::size_t i = 0; i < content.size();) {
        if (content[i] == '\n') {
            lines.emplace_back();
        }
        if (content[i] == ' ' || content[i] == '\n' || content[i] == '\t') {
            ++i;
            continue;
        }
        const std::size_t end = std::min(content.find_first_of(" \n\t", i), content.size());
        lines.back().push_back({i, end});
        i = end;
    }
    std::erase_if(lines, [](const auto& line) { return line.empty(); });
    std::vector<Quote> out;
    std::uint64_t state = 20240403;
    while (!lines.empty() && out.size() < count) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto& line = lines[(state >> 33U) % lines.size()];
        const std::size_t first = (state >> 17U) % line.size();
        const std::size_t last = std::min(first + (state >> 50U) % 6, line.size() - 1);
        out.push_back({line[first].begin, line[last].end});
    }
    return out;
}

} // namespace khronika::support
