// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace khronika::sys {

/// A file that is open for reading alone, to be handed to another process; closed when destroyed.
class HandedFile {
public:
    explicit HandedFile(int number) : m_number(number) {}
    HandedFile(HandedFile&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    HandedFile& operator=(HandedFile&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~HandedFile();
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] std::uint64_t size() const;

private:
    int m_number;
};

/// Throws Error that names the path and the mend.
[[nodiscard]] HandedFile open_to_hand_over(const std::string& path);
/// `bytes` as a file without a name, in memory.
[[nodiscard]] HandedFile in_memory(std::string_view bytes);

} // namespace khronika::sys
