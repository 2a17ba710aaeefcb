// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/claim.h"

#include <string>
#include <vector>

namespace khronika::app {

class Archive;

/// The claims that stand for `items`, each named by the beginning of its hash (six digits or more); of all items where none
/// is named. Throws Error for a name that fits no item or several.
[[nodiscard]] std::vector<Claim> list_claims(const Archive& archive, const std::vector<std::string>& items);

} // namespace khronika::app
