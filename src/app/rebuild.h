// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::app {

struct RebuildReport {
    std::uint64_t entries = 0;              ///< replayed
    std::vector<store::Damage> differences; ///< between the tables that stood before and the new ones
    std::vector<std::string> notices;
};

/// Makes the tables anew from the journal, and puts them in place in one transaction. Throws Error where the journal
/// itself is damaged.
[[nodiscard]] RebuildReport rebuild(const Services& services, const std::string& folder, const std::string& by);

} // namespace khronika::app
