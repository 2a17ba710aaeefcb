// SPDX-License-Identifier: GPL-3.0-or-later
// How texts name groups of victims, and parts of a whole.
#pragma once

#include "events/word_pattern.h"
#include "language/language.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::events {

/// How a text sets a count beside the one before it.
enum class PartWord { none, part, further };

/// The table data/events/words.tsv; its head describes the form.
class Wording {
public:
    /// Knows no words: every group is one, and nothing is named a part.
    Wording() = default;
    /// Throws Error naming file and line where the table is malformed.
    explicit Wording(const language::Table& table);

    /// The group that the words for victims name; empty where they name none that is told from others, or where every
    /// word is capitalised: that may be a name, which a report withholds.
    [[nodiscard]] std::string group_of(std::string_view victims) const;
    /// True where `inner` is `outer` or a part of it; every group is a part of the empty one.
    [[nodiscard]] bool group_within(std::string_view inner, std::string_view outer) const;
    /// True where no one can be of both.
    [[nodiscard]] bool groups_disjoint(std::string_view a, std::string_view b) const;
    /// What the quote's words say of the count that it writes as `count_text`.
    [[nodiscard]] PartWord part_word(std::string_view quote, std::string_view count_text) const;

private:
    struct Group {
        std::string within;
        std::string axis;
    };
    std::map<std::string, Group, std::less<>> m_groups;
    std::vector<std::pair<WordPattern, std::string>> m_group_words; ///< the longest first
    std::vector<WordPattern> m_part;
    std::vector<WordPattern> m_further;
};

} // namespace khronika::events
