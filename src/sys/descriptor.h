// SPDX-License-Identifier: GPL-3.0-or-later
// For the real files alone.
#pragma once

#include "sys/files.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace khronika::sys {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor()
    {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

template <typename Call>
auto retried(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR) {
        result = call();
    }
    return result;
}

inline Descriptor open_or_fail(const std::string& path, int flags, std::string_view action, mode_t mode = 0644)
{
    const int number = retried([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); });
    if (number < 0) {
        fail_io(action, path, errno);
    }
    return Descriptor(number);
}

} // namespace khronika::sys
