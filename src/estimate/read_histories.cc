// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/csv.h"
#include "estimate/histories.h"

#include "base/error.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace khronika::estimate {

namespace {

/// Above it, doubles no longer hold every whole number after the sums that are made of them.
constexpr std::int64_t most_people = 1'000'000'000'000;

struct Columns {
    std::vector<std::size_t> lists;
    std::optional<std::size_t> count;
    std::optional<std::size_t> strata;
};

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

Columns find_columns(const CsvTable& table, const std::string& source, const ReadOptions& options)
{
    Columns columns;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        const std::string& name = table.header[i];
        if (name.empty()) {
            fail("{}:1: column {} has no name", source, i + 1);
        }
        if (std::count(table.header.begin(), table.header.end(), name) > 1) {
            fail("{}:1: two columns are named {}", source, name);
        }
        if (!options.strata.empty() && name == options.strata) {
            columns.strata = i;
        } else if (lower(name) == lower(options.count)) {
            columns.count = i;
        } else {
            columns.lists.push_back(i);
        }
    }
    if (!options.strata.empty() && !columns.strata) {
        fail("{}: no column is named {} (--strata)", source, options.strata);
    }
    if (options.count != "count" && !columns.count) {
        fail("{}: no column is named {} (--count)", source, options.count);
    }
    if (static_cast<int>(columns.lists.size()) > max_lists) {
        fail("{}: {} lists are more than can be estimated from (at most {}): join lists of one kind or one maker into one", source,
             columns.lists.size(), max_lists);
    }
    return columns;
}

std::int64_t read_count(const std::string& text, const std::string& source, std::size_t line)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size()) {
        fail("{}:{}: the count is not a whole number: {:?}", source, line, text);
    }
    if (count < 0) {
        fail("{}:{}: the count is negative: {}", source, line, text);
    }
    if (count > most_people) {
        fail("{}:{}: the count is greater than the number of people that lived: {}", source, line, text);
    }
    return count;
}

Pattern read_pattern(const CsvTable& table, const CsvRow& row, const Columns& columns, const std::string& source)
{
    Pattern pattern = 0;
    for (std::size_t j = 0; j < columns.lists.size(); ++j) {
        const std::string& cell = row.cells[columns.lists[j]];
        if (cell != "0" && cell != "1") {
            fail("{}:{}: column {} must hold 0 or 1, whether these people are on that list, not {:?}; a column that divides the "
                 "people is named by --strata, one of counts by --count",
                 source, row.line, table.header[columns.lists[j]], cell);
        }
        pattern |= cell == "1" ? Pattern{1} << j : Pattern{0};
    }
    return pattern;
}

/// A list on which nobody of this stratum is says nothing here; it is left out, and that is said.
Stratum finish(std::string name, Histories histories)
{
    Stratum stratum{std::move(name), std::move(histories), {}};
    if (stratum.name.empty()) {
        return stratum;
    }
    for (int j = stratum.histories.list_count() - 1; j >= 0; --j) {
        if (stratum.histories.on_all(Pattern{1} << j) == 0) {
            stratum.notes.push_back("list " + stratum.histories.lists[static_cast<std::size_t>(j)] +
                                    " is left out: nobody of this stratum is on it");
            stratum.histories = without_list(stratum.histories, j);
        }
    }
    return stratum;
}

} // namespace

std::vector<Stratum> read_histories(std::string_view csv, const std::string& source, const ReadOptions& options)
{
    const CsvTable table = read_csv(csv, source);
    const Columns columns = find_columns(table, source, options);
    std::vector<std::string> names;
    std::vector<std::vector<Cell>> cells;
    for (const CsvRow& row : table.rows) {
        const std::int64_t count = columns.count ? read_count(row.cells[*columns.count], source, row.line) : 1;
        const Pattern pattern = read_pattern(table, row, columns, source);
        if (pattern == 0 && count > 0) {
            fail("{}:{}: {} people on no list cannot have been counted: remove the row", source, row.line, count);
        }
        const std::string name = columns.strata ? row.cells[*columns.strata] : std::string{};
        if (columns.strata && name.empty()) {
            fail("{}:{}: the column {} is empty: every row must name its stratum", source, row.line, options.strata);
        }
        auto found = std::ranges::find(names, name);
        if (found == names.end()) {
            names.push_back(name);
            cells.emplace_back();
            found = names.end() - 1;
        }
        cells[static_cast<std::size_t>(found - names.begin())].push_back({pattern, count});
    }
    if (names.empty()) {
        fail("{}: the table has no rows", source);
    }
    std::vector<std::string> lists;
    for (const std::size_t column : columns.lists) {
        lists.push_back(table.header[column]);
    }
    std::vector<Stratum> strata;
    for (std::size_t i = 0; i < names.size(); ++i) {
        strata.push_back(finish(names[i], make_histories(lists, cells[i])));
    }
    return strata;
}

} // namespace khronika::estimate
