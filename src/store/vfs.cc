// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/vfs.h"

#include "base/error.h"
#include "store/vfs_file.h"
#include "sys/files.h"

#include <sqlite3.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace khronika::store {

struct Vfs::State {
    sys::Files& files;
    std::string temporary_folder;
    std::string name;
    int last_errno = 0;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr; ///< for time, sleep and randomness
};

namespace {

Vfs::State& registered(sqlite3_vfs* vfs)
{
    return *static_cast<Vfs::State*>(vfs->pAppData);
}

constexpr int longest_path = 4096;
constexpr int logs = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;

std::unique_ptr<VfsFile> open_file(Vfs::State& state, const char* path, int flags)
{
    auto file = std::make_unique<VfsFile>(VfsFile(state.files, state.last_errno, path == nullptr ? "" : path));
    if (path == nullptr) {
        file->file = state.files.open_unnamed(state.temporary_folder);
        return file;
    }
    const bool make = (flags & SQLITE_OPEN_CREATE) != 0;
    file->file = state.files.open_random(path, make                                   ? sys::Mode::make
                                               : (flags & SQLITE_OPEN_READWRITE) != 0 ? sys::Mode::write
                                                                                      : sys::Mode::read);
    file->remove_at_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    file->sync_name = make && (flags & logs) != 0;
    return file;
}

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* handle, int flags, int* flags_out)
{
    Vfs::State& state = registered(vfs);
    handle->pMethods = nullptr;
    state_of(handle) = nullptr;
    return guarded(state.last_errno, SQLITE_CANTOPEN, [&] {
        try {
            state_of(handle) = open_file(state, path, flags).release();
        } catch (const sys::IoError& error) {
            const int number = error.number();
            if ((flags & SQLITE_OPEN_READWRITE) == 0 || path == nullptr || (number != EACCES && number != EROFS && number != EPERM)) {
                throw;
            }
            flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
            state_of(handle) = open_file(state, path, flags).release();
        }
        handle->pMethods = file_methods();
        if (flags_out != nullptr) {
            *flags_out = flags;
        }
        return SQLITE_OK;
    });
}

int remove(sqlite3_vfs* vfs, const char* path, int sync_folder)
{
    Vfs::State& state = registered(vfs);
    int code = SQLITE_IOERR_DELETE;
    const int result = guarded(state.last_errno, code, [&] {
        if (!state.files.status(path)) {
            state.last_errno = ENOENT;
            return SQLITE_IOERR_DELETE_NOENT;
        }
        state.files.remove(path);
        return SQLITE_OK;
    });
    if (result != SQLITE_OK || sync_folder == 0) {
        return result;
    }
    return guarded(state.last_errno, SQLITE_IOERR_DIR_FSYNC, [&] {
        state.files.sync_folder(sys::folder_of(path));
        return SQLITE_OK;
    });
}

int access(sqlite3_vfs* vfs, const char* path, int flags, int* out)
{
    Vfs::State& state = registered(vfs);
    return guarded(state.last_errno, SQLITE_IOERR_ACCESS, [&] {
        const auto status = state.files.status(path);
        // As in os_unix.c: an empty file is as good as none, so that an empty log is not taken for one to recover.
        *out = status && (flags != SQLITE_ACCESS_EXISTS || status->kind != sys::Kind::file || status->size > 0) ? 1 : 0;
        return SQLITE_OK;
    });
}

int full_path(sqlite3_vfs*, const char* path, int size, char* out)
{
    // As it was given: the program never changes its working folder.
    const std::size_t length = std::strlen(path);
    if (length >= static_cast<std::size_t>(size)) {
        return SQLITE_CANTOPEN;
    }
    std::memcpy(out, path, length + 1);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* out)
{
    sqlite3_vfs* real = registered(vfs).real;
    return real->xRandomness(real, size, out);
}

int sleep(sqlite3_vfs* vfs, int microseconds)
{
    sqlite3_vfs* real = registered(vfs).real;
    return real->xSleep(real, microseconds);
}

int now(sqlite3_vfs* vfs, double* out)
{
    sqlite3_vfs* real = registered(vfs).real;
    return real->xCurrentTime(real, out);
}

int now_64(sqlite3_vfs* vfs, sqlite3_int64* out)
{
    sqlite3_vfs* real = registered(vfs).real;
    return real->xCurrentTimeInt64(real, out);
}

int last_error(sqlite3_vfs* vfs, int, char*)
{
    return registered(vfs).last_errno;
}

void fill(Vfs::State& state)
{
    sqlite3_vfs& vfs = state.vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(sqlite3_file) + sizeof(VfsFile*));
    vfs.mxPathname = longest_path;
    vfs.zName = state.name.c_str();
    vfs.pAppData = &state;
    vfs.xOpen = &open;
    vfs.xDelete = &remove;
    vfs.xAccess = &access;
    vfs.xFullPathname = &full_path;
    vfs.xRandomness = &randomness;
    vfs.xSleep = &sleep;
    vfs.xCurrentTime = &now;
    vfs.xGetLastError = &last_error;
    vfs.xCurrentTimeInt64 = &now_64;
}

} // namespace

Vfs::Vfs(sys::Files& files, std::string temporary_folder)
    : m_state(std::make_unique<State>(State{files, std::move(temporary_folder), {}, 0, {}, nullptr}))
{
    static std::atomic<std::uint64_t> number{0};
    m_state->name = fmt::format("khronika-{}", ++number);
    m_state->real = sqlite3_vfs_find(nullptr);
    fill(*m_state);
    if (m_state->real == nullptr || sqlite3_vfs_register(&m_state->vfs, 0) != SQLITE_OK) {
        m_state->name.clear();
        fail("SQLite could not be started; check that there is memory, and that libsqlite3-0 is Debian's");
    }
}

Vfs::Vfs(Vfs&&) noexcept = default;

Vfs& Vfs::operator=(Vfs&& other) noexcept
{
    std::swap(m_state, other.m_state);
    return *this;
}

Vfs::~Vfs()
{
    if (m_state && !m_state->name.empty()) {
        sqlite3_vfs_unregister(&m_state->vfs);
    }
}

const char* Vfs::name() const
{
    return m_state->name.c_str();
}

} // namespace khronika::store
