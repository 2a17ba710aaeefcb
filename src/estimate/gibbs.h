// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "estimate/histories.h"
#include "estimate/random.h"

#include <array>
#include <cstdint>
#include <vector>

namespace khronika::estimate {

inline constexpr std::size_t most_classes = 64;

/// One chain of the sampler of Manrique-Vallier (2016). Every iteration draws, in turn, all people's classes, the lists'
/// capture probabilities in each class, the classes' shares, the number of unseen people and their classes, and the
/// concentration; and lets classes exchange their places, which leaves the posterior as it is and finds it sooner.
class GibbsChain {
public:
    /// Begins with `unseen` people on no list in one class, and other classes at random.
    GibbsChain(const Histories& histories, std::size_t classes, double prior_shape, double prior_rate, double unseen, Random random);

    void iterate();

    [[nodiscard]] std::int64_t unseen() const { return m_unseen; }
    [[nodiscard]] int occupied() const;

private:
    using Row = std::array<double, most_classes>;
    using Members = std::array<std::int64_t, most_classes>;

    struct Stick {
        double missed = 0; ///< 1 - V
        double log_missed = 0;
    };

    void start(const Histories& histories, double unseen);
    void draw_members();
    void draw_captures();
    void draw_shares();
    void exchange(std::size_t a, std::size_t b);
    void exchange_any();
    void exchange_neighbours();
    Stick draw_stick(double a, double b);
    void draw_unseen();
    void draw_concentration();
    void distribute(std::int64_t people, const Row& weights, Members& given);
    void sort_classes();

    std::size_t m_lists;
    std::size_t m_classes;
    std::size_t m_padded; ///< classes, rounded up so that loops run in whole registers
    double m_prior_shape;
    double m_prior_rate;
    Random m_random;
    std::vector<Cell> m_cells;
    double m_observed = 0;

    std::array<Row, max_lists> m_capture{}; ///< [list][class]
    std::array<Row, max_lists> m_missed{};  ///< 1 - capture
    Row m_share{};
    std::array<Stick, most_classes> m_sticks{};
    Row m_left{};                               ///< what the sticks before leave
    Members m_members{};                        ///< by class, seen and unseen
    std::array<Members, max_lists> m_on_list{}; ///< [list][class]
    Members m_unseen_members{};
    std::array<std::size_t, most_classes> m_order{}; ///< classes by rising number of members
    std::int64_t m_unseen = 0;
    double m_concentration = 1;
    double m_log_last = 0; ///< log of the last class's share
};

} // namespace khronika::estimate
