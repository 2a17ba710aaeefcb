// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/random.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace khronika::estimate {

namespace {

std::uint64_t splitmix(std::uint64_t& state)
{
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
}

constexpr std::size_t layers = 256;
constexpr double tail_begin = 3.6541528853610088; ///< r of 256 layers
constexpr double layer_area = 0.00492867323399;   ///< v of 256 layers

double density(double x)
{
    return std::exp(-0.5 * x * x);
}

/// x[i] are the layers' right edges, from the base strip's virtual one down to 0.
struct Ziggurat {
    std::array<double, layers + 1> edge{};
    std::array<double, layers + 1> height{};

    Ziggurat()
    {
        edge[0] = layer_area / density(tail_begin);
        edge[1] = tail_begin;
        for (std::size_t i = 2; i < layers; ++i) {
            edge[i] = std::sqrt(-2 * std::log(layer_area / edge[i - 1] + density(edge[i - 1])));
        }
        edge[layers] = 0;
        for (std::size_t i = 0; i <= layers; ++i) {
            height[i] = density(edge[i]);
        }
    }
};

const Ziggurat ziggurat;

/// log(n!): a table for small n, Stirling's series beyond.
struct LogFactorials {
    static constexpr std::size_t size = 4096;
    std::array<double, size> of{};

    LogFactorials()
    {
        for (std::size_t n = 2; n < size; ++n) {
            of[n] = of[n - 1] + std::log(static_cast<double>(n));
        }
    }
};

const LogFactorials log_factorials;

double log_factorial(double n)
{
    if (n < static_cast<double>(LogFactorials::size)) {
        return log_factorials.of[static_cast<std::size_t>(n)];
    }
    const double square = n * n;
    return (n + 0.5) * std::log(n) - n + 0.91893853320467274178 + (1.0 / 12 - 1.0 / 360 / square) / n;
}

/// (1-p)^n. Squaring is the quicker for the small n that most cells of a table have.
double power_of_rest(double p, std::int64_t n)
{
    if (n > 512) {
        return std::exp(static_cast<double>(n) * std::log1p(-p));
    }
    double power = 1;
    double square = 1 - p;
    for (std::int64_t left = n; left > 0; left >>= 1) {
        power *= (left & 1) != 0 ? square : 1.0;
        square *= square;
    }
    return power;
}

/// The greatest whole number not above x, which is far from the ends of the integers.
double floor_of(double x)
{
    const auto cut = static_cast<double>(static_cast<std::int64_t>(x));
    return cut > x ? cut - 1 : cut;
}

/// 1/k, for the inversions: a division takes as long as the rest of their step.
struct Reciprocals {
    static constexpr std::size_t size = 256;
    std::array<double, size> of{};

    constexpr Reciprocals()
    {
        for (std::size_t k = 1; k < size; ++k) {
            of[k] = 1 / static_cast<double>(k);
        }
    }
};

constexpr Reciprocals reciprocals;

/// A binomial of mean below 10 by inversion, `uniform` deciding. p <= 1/2.
std::int64_t binomial_inversion(std::int64_t trials, double p, double uniform)
{
    const auto n = static_cast<double>(trials);
    if (uniform >= n * p) {
        return 0; // (1-p)^n >= 1 - np: no power is needed to know that nothing is drawn
    }
    double left = 1 - uniform;
    double term = power_of_rest(p, trials);
    const double odds = p / (1 - p);
    double rest = n * odds;
    std::size_t drawn = 0;
    // A mean below 10 reaches 255 with a probability far below what the uniform number can tell.
    const auto most = std::min<std::size_t>(static_cast<std::size_t>(trials), Reciprocals::size - 1);
    while (left > term && drawn < most) {
        left -= term;
        ++drawn;
        term *= rest * reciprocals.of[drawn];
        rest -= odds;
    }
    return static_cast<std::int64_t>(drawn);
}

/// BTRS of Hörmann 1993 for a mean of 10 and more. p <= 1/2.
std::int64_t binomial_rejection(Random& random, std::int64_t trials, double p)
{
    const auto n = static_cast<double>(trials);
    const double deviation = std::sqrt(n * p * (1 - p));
    const double b = 1.15 + 2.53 * deviation;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double c = n * p + 0.5;
    const double v_r = 0.92 - 4.2 / b;
    while (true) {
        double v = random.uniform();
        const double u = random.uniform() - 0.5;
        const double us = 0.5 - std::abs(u);
        const double k = floor_of((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= v_r) {
            return static_cast<std::int64_t>(k);
        }
        if (k < 0 || k > n) {
            continue;
        }
        const double alpha = (2.83 + 5.1 / b) * deviation;
        const double odds = p / (1 - p);
        const double m = floor_of((n + 1) * p);
        v = std::log(v * alpha / (a / (us * us) + b));
        const double bound = log_factorial(m) + log_factorial(n - m) - log_factorial(k) - log_factorial(n - k) + (k - m) * std::log(odds);
        if (v <= bound) {
            return static_cast<std::int64_t>(k);
        }
    }
}

} // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) : m_state{}
{
    std::uint64_t state = seed;
    state = splitmix(state) ^ (stream * 0xD1342543DE82EF95U);
    for (std::uint64_t& word : m_state) {
        word = splitmix(state);
    }
}

double Random::normal()
{
    while (true) {
        const std::uint64_t drawn = bits();
        const std::size_t layer = drawn & (layers - 1);
        const std::uint64_t sign = (drawn >> 8 & 1) << 63; // set by bits: a branch on it would be guessed wrongly half the time
        const double u = (static_cast<double>(drawn >> 11) + 0.5) * 0x1p-53;
        const double x = u * ziggurat.edge[layer];
        if (x < ziggurat.edge[layer + 1]) {
            return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) | sign);
        }
        if (layer == 0) {
            return std::bit_cast<double>(std::bit_cast<std::uint64_t>(normal_tail()) | sign);
        }
        const double between = ziggurat.height[layer] + uniform() * (ziggurat.height[layer + 1] - ziggurat.height[layer]);
        if (between < density(x)) {
            return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) | sign);
        }
    }
}

double Random::normal_tail()
{
    while (true) {
        const double x = -std::log(uniform()) / tail_begin;
        const double y = -std::log(uniform());
        if (y + y > x * x) {
            return tail_begin + x;
        }
    }
}

double Random::gamma(double shape)
{
    if (shape < 1) {
        const double power = std::log(uniform()) / shape;
        return gamma(shape + 1) * std::exp(power);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0) {
            continue;
        }
        const double v = root * root * root;
        const double u = uniform();
        if (u < 1 - 0.0331 * (x * x) * (x * x) || std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) {
            return d * v;
        }
    }
}

double Random::log_gamma(double shape)
{
    if (shape < 1) {
        const double power = std::log(uniform()) / shape;
        return std::log(gamma(shape + 1)) + power;
    }
    return std::log(gamma(shape));
}

double Random::beta(double a, double b)
{
    if (a == 1 && b == 1) {
        return uniform();
    }
    const double x = gamma(a);
    return x / (x + gamma(b));
}

std::int64_t Random::binomial(std::int64_t trials, double probability)
{
    if (trials <= 0 || probability <= 0) {
        return 0;
    }
    if (probability >= 1) {
        return trials;
    }
    const double p = std::min(probability, 1 - probability);
    const std::int64_t drawn =
        static_cast<double>(trials) * p < 10 ? binomial_inversion(trials, p, uniform()) : binomial_rejection(*this, trials, p);
    return probability <= 0.5 ? drawn : trials - drawn;
}

std::int64_t Random::share_of(std::int64_t trials, double probability, double uniform_below_mean)
{
    if (trials == 1 || probability >= 1) {
        return trials;
    }
    // The uniform number was asked whether it is below the mean: where the mean is 1 or more, that told nothing of it.
    const double mean = static_cast<double>(trials) * probability;
    if (probability <= 0.5 && mean < 10) {
        return binomial_inversion(trials, probability, uniform_below_mean);
    }
    return binomial(trials, probability);
}

std::int64_t Random::poisson(double mean)
{
    if (mean < 10) {
        double left = uniform();
        double term = std::exp(-mean);
        std::int64_t drawn = 0;
        while (left > term && drawn < 200) {
            left -= term;
            ++drawn;
            term *= mean / static_cast<double>(drawn);
        }
        return drawn;
    }
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double v_r = 0.9277 - 3.6224 / (b - 2);
    while (true) {
        const double u = uniform() - 0.5;
        const double v = uniform();
        const double us = 0.5 - std::abs(u);
        const double k = floor_of((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= v_r) {
            return static_cast<std::int64_t>(k);
        }
        if (k < 0 || (us < 0.013 && v > us)) {
            continue;
        }
        const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= k * std::log(mean) - mean - log_factorial(k)) {
            return static_cast<std::int64_t>(k);
        }
    }
}

std::int64_t Random::negative_binomial(double successes, double probability)
{
    return poisson(gamma(successes) * (1 - probability) / probability);
}

} // namespace khronika::estimate
