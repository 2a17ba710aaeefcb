// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/pool.h"

#include "base/error.h"

namespace khronika::linkage {

std::uint64_t content_hash(std::string_view bytes)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : bytes) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return mixed(hash);
}

std::uint32_t StringPool::intern(std::string_view text)
{
    constexpr std::size_t most = std::size_t{1} << 28U; // a pair of ids and a level are one word in the cache of comparisons
    if (text.empty()) {
        return 0;
    }
    if (m_strings.size() * 2 > m_slots.size()) {
        grow();
    }
    const std::uint64_t hash = content_hash(text);
    std::size_t slot = hash & (m_slots.size() - 1);
    while (m_slots[slot] != 0) {
        const std::uint32_t id = m_slots[slot];
        if (m_hashes[id] == hash && m_strings[id] == text) {
            return id;
        }
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    if (m_strings.size() >= most) {
        fail("more than {} different values in one column: link the lists in parts", most);
    }
    const auto id = static_cast<std::uint32_t>(m_strings.size());
    m_strings.emplace_back(text);
    m_hashes.push_back(hash);
    m_slots[slot] = id;
    return id;
}

void StringPool::grow()
{
    m_slots.assign(m_slots.size() * 2, 0);
    for (std::uint32_t id = 1; id < m_strings.size(); ++id) {
        std::size_t slot = m_hashes[id] & (m_slots.size() - 1);
        while (m_slots[slot] != 0) {
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        m_slots[slot] = id;
    }
}

} // namespace khronika::linkage
