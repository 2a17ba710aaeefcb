// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the hyphen at a line's end. Most part a word and go; `пресс-служба`, `кто-то`, `2019-2020` keep theirs. The
// document itself knows best: a compound that it writes within a line keeps its hyphen at a line's end.
#pragma once

#include "documents/page.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace khronika::documents {

class Hyphens {
public:
    /// Learns the words that stand within the lines of `pages`.
    explicit Hyphens(const std::vector<Page>& pages);

    enum class Join : std::uint8_t {
        space,  ///< two words
        keep,   ///< one word with its hyphen
        remove, ///< one word without it
    };
    /// How the last word of a line and the first of the next are joined.
    [[nodiscard]] Join join(std::string_view last, std::string_view next) const;

private:
    std::unordered_set<std::string> m_words; ///< folded, without punctuation around
};

/// The bytes of the hyphen (-, ‐ or a soft hyphen) at the end of `word`; 0 where there is none.
[[nodiscard]] std::size_t hyphen_at_end(std::string_view word);

} // namespace khronika::documents
