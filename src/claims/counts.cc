// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/counts.h"

#include "claims/clauses.h"
#include "claims/ru_nouns.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;
using language::Match;
using language::NumberKind;
using language::NumberMention;

const Match* unit_at(const Document& document, TokenIndex i)
{
    return document.begins(i, Class::unit);
}

bool phrase_ends(const Document& document, TokenIndex i)
{
    if (document.quote_mark(i)) {
        return false;
    }
    if (document.punctuation(i)) {
        return true;
    }
    const bool verb = document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) || document.is(i, Class::auxiliary_will);
    return verb || (document.is(i, Class::preposition) && !document.token(i).capital) || document.is(i, Class::relative_pronoun) ||
           (document.is(i, Class::conjunction) && document.folded(i) != "and" && document.folded(i) != "и");
}

namespace {

/// A counted noun that no table has, told by the dictionary: "трое сварщиков", "два ребра".
bool unlisted(const Document& document, Counted& out, TokenIndex i)
{
    if (document.begins(i, Class::act) != nullptr || document.is(i, Class::adverb)) {
        return false;
    }
    if (!counted_form(document, i, out.bounds.min.value_or(out.bounds.max.value_or(0)))) {
        return false;
    }
    if (animate_noun(document, i)) {
        out.unit = Unit::person;
        out.agent = document.is(i, Class::agent);
    } else if (inanimate_noun(document, i)) {
        out.thing = true;
    } else {
        return false;
    }
    out.noun = {i, i};
    return true;
}

/// "16 считаются пропавшими": a verb ends the phrase of the number.
bool finite_verb(const Document& document, TokenIndex i)
{
    if (document.language != "ru" || document.token(i).kind != language::TokenKind::word || links(document.folded(i))) {
        return false;
    }
    const auto& readings = document.readings(i);
    return !readings.empty() && !readings.front().guessed &&
           (readings.front().grammar.part == language::PartOfSpeech::verb ||
            readings.front().grammar.part == language::PartOfSpeech::short_participle);
}

/// "Thousands fled their homes": the verb's object is not what was counted.
bool takes_object(const Document& document, TokenIndex i)
{
    const TokenIndex next = i + 1;
    if (!document.english() || !(document.is(next, Class::determiner) || document.is(next, Class::preposition))) {
        return false;
    }
    const auto acts = document.matches.beginning_at(i);
    return std::any_of(acts.begin(), acts.end(), [](const Match& match) {
        return match.entry->cls == Class::act && match.entry->kind == "verb" && match.form == language::Form::past;
    });
}

/// "двумя авиабомбами", "30 дронами": with what it was done.
bool means(const Document& document, TokenIndex from, TokenIndex limit)
{
    constexpr TokenIndex reach = 3;
    for (TokenIndex i = from; document.language == "ru" && i < limit && i < from + reach; ++i) {
        const auto& readings = document.readings(i);
        if (readings.empty() || document.token(i).capital) {
            return false;
        }
        const auto& best = readings.front().grammar;
        if (best.grammatical_case != language::Case::instrumental) {
            return false;
        }
        if (best.part == language::PartOfSpeech::noun) {
            return best.animacy != language::Animacy::animate && unit_at(document, i) == nullptr;
        }
    }
    return false;
}

/// "двое", "троим", "пятерых": said of persons only.
bool collective(const Document& document, TokenIndex i)
{
    static constexpr std::string_view words[] = {"двое", "двоих", "двоим", "двоими", "трое", "троих", "троим", "троими"};
    static constexpr std::string_view endings[] = {"веро", "верых", "верым", "теро", "терых", "терым", "меро", "мерых", "мерым"};
    const std::string_view word = document.folded(i);
    return document.language == "ru" &&
           (std::find(std::begin(words), std::end(words), word) != std::end(words) ||
            std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) { return word.ends_with(ending); }));
}

/// The noun that a number counts: in English the last of its phrase ("584 administrative cases"), in Russian the first.
void find_noun(const Document& document, Counted& out, TokenIndex from, TokenIndex limit)
{
    constexpr TokenIndex reach = 7;
    TokenIndex i = from;
    if (document.folded(i) == "of" && i + 1 < limit) {
        ++i;
        while (i < limit && document.is(i, Class::determiner)) {
            ++i;
        }
    }
    for (TokenIndex steps = 0; i < limit && steps < reach && !phrase_ends(document, i); ++i, ++steps) {
        if ((document.number_of[i] != none && document.number_of[i] != out.number) || finite_verb(document, i) ||
            takes_object(document, i)) {
            break;
        }
        // "three cameramen filming an eviction": another noun phrase begins.
        if (document.english() && !out.noun.empty() &&
            (document.folded(i) == "a" || document.folded(i) == "an" || document.folded(i) == "the")) {
            break;
        }
        const Match* unit = unit_at(document, i);
        if (unit != nullptr) {
            out.noun = {i, unit->last};
            out.unit = unit_from(unit->entry->kind);
            out.agent = document.is(i, Class::agent);
            if (!document.english()) {
                break;
            }
        } else if (document.place_of[i] != none && document.places[document.place_of[i]].mention.form == language::NameForm::demonym) {
            out.noun = {i, i};
            out.unit = Unit::person;
            if (!document.english()) {
                break;
            }
        } else if (document.english() && !out.noun.empty() && document.is(i, Class::act)) {
            break;
        } else if (!document.english() && unlisted(document, out, i)) {
            break;
        }
        i = unit != nullptr ? unit->last : i;
    }
}

Rate rate_near(const Document& document, TokenRange range, TokenIndex first, TokenIndex limit)
{
    constexpr TokenIndex reach = 4;
    const auto rate = [&](TokenIndex i) -> std::optional<Rate> {
        const Match* each = document.begins(i, Class::each);
        return each != nullptr ? rate_from(each->entry->value) : std::nullopt;
    };
    for (TokenIndex i = range.last + 1; i < limit && i <= range.last + reach; ++i) {
        if (document.divides(i)) {
            break;
        }
        if (const auto found = rate(i)) {
            return *found;
        }
    }
    for (TokenIndex i = range.first; i > first && range.first - i < reach + 2;) {
        --i;
        if (document.divides(i)) {
            break;
        }
        if (const auto found = rate(i)) {
            return *found;
        }
    }
    return Rate::none;
}

/// "of them", "из них".
bool part_words(const Document& document, TokenIndex i)
{
    return document.begins(i, Class::part_of) != nullptr;
}

/// "a car bomb", "a school gym": the noun before only says of what kind.
bool compound_goes_on(const Document& document, TokenIndex i)
{
    if (i >= document.tokens.size() || document.token(i).kind != language::TokenKind::word || phrase_ends(document, i)) {
        return false;
    }
    const std::string_view word = document.folded(i);
    const bool other = document.is(i, Class::adverb) || document.is(i, Class::determiner) || document.is(i, Class::pronoun) ||
                       document.is(i, Class::conjunction) || document.token(i).capital || document.date_of[i] != none ||
                       word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly");
    return !other;
}

/// "a mosque", "a bus": a thing in the singular, not one where something else happens ("at a school").
std::optional<Counted> single_thing(const Document& document, TokenIndex i, TokenIndex limit)
{
    constexpr TokenIndex reach = 4;
    if (!document.english() || (document.folded(i) != "a" && document.folded(i) != "an")) {
        return std::nullopt;
    }
    const std::string_view before = document.folded(i == 0 ? i : i - 1);
    const bool elsewhere = i > 0 && document.is(i - 1, Class::preposition) && before != "on" && before != "of" && before != "against";
    const bool of_persons = i > 1 && before == "of" && document.begins(i - 2, Class::unit) != nullptr &&
                            document.begins(i - 2, Class::unit)->entry->kind == "person";
    if (elsewhere || of_persons) {
        return std::nullopt;
    }
    Counted out;
    for (TokenIndex k = i + 1; k < limit && k <= i + reach && !phrase_ends(document, k); ++k) {
        if (document.number_of[k] != none && document.numbers[document.number_of[k]].kind != NumberKind::ordinal) {
            return std::nullopt;
        }
        const Match* unit = unit_at(document, k);
        if (unit == nullptr || unit_at(document, unit->last + 1) != nullptr) {
            continue;
        }
        if (compound_goes_on(document, unit->last + 1)) {
            return std::nullopt;
        }
        const std::string_view word = document.folded(unit->last);
        const bool plural = word.ends_with('s') && !word.ends_with("ss");
        if (plural || (unit->entry->kind != "place" && unit->entry->kind != "vehicle")) {
            return std::nullopt;
        }
        out.tokens = {i, unit->last};
        out.noun = {k, unit->last};
        out.unit = unit_from(unit->entry->kind);
        out.bounds = CountBounds::exactly(1);
        return out;
    }
    return std::nullopt;
}

/// "are minors", "were under 18": says what the counted are, not what was done.
bool is_persons(const Document& document, TokenIndex i)
{
    const bool belongs = (document.folded(i) == "belonged" || document.folded(i) == "belong" || document.folded(i) == "came") &&
                         (document.folded(i + 1) == "to" || document.folded(i + 1) == "from");
    if (belongs) {
        return true;
    }
    if (document.folded(i) != "are" && document.folded(i) != "were") {
        return false;
    }
    const TokenIndex next = document.is(i + 1, Class::adverb) ? i + 2 : i + 1;
    const Match* unit = unit_at(document, next);
    return unit != nullptr && unit->entry->kind == "person" && !document.is(next, Class::agent);
}

/// Marks "15 of them" and "из них 19", and takes the words into the count's own.
void find_part(const Document& document, Counted& out, const NumberMention& number, const language::Sentence& sentence)
{
    if (part_words(document, number.last + 1)) {
        out.part = true;
        return;
    }
    const std::string_view before = number.first > sentence.first ? document.folded(number.first - 1) : std::string_view{};
    if (document.english() && before == "including") {
        out.part = out.leads = true;
        return;
    }
    if (document.english() && is_persons(document, number.last + 1) && out.noun.empty()) {
        out.part = true; // "six are minors"
        return;
    }
    for (TokenIndex back = 1; back <= 3 && number.first >= sentence.first + back; ++back) {
        const Match* words = document.begins(number.first - back, Class::part_of);
        if (words != nullptr && words->last + 1U >= number.first - (back > 2 ? 1U : 0U)) {
            out.part = out.leads = true;
            return;
        }
    }
}

/// "one died", "one was shot", "one has been charged": the word stands for a person there.
bool one_suffers(const Document& document, TokenIndex i)
{
    if (!document.english()) {
        return false;
    }
    constexpr TokenIndex longest = 9;
    for (TokenIndex k = i + 1; document.folded(i) == "," && k < i + longest; ++k) {
        i = document.folded(k) == "," ? k + 1 : i;
    }
    while (document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) || document.is(i, Class::adverb)) {
        ++i;
    }
    for (const Match& match : document.matches.beginning_at(i)) {
        const bool verb = match.entry->cls == Class::act && match.entry->kind == "verb" &&
                          (match.form == language::Form::past || match.form == language::Form::participle);
        if (verb && (document.is(i, Class::undergo) || document.is(i - 1, Class::auxiliary_be))) {
            return true;
        }
    }
    return false;
}

/// "None of the 14 men", "not one of the 40": nothing happened to these.
bool none_of(const Document& document, const NumberMention& number, const language::Sentence& sentence)
{
    for (TokenIndex back = 1; back <= 3 && number.first >= sentence.first + back; ++back) {
        const std::string_view word = document.folded(number.first - back);
        if (word == "none" || word == "neither" || word == "никто") {
            return true;
        }
    }
    return false;
}

/// "not 30 but 28", "не 125, а 170": the first figure is taken back.
bool taken_back(const Document& document, const NumberMention& number, TokenIndex limit)
{
    constexpr TokenIndex reach = 4;
    if (number.first == 0 || number.first != number.digits || !document.is(number.first - 1, Class::negation)) {
        return false;
    }
    for (TokenIndex i = number.last + 1; i < limit && i <= number.last + reach; ++i) {
        const std::string_view word = document.folded(i);
        if (word == "but" || word == "а") {
            return i + 1 < limit && (document.number_of[i + 1] != none || (i + 2 < limit && document.number_of[i + 2] != none));
        }
    }
    return false;
}

/// "Одного, отца пятерых детей, выслали", "У одного отбиты почки": one of those told of before.
bool alone_one(const Document& document, const NumberMention& number, const language::Sentence& sentence)
{
    const std::string_view word = document.folded(number.digits);
    const bool animate = word == "одного" || word == "одну" || word == "одному" || word == "одной" || word == "один" || word == "одна";
    const TokenIndex next = number.last + 1;
    if (!animate || number.digits != number.last || next > sentence.last) {
        return false;
    }
    const auto opens = [&](TokenIndex i) { return i == sentence.first || document.token(i - 1).text == "," || document.divides(i - 1); };
    const bool at_one = number.first > sentence.first && document.folded(number.first - 1) == "у" && opens(number.first - 1);
    const Match* act = document.begins(next, Class::act);
    return (opens(number.first) && (document.token(next).text == "," || act != nullptr)) || (at_one && act != nullptr);
}

} // namespace

bool describes_part(const Document& document, const Counted& counted)
{
    for (TokenIndex i = counted.tokens.last + 1; document.english() && i <= counted.tokens.last + 5; ++i) {
        if (is_persons(document, i)) {
            return true;
        }
    }
    return false;
}

std::vector<Counted> counts_of(const Document& document, const Attributions& speech, std::uint32_t index)
{
    std::vector<Counted> out;
    const auto& sentence = document.sentences[index];
    bool deploying = false; ///< the number before was of those deployed
    for (TokenIndex i = sentence.first; i <= sentence.last; ++i) {
        const std::uint32_t n = document.number_of[i];
        if (n == none) {
            if (auto one = single_thing(document, i, sentence.last + 1)) {
                i = one->tokens.last;
                out.push_back(*one);
            }
            continue;
        }
        const NumberMention& number = document.numbers[n];
        i = number.last;
        // How many officers or machines were sent is no count of an act.
        const std::string_view sent = number.first > sentence.first ? document.folded(number.first - 1) : std::string_view{};
        deploying = document.english() && (sent.starts_with("deploy") || sent.starts_with("dispatch") || (deploying && sent == "and"));
        if (deploying || number.kind != NumberKind::count || number.last > sentence.last ||
            taken_back(document, number, sentence.last + 1) || none_of(document, number, sentence)) {
            continue;
        }
        Counted counted;
        counted.number = n;
        counted.bounds = number.bounds;
        counted.approximate = number.approximate;
        find_noun(document, counted, number.last + 1, sentence.last + 1);
        if (counted.noun.empty() && means(document, number.last + 1, sentence.last + 1)) {
            continue;
        }
        if (counted.noun.empty() && collective(document, number.digits)) {
            counted.unit = Unit::person;
        }
        find_part(document, counted, number, sentence);
        const TokenIndex near = document.folded(number.last + 1) == "of" ? 3 : 2;
        if (number.bare_one && !counted.part && !one_suffers(document, number.last + 1) && !alone_one(document, number, sentence) &&
            (counted.noun.empty() || counted.noun.first > number.last + near)) {
            continue;
        }
        const bool speaker = !document.english() && !counted.noun.empty() && speech.speech(counted.noun.last);
        if ((number.bare_one || speaker) && speech.speech(number.last)) {
            continue;
        }
        counted.tokens = {number.first, counted.noun.empty() ? number.last : counted.noun.last};
        counted.per = rate_near(document, counted.tokens, sentence.first, sentence.last + 1);
        out.push_back(counted);
    }
    return out;
}

} // namespace khronika::claims
