// SPDX-License-Identifier: GPL-3.0-or-later
// Why a claim says what it says, for monitors and for those who write the tables.
#pragma once

#include "model/claim.h"
#include "model/text.h"

#include <string>

namespace khronika::claims {

/// The quote with its line in the text, then each slot with what it holds, the rule that gave it and the table's `file:line`.
[[nodiscard]] std::string explain(const Claim& claim, const Text& text);

} // namespace khronika::claims
