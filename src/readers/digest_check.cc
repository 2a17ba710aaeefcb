// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/digest_check.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace khronika::readers {

struct DigestCheck::Context {
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(digest); }
};

namespace {

const EVP_MD* algorithm(std::string_view label)
{
    std::string plain;
    for (const char c : label) {
        if (c != '-') {
            plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        }
    }
    return plain == "sha1"     ? EVP_sha1()
           : plain == "sha256" ? EVP_sha256()
           : plain == "sha512" ? EVP_sha512()
           : plain == "md5"    ? EVP_md5()
                               : nullptr;
}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out.push_back(digits[byte >> 4U]);
        out.push_back(digits[byte & 15U]);
    }
    return out;
}

/// RFC 4648, in lower case and without padding.
std::string base32(std::string_view bytes)
{
    constexpr std::string_view digits = "abcdefghijklmnopqrstuvwxyz234567";
    std::string out;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) {
            out.push_back(digits[(held >> (bits - 5)) & 31U]);
        }
        held &= 0xFFU;
    }
    if (bits > 0) {
        out.push_back(digits[(held << (5 - bits)) & 31U]);
    }
    return out;
}

} // namespace

DigestCheck::DigestCheck(std::string_view stated)
{
    const std::size_t colon = stated.find(':');
    const EVP_MD* method = colon == std::string_view::npos ? nullptr : algorithm(stated.substr(0, colon));
    if (method == nullptr) {
        return;
    }
    m_wanted = stated.substr(colon + 1);
    std::transform(m_wanted.begin(), m_wanted.end(), m_wanted.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    m_wanted.erase(std::min(m_wanted.find('='), m_wanted.size()));
    m_context = std::make_unique<Context>();
    EVP_DigestInit_ex(m_context->digest, method, nullptr);
}

DigestCheck::~DigestCheck() = default;
DigestCheck::DigestCheck(DigestCheck&&) noexcept = default;

void DigestCheck::add(std::string_view run)
{
    if (m_context) {
        EVP_DigestUpdate(m_context->digest, run.data(), run.size());
    }
}

bool DigestCheck::matches()
{
    if (!m_context) {
        return true;
    }
    std::array<char, EVP_MAX_MD_SIZE> value{};
    unsigned size = 0;
    EVP_DigestFinal_ex(m_context->digest, reinterpret_cast<unsigned char*>(value.data()), &size);
    const std::string_view bytes(value.data(), size);
    return m_wanted == hex(bytes) || m_wanted == base32(bytes);
}

} // namespace khronika::readers
