// SPDX-License-Identifier: GPL-3.0-or-later
// The chain of custody of an item as the journal tells it; docs/custody.md says what is recorded and what is not.
#pragma once

#include "app/archive.h"

#include <cstdint>
#include <string>
#include <vector>

namespace khronika::app {

struct CustodyStep {
    std::uint64_t entry = 0; ///< of the journal
    std::string at;
    std::string by;
    std::string what;   ///< `collected`, `read`, `accessed`, `checkpoint signed` ...
    std::string detail; ///< from where, by which reader, to where
    std::string why;    ///< the person's own words; empty where none were given
};

/// Everything that the journal says of the item, in its order; and the first signed checkpoint that covers its collection,
/// with the first timestamp by each authority over a checkpoint that does.
[[nodiscard]] std::vector<CustodyStep> custody(const store::Archive& store, const std::string& item);

/// The item whose SHA-256 is or begins with `text`. Throws UsageError where there is none, or more than one.
[[nodiscard]] std::string find_item(const store::Archive& store, const std::string& text);

/// Appends an entry `item_accessed`, ahead of handing out: `what` of the items (`text`, `bytes`) and `to` where.
void record_access(Archive& archive, const std::vector<std::string>& items, const std::string& what, const std::string& to);

} // namespace khronika::app
