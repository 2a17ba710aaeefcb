// SPDX-License-Identifier: GPL-3.0-or-later
// Upticks against the same season of past years: the flexible Farrington algorithm (Noufaily and others 2013, Statistics in
// Medicine 32, 1206; Salmon, Schumacher and Höhle 2016, Journal of Statistical Software 70, 10).
#pragma once

#include "estimate/series.h"

#include <string>
#include <vector>

namespace khronika::estimate {

enum class Threshold {
    two_thirds,       ///< normal after the 2/3 power, uncertainty of the mean included ("delta", Farrington and others 1996)
    negative_binomial ///< quantile of the negative binomial of the expected count ("nbPlugin", Noufaily and others 2013)
};

struct FarringtonOptions {
    int years = 5;              ///< b: so many past years are looked at
    int half_window = 3;        ///< w: so many periods before and after the same one of each year
    int seasons = 1;            ///< blocks that a year is divided into, each with its level; 1: only the windows are used (noPeriods)
    int left_out = -1;          ///< periods just before that are not part of the base; -1: half_window (pastWeeksNotIncluded)
    bool reweight = true;       ///< past upticks count less
    double weights_from = 2.58; ///< Anscombe residual from which they do
    double alpha = 0.05;        ///< one-sided
    bool trend = true;
    double trend_p = 0.05;  ///< a trend is kept where its p is below; 1: always
    double least_cases = 5; ///< no verdict where fewer were counted in the last `least_periods` (limit54)
    int least_periods = 4;
    Threshold threshold = Threshold::two_thirds;
};

/// The settings that Noufaily and others recommend: ten seasons, half a year left out, every trend, quantile of the negative
/// binomial.
[[nodiscard]] FarringtonOptions noufaily_options(double alpha);

struct FarringtonPoint {
    std::size_t at = 0; ///< index in the series
    bool alarm = false;
    std::optional<double> expected; ///< absent with `upper` where the point could not be judged
    std::optional<double> upper;
    std::optional<double> p; ///< of so many or more
    double dispersion = 1;
    bool trend = false;
    std::string reason; ///< why it was not judged
};

/// Judges each point from `first` to `last` (indices). Points with too little past, or a gap, are not judged and say why.
[[nodiscard]] std::vector<FarringtonPoint> farrington(const CountSeries& series, std::size_t first, std::size_t last,
                                                      const FarringtonOptions& options);

/// The first index with enough past for `options`.
[[nodiscard]] std::size_t first_judged(const CountSeries& series, const FarringtonOptions& options);

} // namespace khronika::estimate
