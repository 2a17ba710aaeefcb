// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite's own files through sys::Files, so that a test can fail any call of the database's, or lose power in the middle of
// it, as it can for every other file.
//
// Locks lie on the same bytes as those of SQLite's own "unix" VFS, so that other programs may read an archive beside us.
// Rejected: a shim over that VFS, which would leave the twin of the tests another way to the disk than the program has.
#pragma once

#include <memory>
#include <string>

namespace khronika::sys {
class Files;
}

namespace khronika::store {

/// A registered VFS. It must outlive the connections that use it, and `files` must outlive it.
class Vfs {
public:
    /// Databases without a name are kept in `temporary_folder`.
    Vfs(sys::Files& files, std::string temporary_folder);
    Vfs(Vfs&&) noexcept;
    Vfs& operator=(Vfs&&) noexcept;
    ~Vfs();

    /// By which sqlite3_open_v2 finds it.
    [[nodiscard]] const char* name() const;

    struct State;

private:
    std::unique_ptr<State> m_state;
};

} // namespace khronika::store
