// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "claims/speakers.h"

#include <vector>

namespace khronika::claims {

/// The speech frames of a document in its order. The item's own outlet is left out of every chain.
[[nodiscard]] std::vector<Frame> find_frames(const Document& document);

} // namespace khronika::claims
