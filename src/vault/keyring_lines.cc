// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/keyring_lines.h"

#include "base/error.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace khronika::vault {

std::string hex_sha256(std::string_view bytes)
{
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string out;
    for (const std::uint8_t byte : digest) {
        out += fmt::format("{:02x}", byte);
    }
    return out;
}

void SecretText::add(std::string_view text)
{
    if (m_size + text.size() > m_memory.size()) {
        Secret larger(2 * (m_size + text.size()));
        std::copy_n(m_memory.bytes().begin(), m_size, larger.bytes().begin());
        m_memory = std::move(larger);
    }
    std::copy(text.begin(), text.end(), m_memory.bytes().begin() + static_cast<std::ptrdiff_t>(m_size));
    m_size += text.size();
}

Secret SecretText::take() &&
{
    m_memory.shorten(m_size);
    return std::move(m_memory);
}

bool LineReader::next()
{
    if (m_rest.empty()) {
        return false;
    }
    const std::size_t end = m_rest.find('\n');
    m_line = m_rest.substr(0, end);
    m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
    ++m_number;
    return true;
}

std::vector<std::string_view> LineReader::words() const
{
    std::vector<std::string_view> out;
    for (std::string_view rest = m_line;;) {
        const std::size_t end = rest.find(' ');
        out.push_back(rest.substr(0, end));
        if (end == std::string_view::npos) {
            return out;
        }
        rest.remove_prefix(end + 1);
    }
}

void LineReader::fail_here(std::string_view reason) const
{
    fail("{}: line {}: {}; restore the file from a backup", m_where, m_number, reason);
}

} // namespace khronika::vault
