// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/handed_file.h"

#include "sys/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace khronika::sys {

HandedFile::~HandedFile()
{
    if (m_number >= 0) {
        close(m_number);
    }
}

std::uint64_t HandedFile::size() const
{
    struct stat status{};
    return fstat(m_number, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

HandedFile open_to_hand_over(const std::string& path)
{
    HandedFile out(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (out.number() < 0) {
        fail_io("open", path, errno);
    }
    return out;
}

HandedFile in_memory(std::string_view bytes)
{
    HandedFile out(memfd_create("khronika", MFD_CLOEXEC));
    if (out.number() < 0) {
        fail_io("open", "a file in memory", errno);
    }
    while (!bytes.empty()) {
        const ssize_t put = write(out.number(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            fail_io("write", "a file in memory", errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return out;
}

} // namespace khronika::sys
