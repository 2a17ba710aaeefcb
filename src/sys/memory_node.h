// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of MemoryFiles share; not for others.
#pragma once

#include "sys/memory_files.h"

#include <tuple>

namespace khronika::sys {

struct MemoryFiles::Node {
    std::uint64_t number = 0; ///< 0 for a file without a name
    std::string bytes;
    bool locked = false;
    /// Of the bytes that are held: who holds them, from, to (exclusive), how.
    std::vector<std::tuple<const void*, std::uint64_t, std::uint64_t, Hold>> holds;
    std::map<std::uint64_t, std::string> maps; ///< what is mapped, apart from the bytes: a power loss takes it
};

/// An open random file of `node`, whose changes `files` records.
[[nodiscard]] std::unique_ptr<RandomFile> open_memory_random(MemoryFiles& files, std::shared_ptr<MemoryFiles::Node> node, bool may_write);

} // namespace khronika::sys
