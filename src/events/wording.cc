// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/wording.h"

#include "base/error.h"
#include "base/utf8.h"
#include "events/names.h"
#include "events/word_pattern.h"

#include <algorithm>

namespace khronika::events {

namespace {

// "A further 48": so many words may stand between the word and its count.
constexpr std::size_t words_between = 1;

bool all_capitalised(std::string_view text)
{
    const std::vector<std::string> words = written_words(text);
    return words.size() > 1 && std::all_of(words.begin(), words.end(), [](const std::string& word) {
               const char32_t first = utf8::decode(word, 0).code_point;
               return !utf8::is_letter(first) || utf8::is_upper(first);
           });
}

} // namespace

Wording::Wording(const language::Table& table)
{
    std::size_t number = 0;
    for (const std::string_view line : split(table.content, '\n')) {
        ++number;
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const auto fields = split(line, '\t');
        if (fields.size() != 5 || fields[1].empty() || fields[4].empty()) {
            fail("{}:{}: five fields parted by tabs were expected (kind, id, within, axis, words), found {}", table.path, number,
                 fields.size());
        }
        if (fields[0] == "group") {
            if (fields[2] != "-" && m_groups.find(fields[2]) == m_groups.end()) {
                fail("{}:{}: no group above has the id '{}'", table.path, number, fields[2]);
            }
            m_groups[std::string(fields[1])] = {fields[2] == "-" ? std::string() : std::string(fields[2]),
                                                fields[3] == "-" ? std::string() : std::string(fields[3])};
        } else if (fields[0] != "part" && fields[0] != "further") {
            fail("{}:{}: the kind must be group, part or further, and is '{}'", table.path, number, fields[0]);
        }
        for (const std::string_view words : split(fields[4], ';')) {
            WordPattern pattern = pattern_of(words);
            if (pattern.empty()) {
                fail("{}:{}: '{}' holds no word", table.path, number, words);
            }
            if (fields[0] == "group") {
                m_group_words.emplace_back(std::move(pattern), std::string(fields[1]));
            } else {
                (fields[0] == "part" ? m_part : m_further).push_back(std::move(pattern));
            }
        }
    }
    std::stable_sort(m_group_words.begin(), m_group_words.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::string Wording::group_of(std::string_view victims) const
{
    if (all_capitalised(victims)) {
        return {};
    }
    const std::vector<std::string> words = folded_words(victims);
    std::string found;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto hit =
            std::find_if(m_group_words.begin(), m_group_words.end(), [&](const auto& entry) { return stands_at(entry.first, words, at); });
        if (hit == m_group_words.end() || hit->second == found) {
            continue;
        }
        // "Women and children" are no one group; of "Central Asian women" neither says all.
        if (!found.empty()) {
            return {};
        }
        found = hit->second;
        at += hit->first.size() - 1;
    }
    return found;
}

bool Wording::group_within(std::string_view inner, std::string_view outer) const
{
    if (outer.empty() || inner == outer) {
        return true;
    }
    for (auto group = m_groups.find(inner); group != m_groups.end() && !group->second.within.empty();
         group = m_groups.find(group->second.within)) {
        if (group->second.within == outer) {
            return true;
        }
    }
    return false;
}

bool Wording::groups_disjoint(std::string_view a, std::string_view b) const
{
    const auto one = m_groups.find(a);
    const auto other = m_groups.find(b);
    return a != b && one != m_groups.end() && other != m_groups.end() && !one->second.axis.empty() &&
           one->second.axis == other->second.axis;
}

PartWord Wording::part_word(std::string_view quote, std::string_view count_text) const
{
    const std::vector<std::string> words = folded_words(quote);
    const std::vector<std::string> count = folded_words(count_text);
    if (count.empty()) {
        return PartWord::none;
    }
    const auto found = std::search(words.begin(), words.end(), count.begin(), count.end());
    const auto at = static_cast<std::size_t>(found - words.begin());
    for (std::size_t from = 0; from < words.size(); ++from) {
        if (std::any_of(m_part.begin(), m_part.end(), [&](const WordPattern& pattern) { return stands_at(pattern, words, from); })) {
            return PartWord::part;
        }
    }
    for (std::size_t from = 0; found != words.end() && from < at; ++from) {
        for (const WordPattern& pattern : m_further) {
            const std::size_t end = from + pattern.size();
            if (end <= at && at - end <= words_between && stands_at(pattern, words, from)) {
                return PartWord::further;
            }
        }
    }
    return PartWord::none;
}

} // namespace khronika::events
