// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/quotations.h"

namespace khronika::claims {

using language::Class;
using language::TokenKind;

namespace {

bool opening(std::string_view text)
{
    return text == "«" || text == "“" || text == "„" || text == "‘";
}

bool closing(std::string_view text)
{
    return text == "»" || text == "”";
}

void pair_marks(Document& document)
{
    std::vector<TokenIndex> open;
    std::uint32_t paragraph = 0;
    const auto close_at = [&](TokenIndex i) {
        if (open.empty()) {
            return;
        }
        document.quotations.push_back({open.back(), i, paragraph});
        open.pop_back();
    };
    for (TokenIndex i = 0; i < document.tokens.size(); ++i) {
        const auto& token = document.tokens[i];
        if (token.kind == TokenKind::newline) {
            open.clear();
            ++paragraph;
        } else if (token.text == "\"") {
            const bool opens =
                token.space_before || i == 0 || document.tokens[i - 1].kind == TokenKind::newline || document.tokens[i - 1].text == "(";
            if (opens && (open.empty() || document.tokens[open.back()].text != "\"")) {
                open.push_back(i);
            } else {
                close_at(i);
            }
        } else if (token.text == "“" && !open.empty() && document.tokens[open.back()].text == "„") {
            close_at(i);
        } else if (opening(token.text)) {
            open.push_back(i);
        } else if (closing(token.text) || (token.text == "’" && !open.empty() && document.tokens[open.back()].text == "‘")) {
            close_at(i);
        }
    }
}

bool dash(std::string_view text)
{
    return text == "—" || text == "–" || text == "-";
}

/// The token of a dash that breaks a quotation off after `from`: behind a mark, with a verb of speech next to it; none where
/// no such dash stands before `close`.
TokenIndex broken_off(const Document& document, TokenIndex from, TokenIndex close)
{
    constexpr TokenIndex reach = 3;
    for (TokenIndex i = from + 1; i < close; ++i) {
        const std::string_view before = document.token(i - 1).text;
        const bool mark = before == "," || before == "." || before == "!" || before == "?" || before == "…";
        if (!mark || !dash(document.token(i).text)) {
            continue;
        }
        for (TokenIndex verb = i + 1; verb < close && verb <= i + reach && !document.punctuation(verb); ++verb) {
            if (const language::Match* speech = document.begins(verb, Class::speech);
                speech != nullptr && speech->form != language::Form::noun) {
                return i;
            }
        }
    }
    return none;
}

/// The dash with which a quotation that was broken off at `from` goes on; none where it does not.
TokenIndex taken_up(const Document& document, TokenIndex from, TokenIndex close)
{
    for (TokenIndex i = from + 2; i < close; ++i) {
        const std::string_view before = document.token(i - 1).text;
        if (dash(document.token(i).text) && (before == "." || before == "," || before == ":" || before == ";")) {
            return i;
        }
    }
    return none;
}

/// "«Нас били, — сказал Гела. — Потом отпустили»": one pair of marks, and two quotations with their speaker between them.
void part_interrupted(Document& document)
{
    std::vector<Quotation> parts;
    for (const Quotation& whole : document.quotations) {
        Quotation rest = whole;
        for (TokenIndex at = broken_off(document, rest.open, rest.close); at != none; at = broken_off(document, rest.open, rest.close)) {
            parts.push_back({rest.open, at, rest.paragraph});
            rest.open = taken_up(document, at, rest.close);
            if (rest.open == none) {
                break;
            }
        }
        if (rest.open != none) {
            parts.push_back(rest);
        }
    }
    document.quotations = std::move(parts);
}

} // namespace

bool Document::quote_mark(TokenIndex i) const
{
    if (i >= tokens.size()) {
        return false;
    }
    const std::string_view text_of = tokens[i].text;
    return opening(text_of) || closing(text_of) || text_of == "\"" || text_of == "’" || text_of == "'";
}

void find_quotations(Document& document)
{
    pair_marks(document);
    if (!document.english()) {
        part_interrupted(document);
    }
    document.quotation_of.assign(document.tokens.size(), none);
    // The outer quotation wins where one stands within another.
    for (std::uint32_t q = 0; q < document.quotations.size(); ++q) {
        for (TokenIndex i = document.quotations[q].open; i <= document.quotations[q].close; ++i) {
            std::uint32_t& at = document.quotation_of[i];
            if (at == none || document.quotations[at].length() < document.quotations[q].length()) {
                at = q;
            }
        }
    }
}

} // namespace khronika::claims
