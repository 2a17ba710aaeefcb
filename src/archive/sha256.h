// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace khronika::sys {
class Files;
}

namespace khronika::archive {

using Hash = std::array<std::uint8_t, 32>;

/// Hashes bytes as they come.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();
    void add(std::string_view bytes);
    /// The hash of all that was added; the object begins anew.
    [[nodiscard]] Hash finish();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

[[nodiscard]] Hash sha256(std::string_view bytes);
/// Of a file's bytes, read in runs.
[[nodiscard]] Hash sha256_of_file(sys::Files& files, const std::string& path);

/// 64 lower-case letters.
[[nodiscard]] std::string hex(const Hash& hash);
/// Absent where `text` is not 64 hexadecimal digits in lower case.
[[nodiscard]] std::optional<Hash> hash_from_hex(std::string_view text);

} // namespace khronika::archive
