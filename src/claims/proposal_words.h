// SPDX-License-Identifier: GPL-3.0-or-later
// Where words that somebody says a text holds stand in it.
#pragma once

#include "claims/document.h"

#include <optional>
#include <string_view>
#include <vector>

namespace khronika::claims {

/// ProposalCheck::passages() of a document.
[[nodiscard]] std::vector<Span> passages_of(const Document& document, std::size_t largest);

/// The tokens that lie in `span`; empty where none does.
[[nodiscard]] TokenRange tokens_in(const Document& document, Span span);

/// Where `words` stand in `passage` to the byte and in whole tokens, so that "40" is no part of "400"; of several the first
/// that lies in `near`, else the first. Absent where there is none, and for words without a token.
[[nodiscard]] std::optional<Span> find_words(const Document& document, Span passage, std::string_view words, Span near);

/// The tokens of `passage` that are `words` one by one, in any letter case and, in Russian, in any grammatical form. The
/// first such; absent where there is none.
[[nodiscard]] std::optional<TokenRange> find_inflected(const Document& document, Span passage, std::string_view words);

} // namespace khronika::claims
