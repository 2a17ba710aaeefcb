// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a person is the one to whom an act is done: by place in English, by case in Russian.
#pragma once

#include "claims/counts.h"
#include "claims/document.h"
#include "claims/triggers.h"

#include <optional>

namespace khronika::claims {

/// The cost of the way from the person to the trigger where the grammar makes it the act's victim; absent where it does not.
[[nodiscard]] std::optional<int> suffers(const Document& document, const Trigger& trigger, const Counted& person);

/// True where what stands before the trigger suffers: passives and verbs like "die" and "receive".
[[nodiscard]] bool subject_suffers(const Document& document, const Trigger& trigger);

} // namespace khronika::claims
