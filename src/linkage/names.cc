// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkage/names.h"

#include "linkage/romanise.h"
#include "linkage/similarity.h"

#include <algorithm>

namespace khronika::linkage {

namespace {

constexpr double close_from = 0.92;
constexpr double similar_from = 0.80;
constexpr std::size_t shortest_with_typo = 4; // Ann and Jan are one edit apart, and two names

bool has_word(std::string_view words, std::string_view word)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (words.substr(0, end) == word) {
            return true;
        }
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

/// True where each word of `inner` is a word of `outer`.
bool all_words_in(std::string_view inner, std::string_view outer)
{
    while (!inner.empty()) {
        const std::size_t end = std::min(inner.find(' '), inner.size());
        if (!has_word(outer, inner.substr(0, end))) {
            return false;
        }
        inner.remove_prefix(std::min(end + 1, inner.size()));
    }
    return true;
}

bool one_within_other(std::string_view a, std::string_view b)
{
    if (a.find(' ') == std::string_view::npos && b.find(' ') == std::string_view::npos) {
        return false;
    }
    return a.size() < b.size() ? all_words_in(a, b) : all_words_in(b, a);
}

bool share_one(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b)
{
    return std::ranges::any_of(a, [&](std::uint32_t x) { return std::ranges::find(b, x) != b.end(); });
}

bool is_initial_of(std::string_view letter, std::string_view name)
{
    return letter.size() == 1 && name.size() > 1 && letter[0] == name[0];
}

using Likeness = NamePool::Likeness;

Likeness likeness(std::string_view a, std::string_view b)
{
    const double similarity = jaro_winkler(a, b);
    if (similarity >= close_from || (std::min(a.size(), b.size()) >= shortest_with_typo && one_edit_apart(a, b))) {
        return Likeness::close;
    }
    return similarity >= similar_from ? Likeness::similar : Likeness::none;
}

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

Diminutives::Diminutives(const std::vector<language::Table>& tables)
{
    std::uint32_t number = 0;
    for (const language::Table& table : tables) {
        for (const language::Row& row : language::rows(table, 2)) {
            std::string_view words = row.at(1);
            m_full[name_key(cleaned_name(row.at(0)))].push_back(number);
            while (!words.empty()) {
                const std::size_t end = std::min(words.find(' '), words.size());
                auto& full = m_full[name_key(cleaned_name(words.substr(0, end)))];
                if (full.empty() || full.back() != number) {
                    full.push_back(number);
                }
                words.remove_prefix(std::min(end + 1, words.size()));
            }
            ++number;
        }
    }
    m_full.erase("");
}

const std::vector<std::uint32_t>& Diminutives::full_names(const std::string& key) const
{
    static const std::vector<std::uint32_t> none;
    const auto found = m_full.find(key);
    return found == m_full.end() ? none : found->second;
}

std::uint32_t NamePool::add(std::string_view written, const Diminutives& diminutives)
{
    const std::string cleaned = cleaned_name(written);
    const std::uint32_t id = m_names.intern(cleaned);
    if (id < m_forms.size()) {
        return id;
    }
    std::string key = m_transliterate ? name_key(cleaned) : cleaned;
    if (key.empty()) {
        key = cleaned; // a lone soft sign is a word all the same
    }
    NameForm form;
    form.key = m_keys.intern(key);
    form.stem = m_keys.intern(m_transliterate ? name_stem(key) : key);
    form.ascii = is_ascii(cleaned);
    form.full_names = diminutives.full_names(key);
    m_forms.push_back(std::move(form));
    return id;
}

NamePool::Likeness NamePool::likeness_of(std::uint32_t a, std::uint32_t b) const
{
    const Likeness by_key = likeness(key_of(a), key_of(b));
    if (by_key == Likeness::close || !m_forms[a].ascii || !m_forms[b].ascii) {
        return by_key;
    }
    // A key is short and hides letters: a slip beside a folded letter (Meyer, Meoer) shows in the names themselves alone.
    return std::max(by_key, likeness(m_names.at(a), m_names.at(b)));
}

Level NamePool::compare_names(std::uint32_t a, std::uint32_t b) const
{
    if (a == b) {
        return name_level::exact;
    }
    const NameForm& x = m_forms[a];
    const NameForm& y = m_forms[b];
    if (x.key == y.key) {
        return name_level::alike;
    }
    const std::string_view s = m_keys.at(x.key);
    const std::string_view t = m_keys.at(y.key);
    if (x.stem == y.stem || share_one(x.full_names, y.full_names) || one_within_other(s, t)) {
        return name_level::kindred;
    }
    if (is_initial_of(s, t) || is_initial_of(t, s)) {
        return name_level::initial;
    }
    const Likeness found = likeness_of(a, b);
    return found == Likeness::close ? name_level::close : found == Likeness::similar ? name_level::similar : name_level::different;
}

Level NamePool::compare_places(std::uint32_t a, std::uint32_t b) const
{
    if (a == b) {
        return place_level::exact;
    }
    if (m_forms[a].key == m_forms[b].key) {
        return place_level::alike;
    }
    const std::string_view s = key_of(a);
    const std::string_view t = key_of(b);
    if (one_within_other(s, t)) {
        return place_level::part;
    }
    const Likeness found = likeness_of(a, b);
    return found == Likeness::close ? place_level::close : found == Likeness::similar ? place_level::similar : place_level::different;
}

} // namespace khronika::linkage
