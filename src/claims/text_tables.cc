// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/text_tables.h"

#include <algorithm>

namespace khronika::claims {

namespace {

std::vector<TokenRange> cells(const Document& document, const language::Sentence& sentence, std::string_view mark)
{
    std::vector<TokenRange> out;
    TokenIndex first = sentence.first;
    for (TokenIndex i = sentence.first; i <= sentence.last + 1; ++i) {
        if (i <= sentence.last && document.token(i).text != mark) {
            continue;
        }
        if (i > first) {
            out.push_back({first, i - 1});
        }
        first = i + 1;
    }
    return out;
}

/// "| --- | --- |": the line under a table's header.
bool rule(const Document& document, const language::Sentence& sentence)
{
    for (TokenIndex i = sentence.first; i <= sentence.last; ++i) {
        if (!document.punctuation(i)) {
            return false;
        }
    }
    return true;
}

/// The trigger that a header's cell names; none where it names none.
std::uint32_t act_of(const std::vector<Trigger>& triggers, TokenRange cell)
{
    for (std::uint32_t t = 0; t < triggers.size(); ++t) {
        if (cell.contains(triggers[t].tokens.first)) {
            return t;
        }
    }
    return none;
}

std::optional<Counted> number_in(const Document& document, TokenRange cell)
{
    const std::uint32_t n = document.number_of[cell.first];
    if (n == none || document.numbers[n].last > cell.last) {
        return std::nullopt;
    }
    const auto& number = document.numbers[n];
    const bool count =
        number.kind == language::NumberKind::count || number.kind == language::NumberKind::age || number.kind == language::NumberKind::year;
    if (!count) {
        return std::nullopt;
    }
    Counted out;
    out.number = n;
    out.bounds = number.bounds;
    out.approximate = number.approximate;
    out.tokens = {number.first, number.last};
    return out;
}

} // namespace

TextTables find_tables(const Document& document, const std::vector<Trigger>& triggers)
{
    TextTables out;
    out.headers.assign(document.sentences.size(), false);
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        for (const std::string_view mark : {"|", "/", ";"}) {
            const auto header = cells(document, document.sentences[s], mark);
            std::vector<std::uint32_t> acts;
            bool any = false;
            for (const TokenRange cell : header) {
                acts.push_back(number_in(document, cell) ? none : act_of(triggers, cell));
                any = any || acts.back() != none;
            }
            // "Charge | Executions": the first column names the rows.
            const bool others =
                std::any_of(acts.begin() + (acts.empty() ? 0 : 1), acts.end(), [](std::uint32_t act) { return act != none; });
            if (header.size() >= 2 && others) {
                acts.front() = none;
            }
            if (header.size() < 2 || !any || acts.front() != none || !document.sentences[s].heading) {
                continue;
            }
            for (std::uint32_t row = s + 1; row < document.sentences.size(); ++row) {
                const auto values = cells(document, document.sentences[row], mark);
                std::vector<Binding> bindings;
                for (std::size_t c = 1; c < values.size() && c < acts.size(); ++c) {
                    const auto number = number_in(document, values[c]);
                    if (number && acts[c] != none) {
                        bindings.push_back({acts[c], number, true, "column of a table"});
                    }
                }
                if (bindings.empty() && row == s + 1 && rule(document, document.sentences[row])) {
                    continue;
                }
                if (bindings.empty()) {
                    break;
                }
                out.headers[s] = true;
                out.names.emplace(row, values.front());
                out.rows.emplace(row, std::move(bindings));
            }
        }
    }
    return out;
}

} // namespace khronika::claims
