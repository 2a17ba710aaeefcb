// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/read_file.h"

#include "base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace khronika::sys {

namespace {

namespace fs = std::filesystem;

const char* mend_for(int error)
{
    switch (error) {
    case ENOENT:
        return "; check the path";
    case EACCES:
    case EPERM:
        return "; give yourself the right to read it";
    default:
        return "";
    }
}

[[noreturn]] void fail_for(const std::string& path, int error)
{
    fail("{}: {}{}", path, std::strerror(error), mend_for(error));
}

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor() { close(m_descriptor); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

void list(const fs::path& folder, std::vector<std::string>& files, std::vector<std::string>& unreadable)
{
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        entries.push_back(*entry);
    }
    if (error) {
        unreadable.push_back(folder.string());
    }
    for (const fs::directory_entry& entry : entries) {
        std::error_code ignored;
        if (entry.path().filename().string().starts_with(".")) {
            continue;
        }
        // A link to a folder is not followed: it may lead in a circle.
        if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
            list(entry.path(), files, unreadable);
        } else if (entry.is_regular_file(ignored)) {
            files.push_back(entry.path().string());
        }
    }
}

} // namespace

std::string read_file(const std::string& path, std::uint64_t limit)
{
    const int opened = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0) {
        fail_for(path, errno);
    }
    const Descriptor file(opened);
    struct stat info{};
    if (fstat(file.get(), &info) != 0) {
        fail_for(path, errno);
    }
    if (!S_ISREG(info.st_mode)) {
        fail("{}: is no regular file; name a file", path);
    }
    if (static_cast<std::uint64_t>(info.st_size) > limit) {
        fail("{}: {} bytes are more than the limit of {}; split the file", path, info.st_size, limit);
    }
    std::string out(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t filled = 0;
    while (filled < out.size()) {
        const ssize_t got = read(file.get(), out.data() + filled, out.size() - filled);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            fail_for(path, errno);
        }
        if (got == 0) {
            break;
        }
        filled += static_cast<std::size_t>(got);
    }
    out.resize(filled);
    return out;
}

std::vector<std::string> files_below(const std::string& folder, std::vector<std::string>& unreadable)
{
    std::vector<std::string> files;
    list(folder, files, unreadable);
    std::ranges::sort(files);
    return files;
}

bool is_folder(const std::string& path)
{
    std::error_code error;
    return fs::is_directory(path, error);
}

bool exists(const std::string& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

} // namespace khronika::sys
