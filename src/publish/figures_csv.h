// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.h"

#include <span>
#include <string>

namespace khronika::publish {

/// One row a figure, by RFC 4180 but with LF line ends: id, event, act, place, from, to, modality, unit, per, the six
/// bounds (empty where open), rivals, origins, outlets, conflicts, suppressed. A cell that a spreadsheet would take for a
/// formula begins with an apostrophe.
[[nodiscard]] std::string figures_csv(std::span<const Figure> figures);

} // namespace khronika::publish
