// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/randomness.h"

#include "base/error.h"

#include <sys/random.h>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace khronika::sys {

namespace {

class RealRandom : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t count = ::getrandom(bytes.data(), bytes.size(), 0);
            if (count < 0 && errno != EINTR) {
                fail("the operating system gives no random bytes: {}", std::generic_category().message(errno));
            }
            bytes = bytes.subspan(count < 0 ? 0 : static_cast<std::size_t>(count));
        }
    }
};

/// Adds one to a big-endian number; false where it ran over.
bool increment(std::span<std::uint8_t> number)
{
    for (std::size_t i = number.size(); i-- > 0;) {
        if (++number[i] != 0) {
            return true;
        }
    }
    return false;
}

std::string crockford(const std::array<std::uint8_t, 16>& bytes)
{
    constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out(26, '0');
    unsigned pending = 0;
    unsigned bits = 0;
    std::size_t place = out.size();
    for (std::size_t i = bytes.size(); i-- > 0;) {
        pending |= static_cast<unsigned>(bytes[i]) << bits;
        for (bits += 8; bits >= 5; bits -= 5) {
            out[--place] = letters[pending & 31U];
            pending >>= 5U;
        }
    }
    out[0] = letters[pending];
    return out;
}

} // namespace

Random& real_random()
{
    static RealRandom random;
    return random;
}

void SeededRandom::fill(std::span<std::uint8_t> bytes)
{
    for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(m_engine() & 0xFFU);
    }
}

std::string UlidMaker::next()
{
    const std::int64_t now = m_clock.now().time_since_epoch().count();
    if (now > m_milliseconds) {
        m_milliseconds = now;
        m_random.fill(m_tail);
    } else if (!increment(m_tail)) {
        ++m_milliseconds;
        m_random.fill(m_tail);
    }
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < 6; ++i) {
        bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(m_milliseconds) >> (8 * (5 - i)));
    }
    std::copy(m_tail.begin(), m_tail.end(), bytes.begin() + 6);
    return crockford(bytes);
}

} // namespace khronika::sys
