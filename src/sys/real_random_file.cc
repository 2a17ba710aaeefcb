// SPDX-License-Identifier: GPL-3.0-or-later
// Holds are locks of the open file description (F_OFD_SETLK): each object has its own, also within one process, and closing
// another descriptor of the file does not drop them, as it does with the older POSIX locks. The two kinds stand against
// each other, so that the sqlite3 shell may read an archive beside us.
#include "sys/real_random_file.h"

#include "sys/descriptor.h"

#include <cerrno>
#include <cstdlib>
#include <map>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace khronika::sys {

namespace {

class RealRandomFile : public RandomFile {
public:
    RealRandomFile(std::string path, Descriptor file, bool may_write)
        : m_path(std::move(path)), m_file(std::move(file)), m_may_write(may_write)
    {
    }
    RealRandomFile(const RealRandomFile&) = delete;
    RealRandomFile& operator=(const RealRandomFile&) = delete;
    ~RealRandomFile() override
    {
        for (const auto& [offset, region] : m_maps) {
            ::munmap(region.first, region.second);
        }
    }

    std::size_t read_at(std::uint64_t offset, std::span<char> buffer) override
    {
        std::size_t filled = 0;
        while (filled < buffer.size()) {
            const ssize_t count = retried([&] {
                return ::pread(m_file.number(), buffer.data() + filled, buffer.size() - filled, static_cast<off_t>(offset + filled));
            });
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

    void write_at(std::uint64_t offset, std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t count =
                retried([&] { return ::pwrite(m_file.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset)); });
            if (count < 0) {
                fail_io("write", m_path, errno);
            }
            bytes.remove_prefix(static_cast<std::size_t>(count));
            offset += static_cast<std::uint64_t>(count);
        }
    }

    void truncate(std::uint64_t size) override
    {
        if (retried([&] { return ::ftruncate(m_file.number(), static_cast<off_t>(size)); }) != 0) {
            fail_io("cut short", m_path, errno);
        }
    }

    void sync() override
    {
        if (retried([&] { return ::fdatasync(m_file.number()); }) != 0) {
            fail_io("write", m_path, errno);
        }
    }

    std::uint64_t size() override
    {
        struct stat status{};
        if (::fstat(m_file.number(), &status) != 0) {
            fail_io("look at", m_path, errno);
        }
        return static_cast<std::uint64_t>(status.st_size);
    }

    bool hold(std::uint64_t offset, std::uint64_t length, Hold how) override
    {
        struct flock lock = lock_of(offset, length, how);
        if (retried([&] { return ::fcntl(m_file.number(), F_OFD_SETLK, &lock); }) != 0) {
            if (errno == EAGAIN || errno == EACCES) {
                return false;
            }
            fail_io("lock", m_path, errno);
        }
        return true;
    }

    Hold held_by_others(std::uint64_t offset, std::uint64_t length) override
    {
        // The kernel names one lock of perhaps several: first those that stand against reading, then any.
        return stands_against(offset, length, Hold::shared)      ? Hold::exclusive
               : stands_against(offset, length, Hold::exclusive) ? Hold::shared
                                                                 : Hold::none;
    }

    char* map(std::uint64_t offset, std::size_t length) override
    {
        const auto found = m_maps.find(offset);
        if (found != m_maps.end()) {
            return static_cast<char*>(found->second.first);
        }
        const auto place = m_maps.emplace(offset, std::pair<void*, std::size_t>{nullptr, 0}).first;
        void* region = ::mmap(nullptr, length, m_may_write ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, m_file.number(),
                              static_cast<off_t>(offset));
        if (region == MAP_FAILED) {
            m_maps.erase(place);
            fail_io("map", m_path, errno);
        }
        place->second = {region, length};
        return static_cast<char*>(region);
    }

private:
    bool stands_against(std::uint64_t offset, std::uint64_t length, Hold how) const
    {
        struct flock lock = lock_of(offset, length, how);
        if (retried([&] { return ::fcntl(m_file.number(), F_OFD_GETLK, &lock); }) != 0) {
            fail_io("lock", m_path, errno);
        }
        return lock.l_type != F_UNLCK;
    }

    static struct flock lock_of(std::uint64_t offset, std::uint64_t length, Hold how)
    {
        struct flock lock{};
        lock.l_type = static_cast<short>(how == Hold::none ? F_UNLCK : how == Hold::shared ? F_RDLCK : F_WRLCK);
        lock.l_whence = SEEK_SET;
        lock.l_start = static_cast<off_t>(offset);
        lock.l_len = static_cast<off_t>(length);
        return lock;
    }

    std::string m_path;
    Descriptor m_file;
    bool m_may_write;
    std::map<std::uint64_t, std::pair<void*, std::size_t>> m_maps;
};

} // namespace

std::unique_ptr<RandomFile> open_real_random(const std::string& path, Mode mode)
{
    const int flags = mode == Mode::read ? O_RDONLY : mode == Mode::write ? O_RDWR : O_RDWR | O_CREAT;
    return std::make_unique<RealRandomFile>(path, open_or_fail(path, flags, "open"), mode != Mode::read);
}

std::unique_ptr<RandomFile> open_real_unnamed(const std::string& folder)
{
    const int number = retried([&] { return ::open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600); });
    if (number >= 0) {
        return std::make_unique<RealRandomFile>("a temporary file in " + folder, Descriptor(number), true);
    }
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT) {
        fail_io("make a temporary file in", folder, errno);
    }
    // A file system without files that have no name: the name is taken away at once.
    std::string pattern = join(folder, ".temporary-XXXXXX");
    const int named = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (named < 0) {
        fail_io("make a temporary file in", folder, errno);
    }
    Descriptor file(named);
    if (::unlink(pattern.c_str()) != 0) {
        fail_io("remove", pattern, errno);
    }
    return std::make_unique<RealRandomFile>("a temporary file in " + folder, std::move(file), true);
}

} // namespace khronika::sys
