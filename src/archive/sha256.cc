// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sha256.h"

#include "base/error.h"
#include "sys/files.h"

#include <openssl/evp.h>

namespace khronika::archive {

struct Sha256::Context {
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(digest); }

    void begin() const
    {
        // Looked up once: that takes longer than hashing a small entry does.
        static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        if (digest == nullptr || algorithm == nullptr || EVP_DigestInit_ex2(digest, algorithm, nullptr) != 1) {
            fail("OpenSSL has no SHA-256 here; install Debian's libssl3");
        }
    }
};

Sha256::Sha256() : m_context(std::make_unique<Context>())
{
    m_context->begin();
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes)
{
    if (EVP_DigestUpdate(m_context->digest, bytes.data(), bytes.size()) != 1) {
        fail("OpenSSL could not hash");
    }
}

Hash Sha256::finish()
{
    Hash out{};
    if (EVP_DigestFinal_ex(m_context->digest, out.data(), nullptr) != 1) {
        fail("OpenSSL could not hash");
    }
    m_context->begin();
    return out;
}

Hash sha256(std::string_view bytes)
{
    Sha256 hasher;
    hasher.add(bytes);
    return hasher.finish();
}

Hash sha256_of_file(sys::Files& files, const std::string& path)
{
    Sha256 hasher;
    sys::each_chunk(files, path, [&](std::string_view bytes) { hasher.add(bytes); });
    return hasher.finish();
}

std::string hex(const Hash& hash)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(64);
    for (const std::uint8_t byte : hash) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::optional<Hash> hash_from_hex(std::string_view text)
{
    if (text.size() != 64) {
        return std::nullopt;
    }
    Hash out{};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
            return std::nullopt;
        }
        const int value = c <= '9' ? c - '0' : c - 'a' + 10;
        out[i / 2] = static_cast<std::uint8_t>((out[i / 2] << 4) | value);
    }
    return out;
}

} // namespace khronika::archive
