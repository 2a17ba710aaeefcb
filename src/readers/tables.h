// SPDX-License-Identifier: GPL-3.0-or-later
// The tables by which readers know page furniture. docs/readers.md describes their form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace khronika::readers {

/// A table as it was read; `path` is what messages name.
struct TableFile {
    std::string path;
    std::string content;
};

/// Phrases of page furniture: `reason TAB where TAB longest TAB phrase`.
class Phrases {
public:
    /// Where a phrase must stand in a block.
    enum class Where : std::uint8_t { whole, start, within, end };

    void add(std::string reason, Where where, std::size_t longest, std::string_view phrase);
    /// The reason of the first phrase that `block` answers to; empty where none does. Case, ё and punctuation do not
    /// matter, but for a colon at the phrase's end. A phrase counts only in blocks of at most its `longest` characters.
    /// Lines of names parted by slashes are captions, as agencies sign pictures.
    [[nodiscard]] std::string_view reason_for(std::string_view block) const;

private:
    struct Entry {
        std::string reason;
        Where where;
        std::size_t longest;
        bool colon;        ///< the block's first colon must follow the words, which begin it
        std::string words; ///< folded, single spaces
    };
    /// True where `entry` stands at `begin` of `words`, which are the block's, folded.
    [[nodiscard]] static bool fits(const Entry& entry, std::string_view block, std::string_view words, std::size_t begin);
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::vector<std::size_t>> m_by_first_word;
    std::size_t m_longest = 0;
};

/// Words in class, id and role of elements: `effect TAB reason TAB words`.
class Hints {
public:
    void add_drop(std::string reason, std::string_view words);
    void add_main(std::string_view words);
    struct Meaning {
        std::string_view drop_reason; ///< empty where there is none
        bool main = false;            ///< the element holds the article's text
    };
    /// What the class and id of an element say of it.
    [[nodiscard]] Meaning of(std::string_view class_and_id) const;

private:
    struct Entry {
        std::string drop_reason;
        bool main = false;
    };
    std::unordered_map<std::string, Entry> m_entries;
};

/// Names of months: `number TAB name`.
class Months {
public:
    void add(int number, std::string_view name);
    /// 1 to 12; 0 where the name is not known. Case does not matter.
    [[nodiscard]] int number_of(std::string_view name) const;

private:
    std::unordered_map<std::string, int> m_numbers;
};

struct Tables {
    Phrases phrases;
    Hints hints;
    Months months;
};

/// Reads the tables by the names of their files: `phrases*.tsv`, `hints*.tsv` and `months*.tsv`. Throws Error that names
/// file and line of a malformed line, and one that names a file of another kind.
[[nodiscard]] Tables read_tables(const std::vector<TableFile>& files);

} // namespace khronika::readers
