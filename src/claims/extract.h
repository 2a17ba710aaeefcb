// SPDX-License-Identifier: GPL-3.0-or-later
// Text to claims, by rules and tables alone: the same text and tables give the same claims to the byte.
#pragma once

#include "language/language.h"
#include "model/claim.h"
#include "model/text.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace khronika::claims {

/// Name and version of the engine, for the journal.
inline constexpr std::string_view engine = "khronika-claims 1";

struct Extraction {
    std::vector<Claim> claims;
    /// Claims that were left out because words of theirs are not the text at their span: a fault of the engine, 0 in health.
    std::size_t refused = 0;
};

/// The claims of a text in its order, in the form of claims/GUIDE.md: every quote, count, victim and actor is the text at
/// its span, or the claim is refused. Who the whole text was forwarded from ends each chain. Dates are resolved against `text.published`.
/// Empty where no lexicon knows the text's language.
[[nodiscard]] Extraction read_claims(const Text& text, const language::Languages& languages);

/// True where every span of the claim holds its words in `content`.
[[nodiscard]] bool stands_in(const Claim& claim, std::string_view content);

/// The claims of read_claims() alone.
[[nodiscard]] std::vector<Claim> extract(const Text& text, const language::Languages& languages);

} // namespace khronika::claims
