// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "claims/triggers.h"

#include <vector>

namespace khronika::claims {

/// Where several entries of the table fit the same words, the one that says most: the longest of one family of acts, in the
/// order of the text. A verb within a longer phrase, and a paper within the act that it orders, are no acts besides.
[[nodiscard]] std::vector<Trigger> without_inner(std::vector<Trigger> all);

} // namespace khronika::claims
