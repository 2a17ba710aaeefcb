// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/descriptor_io.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace khronika::readers {

bool read_all(int descriptor, char* out, std::size_t size)
{
    while (size > 0) {
        const ssize_t got = ::read(descriptor, out, size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        out += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_all(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

std::optional<std::uint64_t> read_length(int descriptor)
{
    std::array<char, sizeof(std::uint64_t)> bytes{};
    if (!read_all(descriptor, bytes.data(), bytes.size())) {
        return std::nullopt;
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    return length;
}

std::string length_bytes(std::uint64_t length)
{
    std::array<char, sizeof length> bytes{};
    std::memcpy(bytes.data(), &length, sizeof length);
    return {bytes.data(), bytes.size()};
}

} // namespace khronika::readers
