// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/word_pattern.h"

#include "base/utf8.h"
#include "events/names.h"

#include <algorithm>

namespace khronika::events {

namespace {

bool matches(std::string_view pattern, std::string_view word)
{
    return pattern.ends_with('*') ? word.starts_with(pattern.substr(0, pattern.size() - 1)) : pattern == word;
}

} // namespace

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0;;) {
        const std::size_t at = text.find(separator, from);
        parts.push_back(utf8::trim(text.substr(from, at - from)));
        if (at == std::string_view::npos) {
            return parts;
        }
        from = at + 1;
    }
}

WordPattern pattern_of(std::string_view words)
{
    WordPattern pattern;
    for (const std::string_view part : split(words, ' ')) {
        std::vector<std::string> folded = folded_words(part);
        if (!folded.empty() && part.ends_with('*')) {
            folded.back() += '*';
        }
        pattern.insert(pattern.end(), folded.begin(), folded.end());
    }
    return pattern;
}

bool stands_at(const WordPattern& pattern, const std::vector<std::string>& words, std::size_t at)
{
    return at + pattern.size() <= words.size() &&
           std::equal(pattern.begin(), pattern.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                      [](const std::string& p, const std::string& w) { return matches(p, w); });
}

} // namespace khronika::events
