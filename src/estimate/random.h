// SPDX-License-Identifier: GPL-3.0-or-later
// Random draws that are the same on every machine: the distributions of the C++ library differ from one to the next.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace khronika::estimate {

/// xoshiro256++ (Blackman and Vigna 2021), seeded by splitmix64. Streams of one seed do not overlap in practice: each begins
/// at a point of the period of 2^256 that a hash of seed and stream chooses.
class Random {
public:
    Random(std::uint64_t seed, std::uint64_t stream);

    std::uint64_t bits()
    {
        const std::uint64_t result = std::rotl(m_state[0] + m_state[3], 23) + m_state[0];
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

    /// In (0, 1), neither end included.
    double uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }
    /// Standard normal: ziggurat of 256 layers (Marsaglia and Tsang 2000, layer and sign from other bits than the
    /// abscissa, as Doornik 2005 asks).
    double normal();
    /// Gamma of scale 1 (Marsaglia and Tsang 2000). `shape` > 0.
    double gamma(double shape);
    /// log of such a draw: for small shapes the draw itself is below the least double.
    double log_gamma(double shape);
    /// Beta by two gammas; exact inversion where both are 1.
    double beta(double a, double b);
    /// By inversion for small means, else BTRS (Hörmann 1993).
    std::int64_t binomial(std::int64_t trials, double probability);
    /// Binomial of probability `part` / `whole`, the quickest where it is small: most draws that give 0 need no division.
    std::int64_t share(std::int64_t trials, double part, double whole)
    {
        const double u = uniform();
        // (1-p)^n >= 1 - np: above it nothing is drawn, whatever the power is.
        return u * whole >= static_cast<double>(trials) * part ? 0 : share_of(trials, part / whole, u);
    }
    /// By inversion for small means, else PTRS (Hörmann 1993). Means beyond 2^53 are refused by nothing: do not ask.
    std::int64_t poisson(double mean);
    /// Failures before `successes` successes of `probability`: a Poisson of gamma mean.
    std::int64_t negative_binomial(double successes, double probability);

private:
    double normal_tail();
    std::int64_t share_of(std::int64_t trials, double probability, double uniform_below_mean);

    std::array<std::uint64_t, 4> m_state;
};

} // namespace khronika::estimate
