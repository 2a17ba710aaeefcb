// SPDX-License-Identifier: GPL-3.0-or-later
// Which counts can be counts of which acts.
#pragma once

#include "claims/counts.h"
#include "claims/document.h"
#include "claims/triggers.h"

namespace khronika::claims {

/// True where what is counted may be what the act was done to: persons are killed, cases are opened, places are raided.
[[nodiscard]] bool fits(const Document& document, const Counted& counted, const Trigger& trigger);

/// "32 cases of enforced disappearance": the act after the noun is what is counted.
[[nodiscard]] bool instances_of(const Document& document, const Counted& counted, const Trigger& trigger);

} // namespace khronika::claims
