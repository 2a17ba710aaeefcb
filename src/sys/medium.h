// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: what is on a disk when the power fails. A program's changes and syncs are one ordered log (memory_files.h);
// what was synced is on the medium, and of the rest any part may be: nothing, all, the first changes with the last one
// torn, or any selection of them, torn at sectors of 512 or 4096 bytes or at any byte.
//
// The model is stricter than most file systems: syncing a file does not keep its name, syncing one of two folders keeps
// that half of a rename alone, and names reach the medium in any order. What it takes for granted: bytes that were synced
// are not harmed by later writes beside them (SQLite calls it powersafe overwrite), and a hole reads as zeros.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace khronika::sys {

/// One change or sync, in the order in which the program asked for it.
struct DiskChange {
    enum class Kind { create, make_folder, rename, remove, remove_folder, sync_folder, write, truncate, sync, sync_all };
    Kind kind = Kind::sync;
    std::uint64_t file = 0;   ///< the file's own number, from 1, whatever its name; 0 for a folder
    std::string path;         ///< of create, make_folder, remove, remove_folder, sync_folder; what a rename renames
    std::string to;           ///< of a rename
    std::uint64_t offset = 0; ///< of a write; the size that a truncate gives
    std::string bytes;        ///< of a write
};

/// Names with the numbers of their files, 0 for a folder; and the bytes of each file.
struct DiskState {
    std::map<std::string, std::uint64_t> names{{".", 0}, {"/", 0}};
    std::map<std::uint64_t, std::string> bytes;
};

/// How much of what was not synced reached the medium.
enum class Loss {
    all_dropped,
    none_dropped, ///< as after a crash of the program alone
    cut_short,    ///< the changes up to one of them, which may be torn
    reordered,    ///< any selection, each torn or whole
};

class Medium {
public:
    Medium() = default;
    /// Everything in `state` counts as synced.
    explicit Medium(DiskState state) : m_kept(std::move(state)) {}

    /// Takes the next change of the log, which must outlive this object. Where `syncs_work` is false, a sync does nothing.
    void take(const DiskChange& change, bool syncs_work = true);

    /// What is there after a loss of power now; `draw` decides.
    [[nodiscard]] DiskState lose_power(Loss loss, std::mt19937_64& draw) const;

private:
    void sync_folder(const std::string& folder);
    void sync_all();

    DiskState m_kept;
    std::vector<DiskChange> m_names;         ///< of names, not synced
    std::vector<const DiskChange*> m_writes; ///< of bytes, not synced
};

} // namespace khronika::sys
