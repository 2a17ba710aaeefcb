// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims/proposal_words.h"

#include "base/utf8.h"

#include <algorithm>

namespace khronika::claims {

using language::Token;
using language::TokenKind;

namespace {

const std::vector<Token>& tokens_of(const Document& document)
{
    return document.tokens.list();
}

/// True where a token begins at the span's begin and one ends at its end.
bool whole_tokens(const Document& document, Span span)
{
    const auto& tokens = tokens_of(document);
    const auto first =
        std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) { return token.span.begin < span.begin; });
    const auto last = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) { return token.span.end < span.end; });
    return first != tokens.end() && last != tokens.end() && first->span.begin == span.begin && last->span.end == span.end;
}

bool share_lemma(const language::Morphology& morphology, std::string_view a, std::string_view b)
{
    const auto left = morphology.analyse(a);
    const auto right = morphology.analyse(b);
    return std::any_of(left.begin(), left.end(), [&](const auto& one) {
        return std::any_of(right.begin(), right.end(), [&](const auto& other) { return one.lemma == other.lemma; });
    });
}

bool same_word(const Document& document, const Token& written, const Token& said)
{
    if (written.kind != said.kind || written.folded.empty() || said.folded.empty()) {
        return false;
    }
    if (written.folded == said.folded) {
        return true;
    }
    const language::Morphology* morphology = document.languages->morphology();
    const bool inflects = document.language == "ru" && morphology != nullptr && written.kind == TokenKind::word;
    // Forms of one word begin alike, nearly all: this spares most look-ups.
    const bool alike = utf8::decode(written.folded, 0).code_point == utf8::decode(said.folded, 0).code_point;
    return inflects && alike && share_lemma(*morphology, written.text, said.text);
}

bool has_word(const Document& document, Span span)
{
    const TokenRange range = tokens_in(document, span);
    for (TokenIndex i = range.first; !range.empty() && i <= range.last; ++i) {
        if (document.token(i).kind == TokenKind::word) {
            return true;
        }
    }
    return false;
}

} // namespace

TokenRange tokens_in(const Document& document, Span span)
{
    const auto& tokens = tokens_of(document);
    const auto first =
        std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) { return token.span.begin < span.begin; });
    const auto end = std::partition_point(first, tokens.end(), [&](const Token& token) { return token.span.end <= span.end; });
    const auto index = [&](auto it) { return static_cast<TokenIndex>(it - tokens.begin()); };
    return first == end ? TokenRange{} : TokenRange{index(first), index(end) - 1};
}

std::optional<Span> find_words(const Document& document, Span passage, std::string_view words, Span near)
{
    if (words.empty()) {
        return std::nullopt;
    }
    const std::string_view text = at(document.tokens.text(), passage);
    std::optional<Span> first;
    for (std::size_t from = text.find(words); from != std::string_view::npos; from = text.find(words, from + 1)) {
        const Span span{passage.begin + from, passage.begin + from + words.size()};
        if (!whole_tokens(document, span)) {
            continue;
        }
        if (near.contains(span)) {
            return span;
        }
        first = first ? first : span;
    }
    return first;
}

std::optional<TokenRange> find_inflected(const Document& document, Span passage, std::string_view words)
{
    const language::Tokens said = language::Tokens::of(words);
    const TokenRange within = tokens_in(document, passage);
    if (within.empty() || said.size() == 0) {
        return std::nullopt;
    }
    const auto length = static_cast<TokenIndex>(said.size());
    for (TokenIndex i = within.first; i + length <= within.last + 1; ++i) {
        TokenIndex matched = 0;
        while (matched < length && same_word(document, document.token(i + matched), said[matched])) {
            ++matched;
        }
        if (matched == length) {
            return TokenRange{i, i + length - 1};
        }
    }
    return std::nullopt;
}

std::vector<Span> passages_of(const Document& document, std::size_t largest)
{
    std::vector<Span> out;
    std::uint32_t paragraph = none;
    for (const language::Sentence& sentence : document.sentences) {
        const Span span = document.span({sentence.first, sentence.last});
        if (!out.empty() && sentence.paragraph == paragraph && span.end - out.back().begin <= largest) {
            out.back().end = span.end;
        } else {
            out.push_back(span);
        }
        paragraph = sentence.paragraph;
    }
    std::erase_if(out, [&](Span span) { return !has_word(document, span); });
    return out;
}

} // namespace khronika::claims
