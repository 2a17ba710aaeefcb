// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/clauses.h"

#include "claims/bind.h"

#include <algorithm>

namespace khronika::claims {

using language::Class;

namespace {

/// The comma that closes ", по предварительным данным,": whose words they are lies beside the way; the opening one elsewhere.
TokenIndex parenthesis_end(const Document& document, TokenIndex comma, TokenIndex limit)
{
    constexpr TokenIndex longest = 8;
    const bool source = document.begins(comma + 1, Class::according) != nullptr || document.begins(comma + 1, Class::alleged) != nullptr ||
                        (document.folded(comma + 1) == "по" && document.folded(comma + 3) == "данным");
    for (TokenIndex i = comma + 1; source && i < limit && i <= comma + longest; ++i) {
        if (document.token(i).text == ",") {
            return i;
        }
    }
    return comma;
}

} // namespace

bool links(std::string_view verb)
{
    static constexpr std::string_view verbs[] = {"являются", "является", "составляют", "составили", "составляет", "составил",
                                                 "были",     "было",     "приходится", "пришлось",  "оказались",  "значатся"};
    return std::find(std::begin(verbs), std::end(verbs), verb) != std::end(verbs);
}

int distance(const Document& document, TokenIndex from, TokenIndex to)
{
    int out = 0;
    for (TokenIndex i = from + 1; i < to; ++i) {
        const std::string_view text = document.token(i).text;
        const TokenIndex after = text == "," ? parenthesis_end(document, i, to) : i;
        if (after != i) {
            i = after;
        } else if (text == ",") {
            out += 4;
        } else if (text == "." && i + 1 < document.tokens.size() && document.sentence_of[i] == document.sentence_of[i + 1]) {
            continue; // an initial or abbreviation
        } else if (document.divides(i) || text == "(" || text == ")" || text == ".") {
            out += 12;
        } else if (!document.quote_mark(i)) {
            out += 1;
        }
    }
    return out;
}

bool other_verb(const Document& document, TokenRange range)
{
    const language::Morphology* morphology = document.languages->morphology();
    for (TokenIndex i = range.first; i <= range.last; ++i) {
        if (document.english()) {
            const bool past = document.folded(i).ends_with("ed") && !document.is(i, Class::part_of);
            if (document.is(i, Class::auxiliary_be) || document.is(i, Class::auxiliary_have) || document.is(i, Class::auxiliary_will) ||
                past) {
                return true;
            }
            continue;
        }
        if (morphology == nullptr || document.number_of[i] != none || links(document.folded(i))) {
            continue;
        }
        const auto& readings = document.readings(i);
        if (!readings.empty() && (readings.front().grammar.part == language::PartOfSpeech::verb ||
                                  readings.front().grammar.part == language::PartOfSpeech::short_participle)) {
            return true;
        }
    }
    return false;
}

} // namespace khronika::claims
