// SPDX-License-Identifier: GPL-3.0-or-later
// Proofs for the outside. Each is recorded in the journal (`journal_exported`) before it is handed out.
#pragma once

#include "app/archive.h"

#include <cstdint>
#include <string>

namespace khronika::app {

/// The tlog-proof (c2sp.org/tlog-proof) of one entry in the first timestamped checkpoint that covers it (else the first
/// signed one), with the entry's bytes as `extra`. `to` is where it is handed to, for the journal. Throws UsageError where no signed
/// checkpoint covers it.
[[nodiscard]] std::string prove_entry(Archive& archive, std::uint64_t index, const std::string& to);

/// The entry of the item's first collection. Throws Error where it was never collected.
[[nodiscard]] std::uint64_t entry_of_item(const store::Archive& store, const std::string& item);

/// That the journal of `size` entries, of which a checkpoint was signed, grew out of the one of `old_size` entries.
[[nodiscard]] std::string prove_growth(Archive& archive, std::uint64_t old_size, std::uint64_t size, const std::string& to);

struct TilesReport {
    std::uint64_t size = 0; ///< entries of the checkpoint
    std::uint64_t tiles = 0;
    std::uint64_t bundles = 0;      ///< of entries
    std::uint64_t long_bundles = 0; ///< of those, in the form for entries of more than 65,535 bytes
};

/// Writes the log of the latest signed checkpoint as static files (c2sp.org/tlog-tiles) into `folder`, which must be absent
/// or empty; with the entries themselves only where `with_entries`, since they hold texts and names.
[[nodiscard]] TilesReport export_tiles(const Services& services, Archive& archive, const std::string& folder, bool with_entries);

} // namespace khronika::app
