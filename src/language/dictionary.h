// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/morphology.h"

#include <array>
#include <cstring>
#include <optional>

namespace khronika::language {

/// A word graph (DAWG) of the OpenCorpora dictionary, walked in the bytes as they lie.
///
/// Units are 32-bit: bits 0-7 the label, 8 "has a value", 9 "offset is shifted by 8", 10-30 the offset, 31 "is a value".
/// Keys are windows-1251; a key, the byte 1, then its payload in an alphabet of 7-bit digits.
class WordGraph {
public:
    WordGraph() = default;
    WordGraph(std::string_view units, std::string_view guide) : m_units(units), m_guide(guide) {}

    static constexpr std::uint32_t none = 0xFFFFFFFF;

    /// The node after `label`; none where there is no such edge.
    [[nodiscard]] std::uint32_t follow(std::uint32_t node, std::uint8_t label) const
    {
        const std::uint32_t next = node ^ offset(unit(node)) ^ label;
        return (unit(next) & 0x800000FFU) == label && label != 0 ? next : none;
    }
    [[nodiscard]] std::uint32_t follow(std::uint32_t node, std::string_view labels) const
    {
        for (std::size_t i = 0; i < labels.size() && node != none; ++i) {
            node = follow(node, static_cast<std::uint8_t>(labels[i]));
        }
        return node;
    }
    [[nodiscard]] std::optional<std::uint32_t> value(std::uint32_t node) const
    {
        if ((unit(node) & 0x100U) == 0) {
            return std::nullopt;
        }
        return unit(node ^ offset(unit(node))) & 0x7FFFFFFFU;
    }
    /// Calls use(bytes) with every key below the node; keys longer than the buffer are no payload and are passed over.
    template <typename Use>
    void for_payloads(std::uint32_t node, Use use) const
    {
        std::array<std::uint8_t, 16> key{};
        walk(node, key, 0, use);
    }

private:
    [[nodiscard]] std::uint32_t unit(std::uint32_t index) const
    {
        std::uint32_t value = 0;
        const std::size_t at = std::size_t{index} * 4;
        if (at + 4 <= m_units.size()) {
            std::memcpy(&value, m_units.data() + at, 4);
        }
        return value;
    }
    [[nodiscard]] static std::uint32_t offset(std::uint32_t unit) { return (unit >> 10U) << ((unit & 0x200U) >> 6U); }
    [[nodiscard]] std::uint8_t guide(std::size_t index) const
    {
        return index < m_guide.size() ? static_cast<std::uint8_t>(m_guide[index]) : std::uint8_t{0};
    }

    template <typename Use>
    void walk(std::uint32_t node, std::array<std::uint8_t, 16>& key, std::size_t depth, Use& use) const
    {
        if ((unit(node) & 0x100U) != 0) {
            use(std::string_view(reinterpret_cast<const char*>(key.data()), depth));
        }
        std::uint8_t label = guide(std::size_t{node} * 2);
        // A damaged guide may form a ring of siblings: there are no more than 255 labels.
        for (int siblings = 0; label != 0 && depth < key.size() && siblings < 256; ++siblings) {
            const std::uint32_t child = follow(node, label);
            if (child == none) {
                return;
            }
            key[depth] = label;
            walk(child, key, depth + 1, use);
            label = guide(std::size_t{child} * 2 + 1);
        }
    }

    std::string_view m_units;
    std::string_view m_guide;
};

/// One reading of a form: which paradigm it is of, and which form of that.
struct FormReference {
    std::uint16_t paradigm = 0;
    std::uint16_t form = 0;
    auto operator<=>(const FormReference&) const = default;
};

/// A form's grammar and the parts around the stem that all forms of its paradigm share.
struct Form {
    Grammar grammar;
    bool productive = true; ///< a new word may be inflected so
    bool vocative = false;
    std::string_view prefix; ///< windows-1251
    std::string_view suffix; ///< windows-1251
    std::uint16_t tag = 0;
};

/// The sections of dictionary.bin as tools/make_morphology lays them.
class Dictionary {
public:
    explicit Dictionary(std::string_view bytes);

    [[nodiscard]] const WordGraph& words() const { return m_words; }
    /// The endings from which unknown words are read, for the prefixes "", "по" and "наи".
    [[nodiscard]] const WordGraph& endings(std::size_t prefix) const { return m_endings.at(prefix); }
    /// How likely "word:tag" is, in millionths.
    [[nodiscard]] const WordGraph& probabilities() const { return m_probabilities; }
    [[nodiscard]] std::size_t forms(std::uint16_t paradigm) const;
    [[nodiscard]] Form form(FormReference reference) const;
    [[nodiscard]] std::string_view tag_text(std::uint16_t tag) const;

    static constexpr std::array<std::string_view, 3> prefixes = {"", "\xEF\xEE", "\xED\xE0\xE8"}; ///< "", "по", "наи"

private:
    [[nodiscard]] std::string_view text(std::string_view offsets, std::string_view body, std::uint16_t index) const;

    WordGraph m_words;
    std::array<WordGraph, 3> m_endings;
    WordGraph m_probabilities;
    std::string_view m_tags;
    std::string_view m_tag_offsets;
    std::string_view m_tag_text;
    std::string_view m_suffix_offsets;
    std::string_view m_suffix_text;
    std::string_view m_paradigm_starts;
    std::string_view m_paradigms;
};

/// The two numbers of a payload of four bytes from `at` on.
[[nodiscard]] std::uint16_t payload_number(std::string_view payload, std::size_t at);

/// `word` (UTF-8) in lower-case windows-1251; absent where it has a letter that is not Cyrillic or hyphen.
[[nodiscard]] std::optional<std::string> to_cp1251(std::string_view word);
void append_utf8(std::string& out, std::string_view cp1251);

} // namespace khronika::language
