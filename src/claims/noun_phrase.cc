// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/noun_phrase.h"

#include "base/utf8.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::TokenKind;

namespace {

bool joins_english(std::string_view word)
{
    return word == "of" || word == "for" || word == "from" || word == "'s";
}

/// Quoted names within a phrase are short; a long quotation is speech.
bool long_quotation(const Document& document, TokenIndex i)
{
    constexpr TokenIndex longest_name = 6;
    const std::uint32_t q = document.quotation_of[i];
    return q != none && document.quotations[q].length() > longest_name;
}

/// True for a word that no noun phrase goes across.
bool breaks(const Document& document, TokenIndex i)
{
    const auto& token = document.token(i);
    if (document.quote_mark(i) || token.text == "-" || token.text == "&" || token.text == "." || token.text == "'s" || token.text == "’s" ||
        token.text == "/") {
        return false;
    }
    if (token.kind == TokenKind::punctuation || token.kind == TokenKind::newline) {
        return true;
    }
    // "«Комитета против пыток»": within the marks of a name nothing ends it.
    if (!document.english() && document.quotation_of[i] != none && !long_quotation(document, i)) {
        return false;
    }
    if (joins_english(token.folded)) {
        return false;
    }
    // "the Committee to Protect Journalists".
    if (token.folded == "to" && i > 0 && i + 1 < document.tokens.size() && document.token(i - 1).capital && document.token(i + 1).capital &&
        document.place_of[i - 1] == none && document.place_of[i + 1] == none) {
        return false;
    }
    // "жена одного из задержанных".
    if (token.folded == "из" && i > 0 && (document.folded(i - 1).starts_with("одн") || document.folded(i - 1) == "один")) {
        return false;
    }
    const bool name = token.capital;
    if (document.begins(i, Class::speech) != nullptr && !name) {
        return true;
    }
    if (document.begins(i, Class::citing) != nullptr || document.begins(i, Class::according) != nullptr) {
        return true;
    }
    const bool within_name = document.english() && document.is(i, Class::preposition) && i > 0 && i + 1 < document.tokens.size() &&
                             document.token(i - 1).capital && document.token(i + 1).capital && document.date_of[i] == none &&
                             document.date_of[i + 1] == none;
    const bool joined_names = document.english() && token.folded == "and" && i > 1 && i + 1 < document.tokens.size() &&
                              document.token(i - 1).capital && document.token(i + 1).capital && document.place_of[i - 1] == none &&
                              joins_english(document.folded(i - 2));
    if (within_name || joined_names) {
        return false;
    }
    return !name && (document.is(i, Class::preposition) || document.is(i, Class::conjunction) || document.is(i, Class::relative_pronoun) ||
                     document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) || document.is(i, Class::auxiliary_will));
}

bool ends_sentence_dot(const Document& document, TokenIndex i)
{
    return document.token(i).text == "." && (i + 1 >= document.tokens.size() || document.sentence_of[i] != document.sentence_of[i + 1]);
}

TokenRange trim(const Document& document, TokenRange range)
{
    while (!range.empty()) {
        const auto& first = document.token(range.first);
        const bool determiner = document.is(range.first, Class::determiner) &&
                                !(first.capital && range.first != document.sentences[document.sentence_of[range.first]].first);
        if (determiner || first.text == "." || first.text == "-" || joins_english(first.folded) || document.date_of[range.first] != none ||
            first.text == "’s") {
            ++range.first;
            continue;
        }
        break;
    }
    while (!range.empty()) {
        const auto& last = document.token(range.last);
        const bool stray_open = document.quote_mark(range.last) && document.quotation_of[range.last] != none &&
                                document.quotations[document.quotation_of[range.last]].open == range.last;
        if (last.text == "-" || joins_english(last.folded) || stray_open || document.date_of[range.last] != none ||
            (last.text == "." && ends_sentence_dot(document, range.last))) {
            if (range.last == 0) {
                return {};
            }
            --range.last;
            continue;
        }
        break;
    }
    return range;
}

/// "Doctors' Network": the mark belongs to the word before it.
bool plural_possessive(const Document& document, TokenIndex i)
{
    const auto& token = document.token(i);
    return document.english() && (token.text == "'" || token.text == "’") && i > 0 && !token.space_before &&
           document.folded(i - 1).ends_with('s') && document.quotation_of[i] == none;
}

std::string without_marks(const Document& document, TokenRange range)
{
    std::string out;
    for (TokenIndex i = range.first; i <= range.last; ++i) {
        const auto& token = document.token(i);
        if (document.quote_mark(i) && document.english() && !plural_possessive(document, i)) {
            continue;
        }
        if (!out.empty() && token.space_before) {
            out += ' ';
        }
        out += token.text;
    }
    return out;
}

/// "говорит Гела": a name in the nominative that the dictionary does not hold, not the genitive of "Гел".
bool stands_in_nominative(const Document& document, TokenRange range)
{
    const TokenIndex before = range.first == 0 ? 0 : range.first - 1;
    const bool governed = range.first > 0 && (document.is(before, Class::preposition) || document.is(before, Class::according) ||
                                              document.is(before, Class::citing) || document.is(before, Class::role));
    if (range.first != range.last || !document.token(range.first).capital || document.token(range.first).all_capitals || governed) {
        return false;
    }
    const auto& readings = document.readings(range.first);
    return std::any_of(readings.begin(), readings.end(), [](const auto& reading) {
        return reading.guessed && reading.grammar.part == language::PartOfSpeech::noun &&
               reading.grammar.grammatical_case == language::Case::nominative && reading.grammar.number == language::Number::singular;
    });
}

/// "по словам Лаврова", "со ссылкой на Жоошева": the case that the words before ask for.
language::Case governed_case(const Document& document, TokenIndex first)
{
    constexpr TokenIndex longest = 5;
    for (TokenIndex back = 1; back <= longest && back <= first; ++back) {
        const language::Match* source = document.begins(first - back, Class::according);
        if (source != nullptr && source->last + 1 == first) {
            return language::Case::genitive;
        }
        const language::Match* citing = document.begins(first - back, Class::citing);
        if (citing != nullptr && citing->last + 1 == first) {
            return language::Case::accusative;
        }
    }
    return language::Case::none;
}

std::string nominative(const Document& document, TokenRange range)
{
    const std::string words = without_marks(document, range);
    if (document.language == "ru" && document.languages->morphology() != nullptr) {
        if (stands_in_nominative(document, range)) {
            return words;
        }
        return document.languages->morphology()->nominative(words, governed_case(document, range.first));
    }
    return words;
}

bool place_name(const Document& document, TokenIndex i)
{
    return document.place_of[i] != none && !document.places[document.place_of[i]].mention.weak;
}

bool given_name(const Document& document, TokenIndex i)
{
    const language::Morphology* morphology = document.languages->morphology();
    if (morphology == nullptr) {
        return false;
    }
    const auto& readings = document.readings(i);
    return std::any_of(readings.begin(), readings.end(), [](const auto& reading) { return reading.grammar.is_given_name; });
}

/// The last run of capitalised words, with "of ..." joined to it.
TokenRange capital_run(const Document& document, TokenRange phrase)
{
    TokenRange best;
    const TokenIndex sentence_first = document.sentences[document.sentence_of[phrase.first]].first;
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        const auto& token = document.token(i);
        if (!token.capital || document.quote_mark(i)) {
            continue;
        }
        const bool common = i == sentence_first &&
                            (document.is(i, Class::role) || document.is(i, Class::stop) || document.is(i, Class::determiner) ||
                             (document.is(i, Class::organisation) && !token.all_capitals)) &&
                            !(i + 2 <= phrase.last && document.token(i + 2).capital &&
                              (joins_english(document.folded(i + 1)) || document.folded(i + 1) == "to"));
        if (common) {
            continue;
        }
        TokenIndex last = i;
        while (last + 1 <= phrase.last) {
            const auto& next = document.token(last + 1);
            const bool joins = joins_english(next.folded) || next.folded == "the" || next.folded == "and" || next.folded == "on" ||
                               next.folded == "to" || next.text == "-" || next.text == "." || next.text == "&" || next.text == "’s";
            const bool possessive = plural_possessive(document, last + 1) && last + 2 <= phrase.last && document.token(last + 2).capital;
            if (next.capital || next.kind == TokenKind::number || possessive) {
                ++last;
            } else if (joins && last + 2 <= phrase.last &&
                       (document.token(last + 2).capital ||
                        (document.folded(last + 2) == "the" && last + 3 <= phrase.last && document.token(last + 3).capital))) {
                last += 2;
            } else {
                break;
            }
        }
        best = {i, last};
        i = last;
    }
    return best;
}

} // namespace

TokenRange phrase_right(const Document& document, TokenIndex from, TokenIndex limit)
{
    constexpr TokenIndex longest = 14;
    TokenRange out{from, from};
    if (from >= limit || breaks(document, from) || long_quotation(document, from)) {
        return {};
    }
    TokenIndex i = from;
    while (i < limit && i < from + longest && !breaks(document, i) && !long_quotation(document, i) && !ends_sentence_dot(document, i)) {
        out.last = i;
        ++i;
    }
    return trim(document, out);
}

namespace {

bool stands_for_a_noun(const Document& document, TokenIndex i)
{
    const auto& readings = document.readings(i);
    return !readings.empty() && readings.front().grammar.part == language::PartOfSpeech::pronoun;
}

} // namespace

TokenRange phrase_left(const Document& document, TokenIndex to, TokenIndex limit)
{
    constexpr TokenIndex longest = 14;
    TokenRange out{to, to};
    if (breaks(document, to) || long_quotation(document, to)) {
        return {};
    }
    TokenIndex i = to;
    while (true) {
        out.first = i;
        // "on 14 August the emergency service": an article opens a phrase.
        const bool opened = document.english() && i != limit && document.folded(i) == "the" && document.date_of[i - 1] != none;
        // "состояние одного из них медики оценивают": so does what follows a pronoun.
        const bool pronoun = document.language == "ru" && i != limit && stands_for_a_noun(document, i - 1);
        if (i == limit || to - i >= longest || opened || pronoun || breaks(document, i - 1) || long_quotation(document, i - 1)) {
            break;
        }
        --i;
    }
    return trim(document, out);
}

std::string speaker_name(const Document& document, TokenRange phrase)
{
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        const std::uint32_t q = document.quotation_of[i];
        if (q == none || document.quotations[q].open != i || document.quotations[q].close > phrase.last ||
            document.quotations[q].length() == 0) {
            continue;
        }
        bool person = false;
        for (TokenIndex k = phrase.first; k < i; ++k) {
            person = person || (document.is(k, Class::role) && !document.is(k, Class::organisation));
        }
        if (!person) {
            return nominative(document, {i + 1, document.quotations[q].close - 1});
        }
        return nominative(document, phrase);
    }
    TokenRange run = capital_run(document, phrase);
    if (run.empty()) {
        return nominative(document, phrase);
    }
    const auto lower_name_after = [&] { return run.last < phrase.last && !document.token(run.last + 1).capital; };
    bool only_place = true;
    for (TokenIndex i = run.first; i <= run.last; ++i) {
        only_place = only_place && (place_name(document, i) || joins_english(document.folded(i)));
    }
    if (only_place || lower_name_after()) {
        return nominative(document, phrase);
    }
    while (run.first < run.last && place_name(document, run.first) && document.token(run.first + 1).capital && document.language == "ru" &&
           !given_name(document, run.first)) {
        ++run.first;
    }
    return nominative(document, run);
}

bool can_speak(const Document& document, TokenRange phrase)
{
    if (phrase.empty() || (document.english() && document.is(phrase.first, Class::negation)) ||
        document.is(phrase.first, Class::backward) || document.is(phrase.last, Class::backward)) {
        return false;
    }
    const TokenIndex sentence_first = document.sentences[document.sentence_of[phrase.first]].first;
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        const auto& token = document.token(i);
        if (document.is(i, Class::role) || document.is(i, Class::organisation)) {
            return true;
        }
        if (document.begins(i, Class::unit) != nullptr && document.begins(i, Class::unit)->entry->kind == "person") {
            return true;
        }
        const bool common = document.is(i, Class::stop) || document.is(i, Class::determiner) || document.is(i, Class::pronoun) ||
                            document.is(i, Class::preposition) || document.date_of[i] != none;
        if (token.capital && !common && (i != sentence_first || token.all_capitals || i < phrase.last || utf8::length(token.text) > 3)) {
            return true;
        }
        if (document.quotation_of[i] != none && document.quotations[document.quotation_of[i]].open == i && i < phrase.last) {
            return true;
        }
    }
    return false;
}

bool bare_role(const Document& document, TokenRange phrase)
{
    bool role = false;
    for (TokenIndex i = phrase.first; i <= phrase.last; ++i) {
        const bool first = i == document.sentences[document.sentence_of[i]].first;
        if ((document.token(i).capital && !first) || document.quote_mark(i) || document.is(i, Class::preposition)) {
            return false;
        }
        role = role || document.is(i, Class::role) || document.is(i, Class::organisation);
    }
    return role && phrase.last - phrase.first < 3;
}

} // namespace khronika::claims
