// SPDX-License-Identifier: GPL-3.0-or-later
// The file `checkpoint`: how far the journal had grown, kept apart from the database so that a database that was put
// back to an earlier state is found. A line a commit, `SIZE ROOT\n`, appended and synced before the commit is reported;
// a clean close leaves the last line alone.
//
// Rejected: replacing the whole file at each commit, which costs two syncs where an appended line costs one.
#pragma once

#include "archive/sha256.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::archive {

struct Checkpoint {
    std::uint64_t size = 0;
    Hash root{};
    bool operator==(const Checkpoint&) const = default;
};

[[nodiscard]] std::string checkpoint_line(const Checkpoint& checkpoint);

struct CheckpointFile {
    std::vector<Checkpoint> checkpoints;
    std::vector<std::size_t> damaged_lines; ///< from 1
    bool unfinished = false;                ///< the last line lacks its end or has a hole: the power failed while it was written
};

[[nodiscard]] CheckpointFile parse_checkpoints(std::string_view bytes);

} // namespace khronika::archive
