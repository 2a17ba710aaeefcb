// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate/gibbs.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace khronika::estimate {

GibbsChain::GibbsChain(const Histories& histories, std::size_t classes, double prior_shape, double prior_rate, double unseen, Random random)
    : m_lists(histories.lists.size()), m_classes(classes), m_padded((classes + 3) / 4 * 4), m_prior_shape(prior_shape),
      m_prior_rate(prior_rate), m_random(random), m_cells(histories.cells), m_observed(static_cast<double>(histories.observed()))
{
    start(histories, unseen);
}

/// One class of people whom every list misses as often as `unseen` asks, the others at random: so that chains begin on both
/// sides of what the data can say.
void GibbsChain::start(const Histories& histories, double unseen)
{
    const double hard = unseen / (unseen + m_observed);
    double left = 1;
    for (std::size_t k = 0; k < m_classes; ++k) {
        m_order[k] = k;
        const double stick = k == 0 ? hard : k + 1 < m_classes ? m_random.uniform() : 1.0;
        m_share[k] = left * stick;
        left *= 1 - stick;
        for (std::size_t j = 0; j < m_lists; ++j) {
            const double on = static_cast<double>(histories.on_all(Pattern{1} << j));
            m_capture[j][k] = k == 0 ? on / (m_observed + unseen) : m_random.uniform();
            m_missed[j][k] = 1 - m_capture[j][k];
        }
    }
    m_unseen = static_cast<std::int64_t>(unseen);
    m_unseen_members[0] = m_unseen;
}

int GibbsChain::occupied() const
{
    return static_cast<int>(std::count_if(m_members.begin(), m_members.end(), [](std::int64_t members) { return members > 0; }));
}

void GibbsChain::iterate()
{
    draw_members();
    draw_captures();
    draw_shares();
    exchange_any();
    exchange_neighbours();
    draw_unseen();
    draw_concentration();
}

void GibbsChain::exchange(std::size_t a, std::size_t b)
{
    for (std::size_t j = 0; j < m_lists; ++j) {
        std::swap(m_capture[j][a], m_capture[j][b]);
        std::swap(m_missed[j][a], m_missed[j][b]);
    }
    std::swap(m_members[a], m_members[b]);
}

/// Two classes exchange their people and capture probabilities, while the shares stay (Papaspiliopoulos and Roberts 2008,
/// Biometrika 95, 169, section 3.4): without it a chain may keep a great class behind an empty one for ever.
void GibbsChain::exchange_any()
{
    const auto classes = static_cast<double>(m_classes);
    const auto a = static_cast<std::size_t>(m_random.uniform() * classes);
    const auto b = static_cast<std::size_t>(m_random.uniform() * classes);
    const std::int64_t more = m_members[b] - m_members[a];
    if (more == 0 || m_share[a] <= 0 || m_share[b] <= 0) {
        return;
    }
    if (std::log(m_random.uniform()) < static_cast<double>(more) * std::log(m_share[a] / m_share[b])) {
        exchange(a, b);
    }
}

/// Two neighbours exchange all, their sticks too (the second move of that section). The last class has no stick.
void GibbsChain::exchange_neighbours()
{
    if (m_classes < 3) {
        return;
    }
    const auto k = static_cast<std::size_t>(m_random.uniform() * static_cast<double>(m_classes - 2));
    Stick& first = m_sticks[k];
    Stick& second = m_sticks[k + 1];
    const double log_ratio =
        static_cast<double>(m_members[k]) * second.log_missed - static_cast<double>(m_members[k + 1]) * first.log_missed;
    if (std::log(m_random.uniform()) < log_ratio) {
        std::swap(first, second);
        m_share[k] = m_left[k] * (1 - first.missed);
        m_share[k + 1] = m_left[k] * first.missed * (1 - second.missed);
        exchange(k, k + 1);
    }
}

/// Rising, so that the many classes that get nobody cost one uniform number each, and the greatest takes the rest.
void GibbsChain::sort_classes()
{
    for (std::size_t i = 1; i < m_classes; ++i) {
        const std::size_t moved = m_order[i];
        std::size_t at = i;
        for (; at > 0 && m_members[m_order[at - 1]] > m_members[moved]; --at) {
            m_order[at] = m_order[at - 1];
        }
        m_order[at] = moved;
    }
}

/// A multinomial of `people` over the classes by conditional binomials.
void GibbsChain::distribute(std::int64_t people, const Row& weights, Members& given)
{
    // Four sums side by side: weights beyond the last class are 0.
    std::array<double, 4> sums{};
    for (std::size_t k = 0; k < m_padded; k += 4) {
        for (std::size_t lane = 0; lane < sums.size(); ++lane) {
            sums[lane] += weights[k + lane];
        }
    }
    double whole = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    std::fill_n(given.data(), m_padded, 0);
    std::int64_t left = people;
    for (std::size_t i = 0; left > 0; ++i) {
        const std::size_t k = m_order[i];
        const std::int64_t drawn = i + 1 == m_classes ? left : m_random.share(left, weights[k], whole);
        whole -= weights[k];
        left -= drawn;
        given[k] = drawn;
    }
}

void GibbsChain::draw_members()
{
    sort_classes();
    m_members = m_unseen_members;
    for (std::size_t j = 0; j < m_lists; ++j) {
        std::fill_n(m_on_list[j].data(), m_padded, 0);
    }
    for (const Cell& cell : m_cells) {
        Row weights;
        std::copy_n(m_share.data(), m_padded, weights.data());
        for (std::size_t j = 0; j < m_lists; ++j) {
            const Row& factor = (cell.pattern >> j & 1) != 0 ? m_capture[j] : m_missed[j];
            for (std::size_t k = 0; k < m_padded; ++k) {
                weights[k] *= factor[k];
            }
        }
        Members given;
        distribute(cell.count, weights, given);
        for (std::size_t k = 0; k < m_padded; ++k) {
            m_members[k] += given[k];
        }
        for (Pattern rest = cell.pattern; rest != 0; rest &= rest - 1) {
            Members& on = m_on_list[static_cast<std::size_t>(std::countr_zero(rest))];
            for (std::size_t k = 0; k < m_padded; ++k) {
                on[k] += given[k];
            }
        }
    }
}

void GibbsChain::draw_captures()
{
    for (std::size_t k = 0; k < m_classes; ++k) {
        const std::int64_t members = m_members[k];
        for (std::size_t j = 0; j < m_lists; ++j) {
            const std::int64_t on = m_on_list[j][k];
            double capture = 0;
            double missed = 0;
            if (members == 0) {
                capture = m_random.uniform();
                missed = 1 - capture;
            } else {
                const double x = m_random.gamma(static_cast<double>(1 + on));
                const double y = m_random.gamma(static_cast<double>(1 + members - on));
                capture = x / (x + y);
                missed = y / (x + y);
            }
            m_capture[j][k] = capture;
            m_missed[j][k] = missed;
        }
    }
}

/// 1 - V and its logarithm for V ~ Beta(a, b); the logarithm is exact where 1 - V is below the least double.
GibbsChain::Stick GibbsChain::draw_stick(double a, double b)
{
    if (a == 1) {
        const double log_missed = std::log(m_random.uniform()) / b; // by inversion
        return {std::exp(log_missed), log_missed};
    }
    const double x = m_random.gamma(a);
    if (b >= 1) {
        const double y = m_random.gamma(b);
        return {y / (x + y), std::log(y / (x + y))};
    }
    const double apart = m_random.log_gamma(b) - std::log(x);
    const double log_missed = apart < 0 ? apart - std::log1p(std::exp(apart)) : -std::log1p(std::exp(-apart));
    return {std::exp(log_missed), log_missed};
}

/// Sticks V ~ Beta(1 + members, concentration + members of later classes).
void GibbsChain::draw_shares()
{
    std::int64_t later = std::accumulate(m_members.begin(), m_members.begin() + static_cast<std::ptrdiff_t>(m_classes), std::int64_t{0});
    double left = 1;
    m_log_last = 0;
    for (std::size_t k = 0; k + 1 < m_classes; ++k) {
        later -= m_members[k];
        const Stick stick = draw_stick(static_cast<double>(1 + m_members[k]), m_concentration + static_cast<double>(later));
        m_sticks[k] = stick;
        m_left[k] = left;
        m_share[k] = left * (1 - stick.missed);
        m_log_last += stick.log_missed;
        left *= stick.missed;
    }
    m_share[m_classes - 1] = left;
}

void GibbsChain::draw_unseen()
{
    Row weights;
    std::copy_n(m_share.data(), m_padded, weights.data());
    for (std::size_t j = 0; j < m_lists; ++j) {
        for (std::size_t k = 0; k < m_padded; ++k) {
            weights[k] *= m_missed[j][k];
        }
    }
    const double missed = std::accumulate(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(m_classes), 0.0);
    m_unseen = m_random.negative_binomial(m_observed, 1 - std::min(missed, 1 - 1e-9));
    distribute(m_unseen, weights, m_unseen_members);
}

void GibbsChain::draw_concentration()
{
    const double shape = m_prior_shape + static_cast<double>(m_classes) - 1;
    m_concentration = m_random.gamma(shape) / (m_prior_rate - m_log_last);
}

} // namespace khronika::estimate
