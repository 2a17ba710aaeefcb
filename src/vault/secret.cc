// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/secret.h"

#include "base/error.h"

#include <sodium.h>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <utility>

namespace khronika::vault {

void start()
{
    static const int started = sodium_init();
    if (started < 0) {
        fail("libsodium does not start; install Debian's libsodium23");
    }
}

void forbid_dumps()
{
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0) != 0) {
        fail("core dumps cannot be turned off here, and a dump would hold the key: nothing was opened");
    }
}

Secret::Secret(std::size_t size) : m_size(size)
{
    start();
    m_bytes = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (m_bytes == nullptr) {
        fail("no protected memory for {} bytes of a secret", size);
    }
    sodium_memzero(m_bytes, size);
}

Secret::Secret(Secret&& other) noexcept : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_size, other.m_size);
    return *this;
}

Secret::~Secret()
{
    sodium_free(m_bytes);
}

void Secret::shorten(std::size_t size)
{
    if (size > m_size) {
        fail("a secret of {} bytes cannot be shortened to {}", m_size, size);
    }
    sodium_memzero(m_bytes + size, m_size - size);
    m_size = size;
}

bool equal(const Secret& one, const Secret& other)
{
    return one.size() == other.size() && sodium_memcmp(one.bytes().data(), other.bytes().data(), one.size()) == 0;
}

} // namespace khronika::vault
