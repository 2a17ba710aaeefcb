// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/series.h"

#include <string>
#include <string_view>
#include <vector>

namespace khronika::estimate {

/// Which column of a table holds what.
struct SeriesMapping {
    std::string date = "date";   ///< first day of the period: 2024-01-31, 2024-01 (months) or 2024-W05 (ISO weeks)
    std::string value = "count"; ///< a whole number, or empty where nothing was published
    std::string by;              ///< a column of names: each is a series of its own; empty: one series
    std::string version;         ///< when the figure was published (2024-02-03); empty: each period has one figure
    std::string period = "week"; ///< day, week or month
    std::optional<Date> as_of;   ///< a period that ends after it is partial, and not used
};

/// A figure that a later one replaced.
struct Revision {
    std::size_t at = 0; ///< index of the period
    std::string version;
    std::optional<double> count;
};

struct NamedSeries {
    std::string name;
    CountSeries series;
    std::vector<Revision> revised;    ///< earlier figures, by period and version; the latest are in `series`
    std::vector<std::size_t> partial; ///< periods that had not ended: their counts are left out
    std::size_t missing = 0;          ///< periods without a count between the first and the last
};

/// Reads series from CSV. Periods that the table passes over are gaps. Throws Error naming the line where a date or count
/// cannot be read, does not begin a period like the others, or a period has two figures of one version.
[[nodiscard]] std::vector<NamedSeries> read_series(std::string_view csv, const std::string& source, const SeriesMapping& mapping);

} // namespace khronika::estimate
