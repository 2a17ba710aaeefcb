// SPDX-License-Identifier: GPL-3.0-or-later
// One open file of SQLite's; not for others.
#pragma once

#include "sys/files.h"

#include <sqlite3.h>

#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace khronika::store {

/// The WAL's index, shared memory beside the database: the regions and locks that its readers and writers hold.
struct SharedIndex {
    std::unique_ptr<sys::RandomFile> file;
    bool read_only = false;
    bool locked = false; ///< the lock that tells that somebody uses the index
};

struct VfsFile {
    VfsFile(sys::Files& with_files, int& error, std::string at) : files(with_files), last_errno(error), path(std::move(at)) {}

    sys::Files& files;
    int& last_errno;  ///< of the VFS, for sqlite3_system_errno
    std::string path; ///< empty for a file without a name
    std::unique_ptr<sys::RandomFile> file;
    bool remove_at_close = false;
    bool sync_name = false; ///< the first sync must keep the file's name too
    int level = SQLITE_LOCK_NONE;
    std::unique_ptr<SharedIndex> index;
};

/// Runs `call`, and gives SQLite's code for what it throws: `code` for a refusal of the operating system.
template <typename Call>
int guarded(int& last_errno, int code, Call call) noexcept
{
    try {
        return call();
    } catch (const sys::DiskFull& error) {
        last_errno = error.number();
        return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_TRUNCATE || code == SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : code;
    } catch (const sys::IoError& error) {
        last_errno = error.number();
        return code;
    } catch (const std::bad_alloc&) {
        last_errno = 0;
        return SQLITE_IOERR_NOMEM;
    } catch (const std::exception&) {
        last_errno = 0;
        return code;
    }
}

/// What SQLite calls for an open file.
[[nodiscard]] const sqlite3_io_methods* file_methods();
[[nodiscard]] VfsFile*& state_of(sqlite3_file* file);

int map_index(VfsFile& file, int region, int size, bool extend, void volatile** out);
int lock_index(VfsFile& file, int first, int count, int flags);
void leave_index(VfsFile& file, bool remove);

} // namespace khronika::store
