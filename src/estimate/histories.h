// SPDX-License-Identifier: GPL-3.0-or-later
// Capture histories: how many people are on exactly these lists. All estimates of this room begin with them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace khronika::estimate {

/// A set of lists: bit j stands for list j.
using Pattern = std::uint32_t;

/// More lists than this cannot be estimated from: cells double with each, and no table of people fills them.
inline constexpr int max_lists = 12;

/// `count` people who are on the lists of `pattern` and on no other.
struct Cell {
    Pattern pattern = 0;
    std::int64_t count = 0;
};

struct Histories {
    std::vector<std::string> lists; ///< their names
    std::vector<Cell> cells;        ///< by rising pattern, each once, none of count 0, none of pattern 0

    [[nodiscard]] int list_count() const { return static_cast<int>(lists.size()); }
    /// Everybody who is on a list, once.
    [[nodiscard]] std::int64_t observed() const;
    /// Those of exactly `pattern`; 0 where nobody is.
    [[nodiscard]] std::int64_t count(Pattern pattern) const;
    /// Those on all lists of `set`, whatever else they are on.
    [[nodiscard]] std::int64_t on_all(Pattern set) const;
    /// Counts of all 2^lists patterns by pattern; the first, of those on no list, is 0.
    [[nodiscard]] std::vector<double> table() const;
};

/// The table of one stratum.
struct Stratum {
    std::string name; ///< empty where the file is not divided
    Histories histories;
    std::vector<std::string> notes; ///< what was left out or joined on the way
};

struct ReadOptions {
    std::string strata;          ///< the column that divides, none if empty
    std::string count = "count"; ///< the column of counts; a file without it has one person a row
};

/// Reads a CSV table: one column of 0 and 1 a list, and a count. `source` names the file in messages. Throws Error naming
/// line and column where a value is not a membership or a count. Strata stand in the order of first appearance.
[[nodiscard]] std::vector<Stratum> read_histories(std::string_view csv, const std::string& source, const ReadOptions& options);

/// Throws Error with the reason where no method could estimate from `histories`: fewer than two lists, too many lists, an
/// empty table, an empty list, nobody on two lists.
void check_estimable(const Histories& histories, const std::string& source);

/// The same people as they would appear without list `left_out`: those on it alone vanish.
[[nodiscard]] Histories without_list(const Histories& histories, int left_out);

/// Histories of cells in any order; cells of one pattern are added up.
[[nodiscard]] Histories make_histories(std::vector<std::string> lists, const std::vector<Cell>& cells);

} // namespace khronika::estimate
