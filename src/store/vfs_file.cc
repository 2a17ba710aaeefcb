// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/vfs_file.h"

#include <cstring>
#include <span>
#include <string_view>

namespace khronika::store {

namespace {

struct Handle {
    sqlite3_file base; // must be the first
    VfsFile* state;
};

using sys::Hold;

// The bytes of the file format's section 1.5 and of SQLite's os.h.
constexpr std::uint64_t pending_byte = 0x40000000;
constexpr std::uint64_t reserved_byte = pending_byte + 1;
constexpr std::uint64_t shared_first = pending_byte + 2;
constexpr std::uint64_t shared_size = 510;

int close(sqlite3_file* handle)
{
    VfsFile* file = state_of(handle);
    if (file == nullptr) {
        return SQLITE_OK;
    }
    leave_index(*file, false);
    const bool remove = file->remove_at_close && !file->path.empty();
    const int code = guarded(file->last_errno, SQLITE_IOERR_DELETE, [&] {
        file->file.reset();
        if (remove) {
            file->files.remove(file->path);
        }
        return SQLITE_OK;
    });
    delete file;
    state_of(handle) = nullptr;
    return code;
}

int read(sqlite3_file* handle, void* out, int amount, sqlite3_int64 offset)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_READ, [&] {
        const std::span<char> buffer(static_cast<char*>(out), static_cast<std::size_t>(amount));
        const std::size_t got = file.file->read_at(static_cast<std::uint64_t>(offset), buffer);
        if (got == buffer.size()) {
            return SQLITE_OK;
        }
        file.last_errno = 0;
        std::memset(buffer.data() + got, 0, buffer.size() - got);
        return SQLITE_IOERR_SHORT_READ;
    });
}

int write(sqlite3_file* handle, const void* bytes, int amount, sqlite3_int64 offset)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_WRITE, [&] {
        file.file->write_at(static_cast<std::uint64_t>(offset),
                            std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(amount)));
        return SQLITE_OK;
    });
}

int truncate(sqlite3_file* handle, sqlite3_int64 size)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_TRUNCATE, [&] {
        file.file->truncate(static_cast<std::uint64_t>(size));
        return SQLITE_OK;
    });
}

int sync(sqlite3_file* handle, int)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_FSYNC, [&] {
        file.file->sync();
        if (file.sync_name) {
            file.files.sync_folder(sys::folder_of(file.path));
            file.sync_name = false;
        }
        return SQLITE_OK;
    });
}

int size(sqlite3_file* handle, sqlite3_int64* out)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_FSTAT, [&] {
        *out = static_cast<sqlite3_int64>(file.file->size());
        return SQLITE_OK;
    });
}

bool lock_shared(sys::RandomFile& file)
{
    // A writer that waits for the readers to go holds the pending byte, so that no new one comes.
    if (!file.hold(pending_byte, 1, Hold::shared)) {
        return false;
    }
    const bool held = file.hold(shared_first, shared_size, Hold::shared);
    (void)file.hold(pending_byte, 1, Hold::none);
    return held;
}

int lock(sqlite3_file* handle, int level)
{
    VfsFile& file = *state_of(handle);
    if (level <= file.level) {
        return SQLITE_OK;
    }
    return guarded(file.last_errno, SQLITE_IOERR_LOCK, [&] {
        bool held = false;
        if (level == SQLITE_LOCK_SHARED) {
            held = lock_shared(*file.file);
        } else if (level == SQLITE_LOCK_RESERVED) {
            held = file.file->hold(reserved_byte, 1, Hold::exclusive);
        } else {
            held = file.level >= SQLITE_LOCK_PENDING || file.file->hold(pending_byte, 1, Hold::exclusive);
            if (held) {
                file.level = SQLITE_LOCK_PENDING;
            }
            held = held && (level == SQLITE_LOCK_PENDING || file.file->hold(shared_first, shared_size, Hold::exclusive));
        }
        if (!held) {
            return SQLITE_BUSY;
        }
        file.level = level;
        return SQLITE_OK;
    });
}

int unlock(sqlite3_file* handle, int level)
{
    VfsFile& file = *state_of(handle);
    if (level >= file.level) {
        return SQLITE_OK;
    }
    return guarded(file.last_errno, SQLITE_IOERR_UNLOCK, [&] {
        if (level == SQLITE_LOCK_SHARED) {
            if (file.level == SQLITE_LOCK_EXCLUSIVE && !file.file->hold(shared_first, shared_size, Hold::shared)) {
                return SQLITE_IOERR_RDLOCK;
            }
            (void)file.file->hold(pending_byte, 2, Hold::none);
        } else {
            (void)file.file->hold(pending_byte, shared_first - pending_byte + shared_size, Hold::none);
        }
        file.level = level;
        return SQLITE_OK;
    });
}

int check_reserved(sqlite3_file* handle, int* out)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_CHECKRESERVEDLOCK, [&] {
        *out = file.level >= SQLITE_LOCK_RESERVED || file.file->held_by_others(reserved_byte, 1) != Hold::none ? 1 : 0;
        return SQLITE_OK;
    });
}

int control(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*)
{
    return 4096;
}

/// As SQLite's own VFS for Unix takes it: a torn write harms no bytes beside those that were written.
int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shm_map(sqlite3_file* handle, int region, int bytes, int extend, void volatile** out)
{
    VfsFile& file = *state_of(handle);
    *out = nullptr;
    return guarded(file.last_errno, SQLITE_IOERR_SHMMAP, [&] { return map_index(file, region, bytes, extend != 0, out); });
}

int shm_lock(sqlite3_file* handle, int first, int count, int flags)
{
    VfsFile& file = *state_of(handle);
    return guarded(file.last_errno, SQLITE_IOERR_SHMLOCK, [&] { return lock_index(file, first, count, flags); });
}

void shm_barrier(sqlite3_file*)
{
    __sync_synchronize();
}

int shm_unmap(sqlite3_file* handle, int remove)
{
    leave_index(*state_of(handle), remove != 0);
    return SQLITE_OK;
}

} // namespace

VfsFile*& state_of(sqlite3_file* file)
{
    return reinterpret_cast<Handle*>(file)->state;
}

const sqlite3_io_methods* file_methods()
{
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods out{};
        out.iVersion = 2; // with shared memory for the WAL, without mapped pages
        out.xClose = &close;
        out.xRead = &read;
        out.xWrite = &write;
        out.xTruncate = &truncate;
        out.xSync = &sync;
        out.xFileSize = &size;
        out.xLock = &lock;
        out.xUnlock = &unlock;
        out.xCheckReservedLock = &check_reserved;
        out.xFileControl = &control;
        out.xSectorSize = &sector_size;
        out.xDeviceCharacteristics = &characteristics;
        out.xShmMap = &shm_map;
        out.xShmLock = &shm_lock;
        out.xShmBarrier = &shm_barrier;
        out.xShmUnmap = &shm_unmap;
        return out;
    }();
    return &methods;
}

} // namespace khronika::store
