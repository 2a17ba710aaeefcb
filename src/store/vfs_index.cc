// SPDX-License-Identifier: GPL-3.0-or-later
// The WAL's index: a file of shared memory beside the database, laid out and locked as SQLite's "unix" VFS does it
// (os_unix.c, "Shared Memory"). Whoever comes first empties it, so that it is made anew from the log.
#include "store/vfs_file.h"

#include "sys/files.h"

#include <cerrno>

namespace khronika::store {

namespace {

using sys::Hold;

// In os_unix.c UNIX_SHM_BASE and UNIX_SHM_DMS.
constexpr std::uint64_t first_lock = (22 + SQLITE_SHM_NLOCK) * 4;
constexpr std::uint64_t in_use_lock = first_lock + SQLITE_SHM_NLOCK;
constexpr std::uint64_t page = 4096;

std::string index_path(const VfsFile& file)
{
    return file.path + "-shm";
}

/// Writing is tried first; a reader without the right to it may still share what others have made.
std::unique_ptr<SharedIndex> open_index(const VfsFile& file)
{
    auto out = std::make_unique<SharedIndex>();
    try {
        out->file = file.files.open_random(index_path(file), sys::Mode::make);
        return out;
    } catch (const sys::IoError& error) {
        if (error.number() != EACCES && error.number() != EPERM && error.number() != EROFS) {
            throw;
        }
    }
    out->file = file.files.open_random(index_path(file), sys::Mode::read);
    out->read_only = true;
    return out;
}

/// Takes the lock that tells that the index is in use, and empties the index where nobody used it.
int use_index(SharedIndex& index)
{
    const Hold others = index.file->held_by_others(in_use_lock, 1);
    if (others == Hold::exclusive) {
        return SQLITE_BUSY;
    }
    if (others == Hold::none) {
        if (index.read_only) {
            return SQLITE_READONLY_CANTINIT;
        }
        if (!index.file->hold(in_use_lock, 1, Hold::exclusive)) {
            return SQLITE_BUSY;
        }
        // As long as os_unix.c makes it: the size tells a person that it was emptied.
        index.file->truncate(3);
    }
    if (!index.file->hold(in_use_lock, 1, Hold::shared)) {
        return SQLITE_BUSY;
    }
    index.locked = true;
    return SQLITE_OK;
}

} // namespace

int map_index(VfsFile& file, int region, int size, bool extend, void volatile** out)
{
    if (!file.index) {
        try {
            file.index = open_index(file);
        } catch (const sys::IoError& error) {
            file.last_errno = error.number();
            return SQLITE_CANTOPEN;
        }
    }
    SharedIndex& index = *file.index;
    if (!index.locked) {
        const int code = use_index(index);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    const auto bytes = static_cast<std::uint64_t>(size);
    const std::uint64_t from = static_cast<std::uint64_t>(region) * bytes;
    std::uint64_t have = index.file->size();
    if (have < from + bytes) {
        if (!extend) {
            return SQLITE_OK;
        }
        // A byte a page: a disk that is full is told now, and not by a signal when the memory is touched.
        for (have = have / page * page; have < from + bytes; have += page) {
            index.file->write_at(have + page - 1, std::string_view("\0", 1));
        }
    }
    *out = index.file->map(from, static_cast<std::size_t>(size));
    return index.read_only ? SQLITE_READONLY : SQLITE_OK;
}

int lock_index(VfsFile& file, int first, int count, int flags)
{
    if (!file.index) {
        return SQLITE_IOERR_SHMLOCK;
    }
    const Hold how = (flags & SQLITE_SHM_UNLOCK) != 0 ? Hold::none : (flags & SQLITE_SHM_SHARED) != 0 ? Hold::shared : Hold::exclusive;
    return file.index->file->hold(first_lock + static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(count), how) ? SQLITE_OK
                                                                                                                          : SQLITE_BUSY;
}

void leave_index(VfsFile& file, bool remove)
{
    if (!file.index) {
        return;
    }
    file.index.reset();
    if (remove) {
        // Best effort, as in os_unix.c: an index that is left is emptied by whoever comes first.
        (void)guarded(file.last_errno, SQLITE_OK, [&] {
            file.files.remove(index_path(file));
            return SQLITE_OK;
        });
    }
}

} // namespace khronika::store
