// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/descriptor.h"
#include "sys/files.h"
#include "sys/real_random_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace khronika::sys {

namespace {

/// A regular file that is open for reading, with its size.
struct Readable {
    explicit Readable(const std::string& path) : file(open_or_fail(path, O_RDONLY | O_NONBLOCK, "open"))
    {
        struct stat status{};
        if (::fstat(file.number(), &status) != 0) {
            fail_io("open", path, errno);
        }
        if (!S_ISREG(status.st_mode)) {
            fail("cannot read {}: it is no regular file; name a file or a folder", path);
        }
        size = static_cast<std::size_t>(status.st_size);
    }
    Descriptor file;
    std::size_t size = 0;
};

class RealSource : public Source {
public:
    explicit RealSource(const std::string& path) : m_path(path), m_file(std::move(Readable(path).file))
    {
        ::posix_fadvise(m_file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
    }

    std::size_t read(std::span<char> buffer) override
    {
        std::size_t filled = 0;
        while (filled < buffer.size()) {
            const ssize_t count = retried([&] { return ::read(m_file.number(), buffer.data() + filled, buffer.size() - filled); });
            if (count < 0) {
                fail_io("read", m_path, errno);
            }
            if (count == 0) {
                break;
            }
            filled += static_cast<std::size_t>(count);
        }
        return filled;
    }

private:
    std::string m_path;
    Descriptor m_file;
};

class RealMapping : public Mapping {
public:
    explicit RealMapping(const std::string& path)
    {
        const Readable readable(path);
        if (readable.size == 0) {
            return; // of which no mapping can be made
        }
        void* const mapped = ::mmap(nullptr, readable.size, PROT_READ, MAP_PRIVATE, readable.file.number(), 0);
        if (mapped == MAP_FAILED) {
            fail_io("map", path, errno);
        }
        m_bytes = {static_cast<const char*>(mapped), readable.size};
    }
    RealMapping(const RealMapping&) = delete;
    RealMapping& operator=(const RealMapping&) = delete;
    ~RealMapping() override
    {
        if (!m_bytes.empty()) {
            ::munmap(const_cast<char*>(m_bytes.data()), m_bytes.size());
        }
    }
    [[nodiscard]] std::string_view bytes() const override { return m_bytes; }

private:
    std::string_view m_bytes;
};

class RealSink : public Sink {
public:
    RealSink(const std::string& path, int flags, mode_t mode = 0644)
        : m_path(path), m_file(open_or_fail(path, O_WRONLY | O_CREAT | flags, "create", mode))
    {
    }

    void write(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t count = retried([&] { return ::write(m_file.number(), bytes.data(), bytes.size()); });
            if (count < 0) {
                fail_io("write", m_path, errno);
            }
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    void sync() override
    {
        if (::fsync(m_file.number()) != 0) {
            fail_io("write", m_path, errno);
        }
    }

private:
    std::string m_path;
    Descriptor m_file;
};

class RealLock : public Lock {
public:
    explicit RealLock(Descriptor file) : m_file(std::move(file)) {}

private:
    Descriptor m_file;
};

Kind kind_of(mode_t mode)
{
    return S_ISREG(mode) ? Kind::file : S_ISDIR(mode) ? Kind::folder : S_ISLNK(mode) ? Kind::link : Kind::other;
}

class RealFiles : public Files {
public:
    std::unique_ptr<Source> open(const std::string& path) override { return std::make_unique<RealSource>(path); }
    std::unique_ptr<Mapping> map(const std::string& path) override { return std::make_unique<RealMapping>(path); }
    std::unique_ptr<Sink> create(const std::string& path) override { return std::make_unique<RealSink>(path, O_EXCL); }
    std::unique_ptr<Sink> create_private(const std::string& path) override { return std::make_unique<RealSink>(path, O_EXCL, 0600); }
    std::unique_ptr<Sink> append(const std::string& path) override { return std::make_unique<RealSink>(path, O_APPEND); }

    std::unique_ptr<RandomFile> open_random(const std::string& path, Mode mode) override { return open_real_random(path, mode); }
    std::unique_ptr<RandomFile> open_unnamed(const std::string& folder) override { return open_real_unnamed(folder); }

    void rename(const std::string& from, const std::string& to) override
    {
        if (::rename(from.c_str(), to.c_str()) != 0) {
            fail_io("rename to", to, errno);
        }
    }

    void remove(const std::string& path) override
    {
        if (::unlink(path.c_str()) != 0) {
            fail_io("remove", path, errno);
        }
    }

    void remove_folder(const std::string& path) override
    {
        if (::rmdir(path.c_str()) != 0) {
            fail_io("remove the folder", path, errno);
        }
    }

    void make_folder(const std::string& path) override
    {
        if (::mkdir(path.c_str(), 0755) != 0) {
            fail_io("make the folder", path, errno);
        }
    }

    void sync_folder(const std::string& path) override
    {
        const Descriptor folder = open_or_fail(path, O_RDONLY | O_DIRECTORY, "open");
        if (::fsync(folder.number()) != 0) {
            fail_io("write", path, errno);
        }
    }

    void sync_all(const std::string& path) override
    {
        const Descriptor folder = open_or_fail(path, O_RDONLY | O_DIRECTORY, "open");
        if (::syncfs(folder.number()) != 0) {
            fail_io("write", path, errno);
        }
    }

    bool many_threads() const override { return true; }

    void protect(const std::string& path) override
    {
        if (::chmod(path.c_str(), 0444) != 0) {
            fail_io("protect", path, errno);
        }
    }

    std::vector<Listed> list(const std::string& folder) override
    {
        const std::unique_ptr<DIR, int (*)(DIR*)> open_folder(::opendir(folder.c_str()), &::closedir);
        if (!open_folder) {
            fail_io("list", folder, errno);
        }
        std::vector<Listed> out;
        for (errno = 0; const dirent* entry = ::readdir(open_folder.get()); errno = 0) {
            const std::string name = entry->d_name;
            if (name == "." || name == "..") {
                continue;
            }
            struct stat status{};
            if (::fstatat(::dirfd(open_folder.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
                fail_io("look at", join(folder, name), errno);
            }
            out.push_back({name, kind_of(status.st_mode)});
        }
        if (errno != 0) {
            fail_io("list", folder, errno);
        }
        std::sort(out.begin(), out.end(), [](const Listed& a, const Listed& b) { return a.name < b.name; });
        return out;
    }

    std::optional<Status> status(const std::string& path) override
    {
        struct stat status{};
        if (::stat(path.c_str(), &status) != 0) {
            if (errno == ENOENT || errno == ENOTDIR) {
                return std::nullopt;
            }
            fail_io("look at", path, errno);
        }
        return Status{kind_of(status.st_mode), static_cast<std::uint64_t>(status.st_size)};
    }

    std::unique_ptr<Lock> try_lock(const std::string& path) override
    {
        Descriptor file = open_or_fail(path, O_RDWR | O_CREAT, "open");
        if (retried([&] { return ::flock(file.number(), LOCK_EX | LOCK_NB); }) != 0) {
            if (errno == EWOULDBLOCK) {
                return nullptr;
            }
            fail_io("lock", path, errno);
        }
        return std::make_unique<RealLock>(std::move(file));
    }
};

} // namespace

Files& real_files()
{
    static RealFiles files;
    return files;
}

} // namespace khronika::sys
