// SPDX-License-Identifier: GPL-3.0-or-later
// Upticks that build up over periods: cumulative sums (Page 1954).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace khronika::estimate {

enum class Standardised { raw, standard, rossi, anscombe }; ///< x; (x-m)/sqrt m; Rossi and others 1999; 2/3 power

struct CusumPoint {
    double sum = 0;
    double upper = 0; ///< the count from which this period would have raised an alarm
    bool alarm = false;
};

/// The CUSUM of the surveillance package: sums of standardised counts above `k`, an alarm at `h`; it goes on after an alarm.
[[nodiscard]] std::vector<CusumPoint> cusum(const std::vector<double>& counts, double mean, double k, double h, Standardised how);

struct LikelihoodCusumOptions {
    double ratio = 2;        ///< of the raised mean that it is to find to the usual one, above 1
    double dispersion = 1;   ///< variance over mean; 1: Poisson, above: negative binomial
    double run_length = 520; ///< wished: mean number of periods between false alarms
};

struct LikelihoodCusum {
    double h = 0;          ///< alarm from this sum on
    double run_length = 0; ///< mean number of periods between false alarms at `h`, of a series at its usual mean
    std::vector<double> sums;
    std::vector<std::size_t> alarms; ///< the sum begins anew after each
};

/// Sums of the log likelihood ratio of the raised to the usual mean (Moustakides 1986 shows that none finds it sooner at the
/// same rate of false alarms). `means` are the usual ones, as many as counts; gaps leave the sum as it is. The run length is
/// that of the mean of `means`, by a Markov chain of the sum (Brook and Evans 1972).
[[nodiscard]] LikelihoodCusum likelihood_cusum(const std::vector<std::optional<double>>& counts, const std::vector<double>& means,
                                               const LikelihoodCusumOptions& options);

/// Mean run length of that sum to `h` at a constant usual mean.
[[nodiscard]] double run_length(double mean, double ratio, double dispersion, double h);

} // namespace khronika::estimate
