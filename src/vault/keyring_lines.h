// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of a keyring, read and made; not for others.
#pragma once

#include "vault/secret.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::vault {

/// 64 lower-case letters.
[[nodiscard]] std::string hex_sha256(std::string_view bytes);

/// Text that grows in protected memory.
class SecretText {
public:
    void add(std::string_view text);
    [[nodiscard]] std::string_view view() const { return m_memory.view().substr(0, m_size); }
    [[nodiscard]] Secret take() &&;

private:
    Secret m_memory{1024};
    std::size_t m_size = 0;
};

class LineReader {
public:
    LineReader(std::string_view bytes, std::string_view where) : m_rest(bytes), m_where(where) {}
    /// False at the end.
    bool next();
    [[nodiscard]] std::string_view text() const { return m_line; }
    /// Parted by single spaces; at least one.
    [[nodiscard]] std::vector<std::string_view> words() const;
    [[nodiscard]] std::size_t number() const { return m_number; }
    [[noreturn]] void fail_here(std::string_view reason) const;

private:
    std::string_view m_rest;
    std::string_view m_where;
    std::string_view m_line;
    std::size_t m_number = 0;
};

} // namespace khronika::vault
