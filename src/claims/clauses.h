// SPDX-License-Identifier: GPL-3.0-or-later
// What else a clause says.
#pragma once

#include "claims/document.h"

namespace khronika::claims {

/// True where a verb that is no act stands there: what it says of the part is another thing.
[[nodiscard]] bool other_verb(const Document& document, TokenRange range);

/// "1207 из выдворенных являются гражданами Таджикистана": a verb that says what they are, not what was done.
[[nodiscard]] bool links(std::string_view verb);

} // namespace khronika::claims
