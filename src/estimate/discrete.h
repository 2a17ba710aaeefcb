// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace khronika::estimate {

/// P(X >= count) of a Poisson of `mean`, or where `dispersion` is above 1 of the negative binomial with variance
/// dispersion x mean. `mean` > 0.
[[nodiscard]] double count_tail(double count, double mean, double dispersion);

/// The least whole number that such an X does not exceed with `probability`.
[[nodiscard]] double count_quantile(double probability, double mean, double dispersion);

/// log P(X = count).
[[nodiscard]] double count_log_density(double count, double mean, double dispersion);

} // namespace khronika::estimate
