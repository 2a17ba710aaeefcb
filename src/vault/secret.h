// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for what must not leave the process: between guard pages, locked against swapping, wiped when it is given up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace khronika::vault {

/// Makes libsodium ready. Every entry of this room calls it; throws Error where it cannot start.
void start();

/// No core dumps of this process from now on, and no other process of the same account may read its memory. Called ahead
/// of the first secret.
void forbid_dumps();

class Secret {
public:
    /// `size` zero bytes. Throws Error where there is no memory.
    explicit Secret(std::size_t size);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    [[nodiscard]] std::span<std::uint8_t> bytes() { return {m_bytes, m_size}; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_bytes, m_size}; }
    [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(m_bytes), m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Forgets all but the first `size` bytes, which must not be more than there are.
    void shorten(std::size_t size);

private:
    std::uint8_t* m_bytes = nullptr;
    std::size_t m_size = 0;
};

/// Compares in a time that does not depend on where they differ.
[[nodiscard]] bool equal(const Secret& one, const Secret& other);

} // namespace khronika::vault
