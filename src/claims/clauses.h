// SPDX-License-Identifier: GPL-3.0-or-later
// What else a clause says.
#pragma once

#include "claims/document.h"

namespace khronika::claims {

/// True where a verb that is no act stands there: what it says of the part is another thing.
[[nodiscard]] bool other_verb(const Document& document, TokenRange range);

} // namespace khronika::claims
