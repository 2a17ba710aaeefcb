// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace khronika::app {

struct VerifyReport {
    std::vector<store::Damage> damages;
    std::vector<std::string> notes; ///< what was looked at less closely, and why
    std::uint64_t items = 0;        ///< hashed
    std::uint64_t item_bytes = 0;
    std::uint64_t entries = 0; ///< of the journal
    std::string root;          ///< of the journal's tree, hex

    [[nodiscard]] bool sound() const { return damages.empty(); }
};

/// Checks every item, every journal entry, the tree, every row of the tables and every byte of the archive's own files,
/// and changes nothing. `progress` is called with the number of items hashed so far. Throws Error where `folder` holds no
/// archive or one of a newer format; everything else that is wrong is in the report.
[[nodiscard]] VerifyReport verify(const Services& services, const std::string& folder,
                                  const std::function<void(std::uint64_t)>& progress = {});

} // namespace khronika::app
