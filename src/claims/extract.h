// SPDX-License-Identifier: GPL-3.0-or-later
// Text to claims, by rules and tables alone: the same text and tables give the same claims to the byte.
#pragma once

#include "language/language.h"
#include "model/claim.h"
#include "model/text.h"

#include <string_view>
#include <vector>

namespace khronika::claims {

/// Name and version of the engine, for the journal.
inline constexpr std::string_view engine = "khronika-claims 1";

/// The claims of a text in its order, in the form of claims/GUIDE.md: every quote, count, victim and actor is the text at
/// its span. Dates are resolved against `text.published`. Empty where no lexicon knows the text's language.
[[nodiscard]] std::vector<Claim> extract(const Text& text, const language::Languages& languages);

} // namespace khronika::claims
