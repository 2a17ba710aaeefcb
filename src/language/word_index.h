// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

/// Words, each with a number, for the tables that every word of a text is looked up in: open addressing with the hash beside
/// the number, so that a word that is not there costs one look into memory. (std::unordered_map follows two pointers for it.)
class WordIndex {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    /// FNV-1a, a byte at a time: a word's hash passes through those of its beginnings, which stems are looked up by.
    static constexpr std::uint64_t empty_hash = 0xCBF29CE484222325U;
    [[nodiscard]] static constexpr std::uint64_t with(std::uint64_t hash, char byte)
    {
        return (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    }
    [[nodiscard]] static constexpr std::uint64_t hash_of(std::string_view word)
    {
        std::uint64_t hash = empty_hash;
        for (const char byte : word) {
            hash = with(hash, byte);
        }
        return hash;
    }

    /// The number of `word`: 0, 1, 2 ... in the order in which they were first inserted.
    std::uint32_t insert(std::string_view word)
    {
        if (2 * (m_ends.size() + 1) > m_slots.size()) {
            grow();
        }
        const std::uint64_t hash = hash_of(word);
        const std::size_t slot = slot_of(word, hash);
        if (m_slots[slot].number == none) {
            m_text += word;
            m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
            m_slots[slot] = {tag(hash), static_cast<std::uint32_t>(m_ends.size() - 1)};
        }
        return m_slots[slot].number;
    }

    /// `none` where it was never inserted. `hash` is hash_of(word).
    [[nodiscard]] std::uint32_t find(std::string_view word, std::uint64_t hash) const
    {
        return m_slots.empty() ? none : m_slots[slot_of(word, hash)].number;
    }
    [[nodiscard]] std::uint32_t find(std::string_view word) const { return find(word, hash_of(word)); }
    [[nodiscard]] bool contains(std::string_view word) const { return find(word) != none; }
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t number = none;
    };

    [[nodiscard]] static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }
    [[nodiscard]] std::string_view word(std::uint32_t number) const
    {
        const std::size_t begin = number == 0 ? 0 : m_ends[number - 1];
        return std::string_view(m_text).substr(begin, m_ends[number] - begin);
    }
    /// Where `wanted` is, or would be put.
    [[nodiscard]] std::size_t slot_of(std::string_view wanted, std::uint64_t hash) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t slot = (hash ^ (hash >> 32U)) & mask;
        while (m_slots[slot].number != none && (m_slots[slot].tag != tag(hash) || word(m_slots[slot].number) != wanted)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
    void grow()
    {
        m_slots.assign(m_slots.empty() ? 64 : 4 * m_slots.size(), {});
        for (std::uint32_t number = 0; number < m_ends.size(); ++number) {
            const std::uint64_t hash = hash_of(word(number));
            m_slots[slot_of(word(number), hash)] = {tag(hash), number};
        }
    }

    std::string m_text;
    std::vector<std::uint32_t> m_ends; ///< by number: where the word ends in m_text
    std::vector<Slot> m_slots;
};

} // namespace khronika::language
