// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/histories.h"

#include "base/error.h"

#include <algorithm>
#include <bit>
#include <map>

namespace khronika::estimate {

std::int64_t Histories::observed() const
{
    std::int64_t sum = 0;
    for (const Cell& cell : cells) {
        sum += cell.count;
    }
    return sum;
}

std::int64_t Histories::count(Pattern pattern) const
{
    const auto found = std::ranges::lower_bound(cells, pattern, {}, &Cell::pattern);
    return found != cells.end() && found->pattern == pattern ? found->count : 0;
}

std::int64_t Histories::on_all(Pattern set) const
{
    std::int64_t sum = 0;
    for (const Cell& cell : cells) {
        sum += (cell.pattern & set) == set ? cell.count : 0;
    }
    return sum;
}

std::vector<double> Histories::table() const
{
    std::vector<double> counts(std::size_t{1} << lists.size(), 0.0);
    for (const Cell& cell : cells) {
        counts[cell.pattern] = static_cast<double>(cell.count);
    }
    return counts;
}

Histories make_histories(std::vector<std::string> lists, const std::vector<Cell>& cells)
{
    std::map<Pattern, std::int64_t> sums;
    for (const Cell& cell : cells) {
        sums[cell.pattern] += cell.count;
    }
    Histories made{std::move(lists), {}};
    for (const auto& [pattern, count] : sums) {
        if (pattern != 0 && count > 0) {
            made.cells.push_back({pattern, count});
        }
    }
    return made;
}

Histories without_list(const Histories& histories, int left_out)
{
    const Pattern low = (Pattern{1} << left_out) - 1;
    std::vector<std::string> lists = histories.lists;
    lists.erase(lists.begin() + left_out);
    std::vector<Cell> cells;
    for (const Cell& cell : histories.cells) {
        cells.push_back({(cell.pattern & low) | ((cell.pattern >> 1) & ~low), cell.count});
    }
    return make_histories(std::move(lists), cells);
}

void check_estimable(const Histories& histories, const std::string& source)
{
    const int lists = histories.list_count();
    if (lists < 2) {
        fail("{}: {} list: an estimate of those on no list needs at least two lists that overlap", source, lists);
    }
    if (lists > max_lists) {
        fail("{}: {} lists are more than can be estimated from (at most {}): join lists of one kind or one maker into one", source, lists,
             max_lists);
    }
    if (histories.cells.empty()) {
        fail("{}: nobody is on any list: all counts are 0", source);
    }
    for (int j = 0; j < lists; ++j) {
        if (histories.on_all(Pattern{1} << j) == 0) {
            fail("{}: list {} is empty: leave its column out", source, histories.lists[static_cast<std::size_t>(j)]);
        }
    }
    const bool overlap = std::ranges::any_of(histories.cells, [](const Cell& cell) { return std::popcount(cell.pattern) > 1; });
    if (!overlap) {
        fail("{}: nobody is on two lists: without any overlap the number of those on no list is not bounded by the data", source);
    }
}

} // namespace khronika::estimate
