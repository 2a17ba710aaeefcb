// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/dictionary.h"

#include "base/error.h"
#include "base/utf8.h"

namespace khronika::language {

namespace {

constexpr std::string_view magic = "KHMORPH1";
constexpr std::size_t section_count = 16;
constexpr std::size_t tag_size = 12;
constexpr std::uint8_t yo = 0xB8;

enum Flag : std::uint32_t {
    f_perfective = 1U << 0U,
    f_name = 1U << 1U,
    f_surname = 1U << 2U,
    f_patronymic = 1U << 3U,
    f_place = 1U << 4U,
    f_organization = 1U << 5U,
    f_abbreviation = 1U << 6U,
    f_fixed = 1U << 7U,
    f_unproductive = 1U << 16U,
    f_vocative = 1U << 17U
};

std::uint32_t u32(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    if (at + 4 <= bytes.size()) {
        std::memcpy(&value, bytes.data() + at, 4);
    }
    return value;
}

std::uint16_t u16(std::string_view bytes, std::size_t at)
{
    std::uint16_t value = 0;
    if (at + 2 <= bytes.size()) {
        std::memcpy(&value, bytes.data() + at, 2);
    }
    return value;
}

template <typename Enum>
Enum enumerator(std::string_view bytes, std::size_t at)
{
    return static_cast<Enum>(static_cast<std::uint8_t>(bytes[at]));
}

Grammar unpack(std::string_view tag, std::uint32_t flags)
{
    Grammar out;
    out.part = enumerator<PartOfSpeech>(tag, 0);
    out.grammatical_case = enumerator<Case>(tag, 1);
    out.number = enumerator<Number>(tag, 2);
    out.gender = enumerator<Gender>(tag, 3);
    out.animacy = enumerator<Animacy>(tag, 4);
    out.person = enumerator<Person>(tag, 5);
    out.tense = enumerator<Tense>(tag, 6);
    out.voice = enumerator<Voice>(tag, 7);
    out.perfective = (flags & f_perfective) != 0;
    out.is_given_name = (flags & f_name) != 0;
    out.is_surname = (flags & f_surname) != 0;
    out.is_patronymic = (flags & f_patronymic) != 0;
    out.is_place = (flags & f_place) != 0;
    out.is_organization = (flags & f_organization) != 0;
    out.is_abbreviation = (flags & f_abbreviation) != 0;
    out.is_fixed = (flags & f_fixed) != 0;
    return out;
}

} // namespace

Dictionary::Dictionary(std::string_view bytes)
{
    constexpr std::size_t head = magic.size() + 4;
    if (!bytes.starts_with(magic) || u32(bytes, magic.size()) != section_count || bytes.size() < head + 8 * section_count) {
        fail("data/lang/ru/morphology/dictionary.bin: not a dictionary of this version; make it anew with tools/make_morphology");
    }
    std::array<std::string_view, section_count> sections;
    for (std::size_t i = 0; i < section_count; ++i) {
        const std::size_t begin = u32(bytes, head + 8 * i);
        const std::size_t size = u32(bytes, head + 8 * i + 4);
        if (begin > bytes.size() || size > bytes.size() - begin) {
            fail("data/lang/ru/morphology/dictionary.bin: cut short at byte {}; restore it or make it anew with tools/make_morphology",
                 bytes.size());
        }
        sections[i] = bytes.substr(begin, size);
    }
    m_words = {sections[0], sections[1]};
    for (std::size_t prefix = 0; prefix < m_endings.size(); ++prefix) {
        m_endings[prefix] = {sections[2 + 2 * prefix], sections[3 + 2 * prefix]};
    }
    m_probabilities = {sections[8], {}};
    m_tags = sections[9];
    m_tag_offsets = sections[10];
    m_tag_text = sections[11];
    m_suffix_offsets = sections[12];
    m_suffix_text = sections[13];
    m_paradigm_starts = sections[14];
    m_paradigms = sections[15];
}

std::size_t Dictionary::forms(std::uint16_t paradigm) const
{
    const std::uint32_t begin = u32(m_paradigm_starts, std::size_t{paradigm} * 4);
    const std::uint32_t end = u32(m_paradigm_starts, std::size_t{paradigm} * 4 + 4);
    return end < begin ? 0 : (end - begin) / 3;
}

std::string_view Dictionary::text(std::string_view offsets, std::string_view body, std::uint16_t index) const
{
    const std::uint32_t begin = u32(offsets, std::size_t{index} * 4);
    const std::uint32_t end = u32(offsets, std::size_t{index} * 4 + 4);
    return begin <= end && end <= body.size() ? body.substr(begin, end - begin) : std::string_view();
}

std::string_view Dictionary::tag_text(std::uint16_t tag) const
{
    return text(m_tag_offsets, m_tag_text, tag);
}

Form Dictionary::form(FormReference reference) const
{
    Form out;
    const std::size_t count = forms(reference.paradigm);
    if (reference.form >= count) {
        return out;
    }
    const std::size_t start = u32(m_paradigm_starts, std::size_t{reference.paradigm} * 4);
    const auto word = [&](std::size_t block) { return u16(m_paradigms, (start + block * count + reference.form) * 2); };
    out.suffix = text(m_suffix_offsets, m_suffix_text, word(0));
    out.tag = word(1);
    const std::uint16_t prefix = word(2);
    out.prefix = prefix < prefixes.size() ? prefixes[prefix] : std::string_view();
    const std::size_t at = std::size_t{out.tag} * tag_size;
    if (at + tag_size <= m_tags.size()) {
        const std::string_view tag = m_tags.substr(at, tag_size);
        const std::uint32_t flags = u32(tag, 8);
        out.grammar = unpack(tag, flags);
        out.productive = (flags & f_unproductive) == 0;
        out.vocative = (flags & f_vocative) != 0;
    }
    return out;
}

std::uint16_t payload_number(std::string_view payload, std::size_t at)
{
    const auto digit = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(payload[i])); };
    return static_cast<std::uint16_t>(((digit(at) ^ 1U) << 6U) + (digit(at + 1) >> 1U));
}

std::optional<std::string> to_cp1251(std::string_view word)
{
    std::string out;
    out.reserve(word.size() / 2);
    for (std::size_t at = 0; at < word.size();) {
        const utf8::Decoded next = utf8::decode(word, at);
        const char32_t c = utf8::lower(next.code_point);
        if (c >= 0x430 && c <= 0x44F) {
            out.push_back(static_cast<char>(0xE0 + (c - 0x430)));
        } else if (c == 0x451) {
            out.push_back(static_cast<char>(yo));
        } else if (c == U'-' || c == 0x2010 || c == 0x2011) {
            out.push_back('-');
        } else {
            return std::nullopt;
        }
        at += next.length;
    }
    return out;
}

void append_utf8(std::string& out, std::string_view cp1251)
{
    for (const char byte : cp1251) {
        const auto c = static_cast<std::uint8_t>(byte);
        if (c >= 0xE0) {
            utf8::append(out, 0x430U + (c - 0xE0U));
        } else if (c == yo) {
            utf8::append(out, 0x451);
        } else {
            out.push_back(byte);
        }
    }
}

} // namespace khronika::language
