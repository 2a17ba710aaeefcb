// SPDX-License-Identifier: GPL-3.0-or-later
// All that can be said of whether series rise.
#pragma once

#include "estimate/change_points.h"
#include "estimate/cusum.h"
#include "estimate/farrington.h"
#include "estimate/read_series.h"
#include "estimate/records.h"

namespace khronika::estimate {

struct MonitorOptions {
    FarringtonOptions farrington = noufaily_options(0.01); ///< as for weeks: see for_period()
    LikelihoodCusumOptions cusum;
    double discovery_rate = 0.05; ///< of the last periods of all series together
    std::size_t last = 0;         ///< judge so many periods at the end; 0: all that can be
};

struct MonitoredSeries {
    NamedSeries named;
    std::vector<FarringtonPoint> points;
    std::size_t judged = 0;
    std::optional<LikelihoodCusum> cusum; ///< over the judged points, at their expectations; absent where none was judged
    std::size_t cusum_first = 0;          ///< index of its first period
    std::vector<ChangePoint> changes;
    double dispersion = 1;               ///< variance over mean around the levels; 1 at least
    std::optional<std::size_t> latest;   ///< last period with a count
    std::optional<LargestSince> largest; ///< of that period
    bool discovery = false;              ///< the latest is an uptick at the false discovery rate over all series
};

/// The same settings for periods of another length: half a year left out, and for months windows of three in four seasons.
[[nodiscard]] FarringtonOptions for_period(FarringtonOptions options, int periods_a_year);

[[nodiscard]] std::vector<MonitoredSeries> monitor_series(const std::vector<NamedSeries>& series, const MonitorOptions& options);

} // namespace khronika::estimate
