// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/discrete.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>

namespace khronika::estimate {

namespace {

double at_most(double count, double mean, double dispersion)
{
    if (count < 0) {
        return 0;
    }
    if (dispersion <= 1) {
        return boost::math::gamma_q(count + 1, mean);
    }
    return boost::math::ibeta(mean / (dispersion - 1), count + 1, 1 / dispersion);
}

} // namespace

double count_tail(double count, double mean, double dispersion)
{
    if (count <= 0) {
        return 1;
    }
    if (dispersion <= 1) {
        return boost::math::gamma_p(count, mean);
    }
    return boost::math::ibetac(mean / (dispersion - 1), count, 1 / dispersion);
}

double count_quantile(double probability, double mean, double dispersion)
{
    double high = std::ceil(mean) + 1;
    while (at_most(high, mean, dispersion) < probability) {
        high *= 2;
    }
    double low = -1;
    while (high - low > 1) {
        const double middle = std::floor((low + high) / 2);
        (at_most(middle, mean, dispersion) >= probability ? high : low) = middle;
    }
    return high;
}

double count_log_density(double count, double mean, double dispersion)
{
    if (dispersion <= 1) {
        return count * std::log(mean) - mean - boost::math::lgamma(count + 1);
    }
    const double size = mean / (dispersion - 1);
    return boost::math::lgamma(count + size) - boost::math::lgamma(size) - boost::math::lgamma(count + 1) - size * std::log(dispersion) +
           count * std::log1p(-1 / dispersion);
}

} // namespace khronika::estimate
