// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/roles.h"

#include "claims/bind.h"
#include "claims/ru_nouns.h"
#include "claims/slot_words.h"

namespace khronika::claims {

using language::Case;
using language::Class;

namespace {

bool has(const Cases& cases, Case wanted)
{
    return cases.test(static_cast<std::size_t>(wanted));
}

/// Acts that are done to a person.
bool personal(std::string_view act)
{
    return act != "raid" && act != "search" && act != "protest" && act != "statement" && act != "complaint";
}

/// What parts a subject from its verb: another's words, another clause.
bool parted(const Document& document, TokenIndex from, TokenIndex to)
{
    constexpr TokenIndex longest = 8;
    for (TokenIndex i = from + 1; i < to; ++i) {
        // ", по словам защиты,": whose words they are lies beside the way.
        const bool aside = document.token(i).text == "," && !document.english() &&
                           (document.begins(i + 1, Class::according) != nullptr || document.folded(i + 1) == "как");
        for (TokenIndex k = i + 1; aside && k < to && k <= i + longest; ++k) {
            if (document.token(k).text == ",") {
                i = k;
                break;
            }
        }
        if (document.divides(i) || document.begins(i, Class::speech) != nullptr || document.begins(i, Class::according) != nullptr) {
            return true;
        }
    }
    return false;
}

/// "was blindfolded, punched and kicked": nothing but further verbs of the same subject.
bool chained(const Document& document, TokenIndex from, TokenIndex to)
{
    for (TokenIndex i = from + 1; i < to; ++i) {
        const bool passes = document.token(i).text == "," || document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) ||
                            document.is(i, Class::adverb) || document.is(i, Class::alleged) || document.folded(i) == "and" ||
                            document.folded(i) == "и" || document.is(i, Class::act) || document.folded(i).ends_with("ed") ||
                            document.folded(i).ends_with("ly");
        if (!passes) {
            return false;
        }
    }
    return true;
}

/// The last token of what stands in commas beside a name: "Pike, 34, who pushed a bin, got ..."; the name's own where nothing does.
TokenIndex beside_name(const Document& document, TokenIndex last, TokenIndex limit)
{
    constexpr TokenIndex longest = 16;
    for (int times = 0; times < 2 && document.folded(last + 1) == ","; ++times) {
        const TokenIndex open = last + 1;
        const TokenIndex inner = open + 1;
        const bool age = inner < document.tokens.size() && document.number_of[inner] != none &&
                         document.numbers[document.number_of[inner]].kind == language::NumberKind::age;
        if (!age && !document.is(inner, Class::relative_pronoun) && !document.is(inner, Class::determiner)) {
            break;
        }
        TokenIndex close = open;
        for (TokenIndex i = inner; i < limit && i < inner + longest && close == open; ++i) {
            close = document.token(i).text == "," && !document.is(i + 1, Class::relative_pronoun) ? i : close;
        }
        if (close == open) {
            // "Pike, 34, who ...": the age and the clause share the comma between them.
            close = age && document.folded(inner + 1) == "," ? inner : open;
            if (close == open) {
                break;
            }
        }
        last = close;
    }
    return last;
}

bool preposition_between(const Document& document, TokenIndex from, TokenIndex to)
{
    for (TokenIndex i = from + 1; i < to; ++i) {
        if (document.is(i, Class::preposition)) {
            return true;
        }
    }
    return false;
}

/// "the arrest of a journalist", "убийство журналиста".
std::optional<int> of_noun(const Document& document, const Trigger& trigger, const Counted& person)
{
    // "У него перелом ключицы".
    const bool at_whom = trigger.act() == "injury" && person.tokens.last < trigger.tokens.first && person.tokens.first > 0 &&
                         document.folded(person.tokens.first - 1) == "у" && trigger.tokens.first - person.tokens.last <= 2;
    if (at_whom) {
        return 0;
    }
    if (trigger.background || person.pronoun || person.tokens.first <= trigger.tokens.last) {
        return std::nullopt;
    }
    TokenIndex gap = person.tokens.first - trigger.tokens.last - 1;
    if (!document.english()) {
        // "смерти 61-летнего политзаключённого Николая Климчука": one phrase, of which the name is the end.
        for (TokenIndex i = trigger.tokens.last + 1; i < person.tokens.first && gap > 0; ++i) {
            const bool title = document.is(i, Class::role) || document.begins(i, Class::unit) != nullptr || adjective_like(document, i) ||
                               document.folded(i).find("-летн") != std::string_view::npos;
            gap -= title ? 1 : 0;
        }
    }
    if (document.english()) {
        const bool of = gap >= 1 && gap <= 2 && document.folded(trigger.tokens.last + 1) == "of";
        return of ? std::optional(static_cast<int>(gap)) : std::nullopt;
    }
    return gap <= 1 && has(person.cases, Case::genitive) && !preposition_between(document, trigger.tokens.last, person.tokens.first)
               ? std::optional(static_cast<int>(gap))
               : std::nullopt;
}

std::optional<int> in_english(const Document& document, const Trigger& trigger, const Counted& person)
{
    constexpr int subject_reach = 18;
    constexpr int object_reach = 4;
    const bool before = person.tokens.last < trigger.tokens.first;
    if (before) {
        const int gap = distance(document, beside_name(document, person.tokens.last, trigger.tokens.first), trigger.tokens.first);
        const bool nominative =
            !person.pronoun || document.folded(person.tokens.first).ends_with("he") || document.folded(person.tokens.first) == "i";
        const bool near = person.pronoun ? gap <= 3 || chained(document, person.tokens.last, trigger.tokens.first) : gap <= subject_reach;
        const bool subject = person.tokens.first == 0 || !document.is(person.tokens.first - 1, Class::preposition);
        const bool fits = subject_suffers(document, trigger) && nominative && near && subject &&
                          !parted(document, person.tokens.last, trigger.tokens.first);
        return fits ? std::optional(gap) : std::nullopt;
    }
    const int gap = distance(document, trigger.tokens.last, person.tokens.first);
    const bool object = !trigger.passive && !document.is(trigger.tokens.first, Class::undergo) &&
                        gap <= (person.pronoun ? 0 : object_reach) &&
                        !preposition_between(document, trigger.tokens.last, person.tokens.first) &&
                        !parted(document, trigger.tokens.last, person.tokens.first);
    return object ? std::optional(gap) : std::nullopt;
}

/// "Азамата Батырбаева, забранного из больницы": a participle after its noun and a comma.
std::optional<int> in_apposition(const Document& document, const Trigger& trigger, const Counted& person)
{
    const bool beside = !document.english() && trigger.match->entry->kind == "verb" && person.tokens.last + 2 == trigger.tokens.first &&
                        document.token(person.tokens.last + 1).text == ",";
    return beside ? std::optional(0) : std::nullopt;
}

bool plural_verb(std::string_view word)
{
    for (const std::string_view ending : {"ли", "лись", "ны", "ты", "ют", "ут", "ат", "ят", "ются", "утся", "атся", "ятся"}) {
        if (word.ends_with(ending)) {
            return true;
        }
    }
    return false;
}

/// The first word of a noun phrase with the adjectives before it.
TokenIndex phrase_first(const Document& document, TokenIndex noun)
{
    TokenIndex first = noun;
    const TokenIndex sentence = document.sentences[document.sentence_of[noun]].first;
    while (first > sentence && noun - first < 4) {
        const std::string_view word = document.folded(first - 1);
        const bool adjective = word.ends_with("ого") || word.ends_with("его") || word.ends_with("ую") || word.ends_with("ый") ||
                               word.ends_with("ий") || word.ends_with("ой") || word.ends_with("ая") || word.ends_with("ому") ||
                               word.ends_with("ым") || document.is(first - 1, Class::role);
        if (!adjective || document.is(first - 1, Class::preposition) || document.is(first - 1, Class::act)) {
            break;
        }
        --first;
    }
    return first;
}

/// The way to a verb; what stands between two commas on it ("Игорь С., снимавший последствия, задержан") is passed in one step.
int past_clause(const Document& document, TokenIndex from, TokenIndex to)
{
    constexpr int step = 5;
    const TokenIndex opens = document.token(from + 1).text == "." ? from + 2 : from + 1;
    const bool enclosed = opens + 1 < to && document.token(opens).text == "," && document.token(to - 1).text == ",";
    return enclosed && !document.is(opens + 1, Class::conjunction) ? step : distance(document, from, to);
}

std::optional<int> in_russian(const Document& document, const Trigger& trigger, const Counted& person)
{
    constexpr int reach = 9;
    const bool before = person.tokens.last < trigger.tokens.first;
    const TokenIndex from = before ? person.tokens.last : trigger.tokens.last;
    const TokenIndex to = before ? trigger.tokens.first : person.tokens.first;
    const int gap = before ? past_clause(document, from, to) : distance(document, from, to);
    const TokenIndex first = phrase_first(document, person.noun.first);
    const bool after_preposition = first > 0 && document.is(first - 1, Class::preposition);
    if (parted(document, from, to) || gap > (person.pronoun ? 3 : reach)) {
        return std::nullopt;
    }
    const std::string_view verb = document.folded(trigger.tokens.first);
    const std::string_view act = trigger.act();
    const bool of_law = act == "prosecution" || act == "sentence" || act == "deportation_order" || act == "entry_ban";
    const bool regarding = first > 0 && (document.folded(first - 1) == "отношении" || document.folded(first - 1) == "против");
    if (regarding && (of_law || act == "detention" || act == "search")) {
        return has(person.cases, Case::genitive) ? std::optional(gap) : std::nullopt;
    }
    // "У него сломаны рёбра": whose body it is.
    const bool of_body = act == "injury" && first > 0 && document.folded(first - 1) == "у" && trigger.tokens.first != trigger.tokens.last;
    if (of_body && (has(person.cases, Case::genitive) || person.pronoun)) {
        return gap;
    }
    if (after_preposition) {
        const bool on = act == "prosecution" && document.folded(first - 1) == "на" && has(person.cases, Case::accusative);
        if (on) {
            return gap;
        }
        const bool at = trigger.act() == "attack" && (document.folded(first - 1) == "на" || document.folded(first - 1) == "в");
        return at && has(person.cases, Case::accusative) && !before ? std::optional(gap) : std::nullopt;
    }
    const bool to_body = (act == "ill_treatment" || act == "injury") && trigger.tokens.first != trigger.tokens.last;
    const bool to_whom = has(person.cases, Case::dative) && (of_law || to_body || act == "conscription" || act == "citizenship_loss");
    if (to_whom && (!has(person.cases, Case::nominative) || person.pronoun)) {
        return gap;
    }
    if (subject_suffers(document, trigger)) {
        const TokenIndex after = person.tokens.last + (document.folded(person.tokens.last + 1) == "." ? 2 : 1);
        const bool one_of_two = document.folded(after) == "и" || (first > 0 && document.folded(first - 1) == "и");
        return has(person.cases, Case::nominative) && (!plural_verb(verb) || one_of_two) ? std::optional(gap) : std::nullopt;
    }
    // "подожгли автомобиль редактора": whose it is.
    const bool owner = !before && first > to - 1 && first > 0 && has(person.cases, Case::genitive) && inanimate_noun(document, first - 1);
    const bool object = has(person.cases, Case::accusative) && !owner;
    return object || to_whom ? std::optional(gap) : std::nullopt;
}

} // namespace

bool subject_suffers(const Document& document, const Trigger& trigger)
{
    return trigger.passive || document.is(trigger.tokens.first, Class::undergo);
}

std::optional<int> suffers(const Document& document, const Trigger& trigger, const Counted& person)
{
    const bool overlaps = person.tokens.first <= trigger.tokens.last && trigger.tokens.first <= person.tokens.last;
    if (!personal(trigger.act())) {
        return std::nullopt;
    }
    if (trigger.attributive) {
        return in_apposition(document, trigger, person);
    }
    if (overlaps && trigger.match->entry->kind == "phrase" && document.english() && person.tokens.first < trigger.tokens.first) {
        return 0; // "HIS BODY was found": the phrase opens with the noun.
    }
    if (overlaps) {
        // "take HIM into custody": within the words of the trigger itself.
        const bool within = trigger.tokens.first < person.tokens.first && person.tokens.last <= trigger.tokens.last && !trigger.noun;
        const bool to_body = (trigger.act() == "ill_treatment" || trigger.act() == "injury") && has(person.cases, Case::dative);
        const bool object =
            document.english() || to_body || has(person.cases, subject_suffers(document, trigger) ? Case::nominative : Case::accusative);
        return within && object ? std::optional(0) : std::nullopt;
    }
    if (trigger.noun) {
        return of_noun(document, trigger, person);
    }
    return document.english() ? in_english(document, trigger, person) : in_russian(document, trigger, person);
}

} // namespace khronika::claims
