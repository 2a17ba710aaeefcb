// SPDX-License-Identifier: GPL-3.0-or-later
// Places in the singular to which an act was done.
#pragma once

#include "claims/counts.h"
#include "claims/document.h"
#include "claims/speakers.h"
#include "claims/triggers.h"

#include <optional>

namespace khronika::claims {

/// "рейд прошёл на рынке", "ворвались в офис": a place in the singular to which it was done.
/// In Russian only; counts.cc reads "a mosque".
[[nodiscard]] std::optional<Counted> site_of(const Document& document, const Attributions& speech, const Trigger& trigger);

} // namespace khronika::claims
