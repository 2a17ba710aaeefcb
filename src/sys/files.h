// SPDX-License-Identifier: GPL-3.0-or-later
// Every touch of the file system goes through Files, so that a test can fail any of them (faulty_files.h) or lose what
// was not synced (memory_files.h). So do SQLite's: store/vfs.h passes them on.
#pragma once

#include "base/error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::sys {

/// The operating system refused a call.
class IoError : public Error {
public:
    IoError(const std::string& message, int number) : Error(message), m_number(number) {}
    [[nodiscard]] int number() const { return m_number; } ///< of <cerrno>

private:
    int m_number;
};

/// No space left, or a quota or size limit reached: what else the batch would write cannot be kept either.
class DiskFull : public IoError {
public:
    using IoError::IoError;
};

enum class Kind { file, folder, link, other };

struct Status {
    Kind kind = Kind::file; ///< never `link`: links are followed
    std::uint64_t size = 0; ///< bytes
};

struct Listed {
    std::string name;
    Kind kind = Kind::file;
    bool operator==(const Listed&) const = default;
};

/// A file that is being read, from its beginning.
class Source {
public:
    virtual ~Source() = default;
    /// Fills `buffer` as far as it can and gives the number of bytes; 0 at the end alone.
    [[nodiscard]] virtual std::size_t read(std::span<char> buffer) = 0;
};

/// A file that is being written, at its end.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void write(std::string_view bytes) = 0;
    /// Returns when what was written will survive a loss of power.
    virtual void sync() = 0;
};

enum class Hold { none, shared, exclusive };

/// A file of which any part is read and written, as a database does it. Holds are advisory, and end with the object.
class RandomFile {
public:
    virtual ~RandomFile() = default;
    /// Fills `buffer` from `offset` on as far as the file reaches, and gives the number of bytes.
    [[nodiscard]] virtual std::size_t read_at(std::uint64_t offset, std::span<char> buffer) = 0;
    virtual void write_at(std::uint64_t offset, std::string_view bytes) = 0;
    virtual void truncate(std::uint64_t size) = 0;
    /// Returns when what was written will survive a loss of power.
    virtual void sync() = 0;
    [[nodiscard]] virtual std::uint64_t size() = 0;
    /// Holds `length` bytes from `offset` on in this way instead of the way before; false, with nothing changed, where
    /// another stands against it. The bytes need not exist.
    [[nodiscard]] virtual bool hold(std::uint64_t offset, std::uint64_t length, Hold how) = 0;
    /// The strongest hold of others on any of these bytes.
    [[nodiscard]] virtual Hold held_by_others(std::uint64_t offset, std::uint64_t length) = 0;
    /// These bytes as memory that all share who map them, valid as long as this object. The file must reach so far.
    [[nodiscard]] virtual char* map(std::uint64_t offset, std::size_t length) = 0;
};

enum class Mode {
    read,
    write, ///< the file must exist
    make,  ///< where it does not exist
};

/// The bytes of a file, for reading, without a copy: what is not touched is never loaded. Only for files that are replaced
/// whole and never rewritten in place (installed tables): one that is cut short while it is mapped ends the program.
class Mapping {
public:
    virtual ~Mapping() = default;
    /// Valid as long as the mapping lives.
    [[nodiscard]] virtual std::string_view bytes() const = 0;
};

/// Held until destroyed, or until the process ends in any way.
class Lock {
public:
    virtual ~Lock() = default;
};

/// Every method throws Error that names the path and how to mend it, and DiskFull where there is no space.
class Files {
public:
    virtual ~Files() = default;
    [[nodiscard]] virtual std::unique_ptr<Source> open(const std::string& path) = 0;
    [[nodiscard]] virtual std::unique_ptr<Mapping> map(const std::string& path) = 0;
    /// `path` must not exist.
    [[nodiscard]] virtual std::unique_ptr<Sink> create(const std::string& path) = 0;
    /// As create, for its owner's eyes alone (0600).
    [[nodiscard]] virtual std::unique_ptr<Sink> create_private(const std::string& path) { return create(path); }
    /// Makes the file where it does not exist.
    [[nodiscard]] virtual std::unique_ptr<Sink> append(const std::string& path) = 0;
    [[nodiscard]] virtual std::unique_ptr<RandomFile> open_random(const std::string& path, Mode mode) = 0;
    /// A file without a name that is gone when it is closed, on the medium of `folder`.
    [[nodiscard]] virtual std::unique_ptr<RandomFile> open_unnamed(const std::string& folder) = 0;
    /// Replaces `to` where it exists. Durable after sync_folder of both folders.
    virtual void rename(const std::string& from, const std::string& to) = 0;
    virtual void remove(const std::string& path) = 0;
    /// The folder must be empty.
    virtual void remove_folder(const std::string& path) = 0;
    virtual void make_folder(const std::string& path) = 0;
    /// Returns when the folder's names will survive a loss of power.
    virtual void sync_folder(const std::string& path) = 0;
    /// Returns when everything, bytes and names, on the file system of `folder` will survive a loss of power: one call for
    /// many files.
    virtual void sync_all(const std::string& folder) = 0;
    /// Whether several threads may use it at once.
    [[nodiscard]] virtual bool many_threads() const { return false; }
    /// Takes away the right to write.
    virtual void protect(const std::string& path) = 0;
    /// In the order of the names' bytes.
    [[nodiscard]] virtual std::vector<Listed> list(const std::string& folder) = 0;
    /// Absent where there is nothing at `path`.
    [[nodiscard]] virtual std::optional<Status> status(const std::string& path) = 0;
    /// Null where another process holds the lock on that file.
    [[nodiscard]] virtual std::unique_ptr<Lock> try_lock(const std::string& path) = 0;
};

/// The real file system.
[[nodiscard]] Files& real_files();

/// Throws IoError or DiskFull: `cannot ACTION PATH: REASON; MEND`.
[[noreturn]] void fail_io(std::string_view action, const std::string& path, int error_number);

/// The whole file; throws where it is longer than `limit` bytes.
[[nodiscard]] std::string read_all(Files& files, const std::string& path, std::uint64_t limit = std::uint64_t{1} << 30);
/// Calls `take` with each run of bytes, in order; at most one run is in memory.
void each_chunk(Files& files, const std::string& path, const std::function<void(std::string_view)>& take);
/// Writes a new file and syncs it; its folder is not synced.
void write_new(Files& files, const std::string& path, std::string_view bytes);
/// Puts `bytes` at `path` so that a crash leaves either the old file or the new; durable when it returns.
void replace(Files& files, const std::string& path, std::string_view bytes);

/// Makes `folder` and those above it that do not exist.
void make_folders(Files& files, const std::string& folder);
/// Removes a folder with all that it holds; links in it are removed, not followed.
void remove_tree(Files& files, const std::string& folder);

/// `folder` and `name` with one slash between.
[[nodiscard]] std::string join(std::string_view folder, std::string_view name);
/// The part before the last slash; `.` where there is none.
[[nodiscard]] std::string folder_of(std::string_view path);
/// The part after the last slash.
[[nodiscard]] std::string name_of(std::string_view path);

} // namespace khronika::sys
