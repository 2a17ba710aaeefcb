// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/noun_phrase.h"

#include "base/utf8.h"
#include "language/ru_surnames.h"

#include <algorithm>

namespace khronika::language {

namespace {

constexpr std::array cases = {Case::nominative, Case::genitive, Case::dative, Case::accusative, Case::instrumental, Case::locative};
constexpr double expected_weight = 20;   // the case that the context tells outweighs any frequency
constexpr std::size_t longest_name = 4;  // given name, patronymic, surname, particle
constexpr float rare_given_name = 0.02F; // below it a capitalised word is rather something else

bool is_adjectival(const WordReading& reading)
{
    const PartOfSpeech part = reading.form.grammar.part;
    return part == PartOfSpeech::adjective || part == PartOfSpeech::participle;
}

bool is_noun(const WordReading& reading)
{
    return reading.form.grammar.part == PartOfSpeech::noun && !reading.form.vocative;
}

bool is_opening(char32_t c)
{
    return c == 0xAB || c == 0x201E || c == 0x201C;
}

bool is_closing(char32_t c)
{
    return c == 0xBB || c == 0x201D;
}

bool is_word_character(char32_t c)
{
    return utf8::is_letter(c) || utf8::is_digit(c) || c == U'-' || c == U'\'' || c == 0x2019;
}

std::size_t capitals_at_start(std::string_view word)
{
    std::size_t at = 0;
    while (at < word.size()) {
        const utf8::Decoded next = utf8::decode(word, at);
        if (!utf8::is_upper(next.code_point)) {
            break;
        }
        at += next.length;
    }
    return at;
}

bool is_one_space(std::string_view between)
{
    return between == " " || between == "\xC2\xA0" || between == ". " || between == ".\xC2\xA0" || between == ".";
}

bool named(const Grammar& grammar)
{
    return grammar.is_surname || grammar.is_patronymic || grammar.is_given_name;
}

} // namespace

NounPhrase::NounPhrase(const Dictionary& dictionary, std::string_view phrase) : m_dictionary(dictionary)
{
    split(phrase);
}

void NounPhrase::split(std::string_view phrase)
{
    std::size_t previous = 0;
    std::size_t quotes = 0;
    for (std::size_t at = 0; at < phrase.size();) {
        const utf8::Decoded next = utf8::decode(phrase, at);
        if (!is_word_character(next.code_point)) {
            if (is_opening(next.code_point) && !m_words.empty()) {
                ++quotes;
            } else if (is_closing(next.code_point) && quotes > 0) {
                --quotes;
            }
            at += next.length;
            continue;
        }
        std::size_t end = at;
        while (end < phrase.size() && is_word_character(utf8::decode(phrase, end).code_point)) {
            end += utf8::decode(phrase, end).length;
        }
        add_word(phrase.substr(previous, at - previous), phrase.substr(at, end - at), quotes);
        previous = at = end;
    }
    m_tail = phrase.substr(previous);
}

void NounPhrase::add_word(std::string_view before, std::string_view word, std::size_t quotes)
{
    Word out;
    out.before = before;
    out.written = word;
    out.quoted = quotes > 0;
    const std::size_t capitals = capitals_at_start(word);
    out.capital = capitals > 0;
    out.abbreviation = capitals > utf8::decode(word, 0).length;
    if (auto bytes = to_cp1251(word)) {
        out.bytes = std::move(*bytes);
    }
    if (!out.bytes.empty() && !out.abbreviation) {
        out.readings = read_word(m_dictionary, out.bytes);
        if (!out.capital) {
            std::erase_if(out.readings, [](const WordReading& r) { return named(r.form.grammar) || r.form.grammar.is_place; });
        }
    }
    m_words.push_back(std::move(out));
}

/// "МИДе" → "МИД": the ending that an abbreviation takes in small letters.
bool NounPhrase::strip_abbreviation(Word& word)
{
    const std::size_t capitals = capitals_at_start(word.written);
    const std::string_view rest = std::string_view(word.written).substr(capitals);
    for (const std::string_view ending : {"а", "у", "ом", "ем", "е", "ы", "и", "ов", "ам", "ами", "ах"}) {
        if (rest == ending) {
            word.written.resize(capitals);
            return true;
        }
    }
    return false;
}

std::string NounPhrase::joined() const
{
    std::string out;
    for (const Word& word : m_words) {
        out += word.before + word.written;
    }
    return out + m_tail;
}

bool NounPhrase::is_given_name(const Word& word) const
{
    return word.capital && std::any_of(word.readings.begin(), word.readings.end(), [](const WordReading& r) {
               return r.form.grammar.is_given_name && !r.guessed && r.score >= rare_given_name;
           });
}

/// "Мадаминов" alone is a surname in the nominative before it is many of something in the genitive.
bool NounPhrase::is_unknown_surname(const Word& word) const
{
    const bool guessed = !word.readings.empty() && word.readings.front().guessed;
    const std::string folded = utf8::fold(word.written);
    const auto ends = [&](std::string_view ending) { return folded.ends_with(ending); };
    return word.capital && guessed && (ends("ов") || ends("ев") || ends("ский"));
}

std::size_t NounPhrase::name_end(std::size_t begin) const
{
    std::size_t end = begin + 1;
    while (end < m_words.size() && end < begin + longest_name && is_one_space(m_words[end].before)) {
        const Word& word = m_words[end];
        const bool particle = ru::is_name_particle(utf8::fold(word.written));
        if (!particle && (!word.capital || word.bytes.empty() || word.abbreviation)) {
            break;
        }
        ++end;
    }
    return end;
}

/// A noun that is declined as an adjective is.
bool NounPhrase::is_like_adjective(const WordReading& reading) const
{
    const std::string lemma = reading.inflected(m_dictionary.form({reading.reference.paradigm, 0}));
    // ое, ее, ый, ий, ая in windows-1251
    for (const std::string_view ending : {"\xEE\xE5", "\xE5\xE5", "\xFB\xE9", "\xE8\xE9", "\xE0\xFF"}) {
        if (lemma.ends_with(ending)) {
            return true;
        }
    }
    return false;
}

/// The head of the phrase: its first noun after the adjectives; past the end where it has none.
std::size_t NounPhrase::head_index() const
{
    const std::size_t none = m_words.size();
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const Word& word = m_words[i];
        if (word.quoted || word.readings.empty()) {
            return i > 0 && !word.quoted ? i - 1 : none;
        }
        float noun = 0;
        bool any_noun = false;
        float adjective = 0;
        for (const WordReading& reading : word.readings) {
            // "первое", "дежурный" are nouns only where no other noun follows.
            const bool counts = is_noun(reading) && !is_like_adjective(reading);
            noun = counts ? std::max(noun, reading.score) : noun;
            any_noun = any_noun || is_noun(reading);
            adjective = is_adjectival(reading) ? std::max(adjective, reading.score) : adjective;
        }
        const bool last = i + 1 == m_words.size() || m_words[i + 1].quoted || m_words[i + 1].bytes.empty();
        if (!any_noun && adjective == 0) {
            return i > 0 ? i - 1 : none; // "уполномоченной по правам": the adjective stands for a noun
        }
        if (last || noun >= adjective) {
            return i;
        }
    }
    return none;
}

const WordReading* NounPhrase::fitting(const Word& word, const Agreement& wanted, bool noun) const
{
    for (const WordReading& reading : word.readings) {
        const Grammar& grammar = reading.form.grammar;
        const bool part = noun ? (is_noun(reading) || is_adjectival(reading)) : is_adjectival(reading);
        const bool gender = wanted.number == Number::plural || grammar.gender == wanted.gender || grammar.gender == Gender::none;
        if (part && grammar.grammatical_case == wanted.grammatical_case && grammar.number == wanted.number && gender) {
            return &reading;
        }
    }
    return nullptr;
}

double NounPhrase::fit(const Word& word, const Agreement& agreement, bool noun) const
{
    const WordReading* reading = fitting(word, agreement, noun);
    return reading == nullptr ? 0 : static_cast<double>(reading->score);
}

/// A person named after the head is most likely its apposition: "правозащитницы Валентины Чупик" is one in the genitive.
double NounPhrase::apposition_weight(std::size_t head, Case grammatical_case) const
{
    constexpr double agrees = 5;
    for (std::size_t i = head + 1; i < m_words.size(); ++i) {
        if (m_words[i].quoted || !is_given_name(m_words[i])) {
            continue;
        }
        const std::size_t end = name_end(i);
        return std::any_of(m_words[i].readings.begin(), m_words[i].readings.end(),
                           [&](const WordReading& reading) {
                               return reading.form.grammar.is_given_name && reading.form.grammar.grammatical_case == grammatical_case &&
                                      person_score(i, end, i, reading) > 0;
                           })
                   ? agrees
                   : 1;
    }
    return 1;
}

NounPhrase::Agreement NounPhrase::agreement(std::size_t head, Case expected) const
{
    Agreement best;
    for (const Case grammatical_case : cases) {
        for (const Number number : {Number::singular, Number::plural}) {
            for (const Gender gender : {Gender::masculine, Gender::feminine, Gender::neuter}) {
                Agreement candidate{grammatical_case, number, gender, 1};
                for (std::size_t i = 0; i <= head; ++i) {
                    candidate.score *= fit(m_words[i], candidate, i == head);
                }
                candidate.score *= grammatical_case == expected ? expected_weight : 1;
                candidate.score *= number == Number::singular ? apposition_weight(head, grammatical_case) : 1;
                if (candidate.score > best.score) {
                    best = candidate;
                }
            }
        }
    }
    return best;
}

void NounPhrase::rewrite(Word& word, std::string_view nominative) const
{
    std::string out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < nominative.size();) {
        const utf8::Decoded letter = utf8::decode(nominative, i);
        i += letter.length;
        char32_t c = letter.code_point;
        if (at < word.written.size()) {
            const utf8::Decoded old = utf8::decode(word.written, at);
            at += old.length;
            // As the text writes it, е for ё or ё.
            if ((c == 0x451 || c == 0x435) && (utf8::lower(old.code_point) == 0x435 || utf8::lower(old.code_point) == 0x451)) {
                c = utf8::lower(old.code_point);
            }
            if (utf8::is_upper(old.code_point)) {
                c = utf8::upper(c);
            }
        }
        utf8::append(out, c);
    }
    word.written = out;
}

void NounPhrase::put_nominative(Word& word, const WordReading& reading, Gender gender) const
{
    const Grammar& own = reading.form.grammar;
    if (own.grammatical_case == Case::nominative) {
        return;
    }
    // One paradigm may hold two words ("один", "первый"): the form that shares most with what is written is its own.
    const std::string written = reading.inflected(reading.form);
    std::string best;
    std::size_t best_shared = 0;
    for (std::uint16_t i = 0; i < m_dictionary.forms(reading.reference.paradigm); ++i) {
        const Form form = m_dictionary.form({reading.reference.paradigm, i});
        const Grammar& grammar = form.grammar;
        const bool fits = grammar.part == own.part && grammar.grammatical_case == Case::nominative && grammar.number == own.number &&
                          (own.number == Number::plural || grammar.gender == gender || grammar.gender == own.gender);
        if (!fits || form.vocative || grammar.voice != own.voice || grammar.tense != own.tense ||
            grammar.is_patronymic != own.is_patronymic || grammar.is_given_name != own.is_given_name) {
            continue;
        }
        std::string bytes = reading.inflected(form);
        const auto shared =
            static_cast<std::size_t>(std::mismatch(bytes.begin(), bytes.end(), written.begin(), written.end()).first - bytes.begin());
        if (best.empty() || shared > best_shared) {
            best_shared = shared;
            best = std::move(bytes);
        }
    }
    if (!best.empty()) {
        std::string text;
        append_utf8(text, best);
        rewrite(word, text);
    }
}

double NounPhrase::person_score(std::size_t begin, std::size_t end, std::size_t given, const WordReading& reading) const
{
    const Grammar& grammar = reading.form.grammar;
    double score = static_cast<double>(reading.score);
    for (std::size_t i = begin; i < end; ++i) {
        if (i == given || m_words[i].written.size() <= 2) {
            continue;
        }
        const bool listed = std::any_of(m_words[i].readings.begin(), m_words[i].readings.end(), [&](const WordReading& other) {
            return !other.guessed && named(other.form.grammar) && other.form.grammar.grammatical_case == grammar.grammatical_case &&
                   (other.form.grammar.gender == grammar.gender || other.form.grammar.gender == Gender::none);
        });
        constexpr double by_rule = 0.6; // a known surname in that case is better evidence than an ending that may be one
        const bool possible = ru::surname_nominative(utf8::fold(m_words[i].written), grammar.gender, grammar.grammatical_case).has_value();
        score *= listed ? 1 : (possible ? by_rule : 0);
    }
    return score;
}

void NounPhrase::decline_person(std::size_t begin, std::size_t end, Case expected)
{
    std::size_t given = begin;
    while (given < end && !is_given_name(m_words[given])) {
        ++given;
    }
    if (given == end) {
        return;
    }
    double best_score = 0;
    const WordReading* best = nullptr;
    for (const WordReading& reading : m_words[given].readings) {
        const Grammar& grammar = reading.form.grammar;
        if (!grammar.is_given_name || reading.form.vocative || grammar.number != Number::singular) {
            continue;
        }
        const double weight = grammar.grammatical_case == expected ? expected_weight : 1;
        const double score = person_score(begin, end, given, reading) * weight;
        if (score > best_score) {
            best_score = score;
            best = &reading;
        }
    }
    if (best == nullptr || best->form.grammar.grammatical_case == Case::nominative) {
        return;
    }
    const Grammar chosen = best->form.grammar;
    for (std::size_t i = begin; i < end; ++i) {
        Word& word = m_words[i];
        if (i == given) {
            put_nominative(word, WordReading(*best), chosen.gender);
            continue;
        }
        const auto known = std::find_if(word.readings.begin(), word.readings.end(), [&](const WordReading& r) {
            return !r.guessed && named(r.form.grammar) && r.form.grammar.number == Number::singular &&
                   r.form.grammar.grammatical_case == chosen.grammatical_case &&
                   (r.form.grammar.gender == chosen.gender || r.form.grammar.gender == Gender::none);
        });
        if (known != word.readings.end() && !known->form.grammar.is_fixed) {
            put_nominative(word, WordReading(*known), chosen.gender);
        } else if (const auto surname = ru::surname_nominative(utf8::fold(word.written), chosen.gender, chosen.grammatical_case)) {
            rewrite(word, *surname);
        }
    }
}

std::string NounPhrase::nominative(Case expected)
{
    if (m_words.empty() || m_words[0].bytes.empty() || expected == Case::nominative) {
        return joined();
    }
    if (m_words[0].abbreviation) {
        static_cast<void>(strip_abbreviation(m_words[0]));
        return joined();
    }
    if (is_given_name(m_words[0])) {
        decline_person(0, name_end(0), expected);
        return joined();
    }
    const std::size_t head = head_index();
    if (head == m_words.size() || (expected == Case::none && head == 0 && is_unknown_surname(m_words[0]))) {
        return joined();
    }
    const Agreement found = agreement(head, expected);
    if (found.score == 0 || found.grammatical_case == Case::nominative) {
        return joined();
    }
    bool animate = false;
    for (std::size_t i = 0; i <= head; ++i) {
        const WordReading reading = *fitting(m_words[i], found, i == head);
        animate = i == head && reading.form.grammar.animacy == Animacy::animate;
        put_nominative(m_words[i], reading, found.gender);
    }
    for (std::size_t i = head + 1; i < m_words.size(); ++i) {
        if (m_words[i].capital && !m_words[i].quoted && is_given_name(m_words[i])) {
            decline_person(i, name_end(i), found.grammatical_case);
            break;
        }
        // "адвоката Мадаминова": a surname alone in apposition to a person.
        const bool alone = animate && i == head + 1 && m_words[i].capital && is_one_space(m_words[i].before) && name_end(i) == i + 1;
        const bool surname = alone && !m_words[i].readings.empty() && m_words[i].readings.front().form.grammar.is_surname;
        if (surname) {
            const Grammar& grammar = m_words[i].readings.front().form.grammar;
            const auto nominative = ru::surname_nominative(utf8::fold(m_words[i].written), grammar.gender, found.grammatical_case);
            if (nominative) {
                rewrite(m_words[i], *nominative);
            }
            break;
        }
    }
    return joined();
}

} // namespace khronika::language
