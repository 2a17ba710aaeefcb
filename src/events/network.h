// SPDX-License-Identifier: GPL-3.0-or-later
// Whole numbers known within bounds, and relations among them: what follows, by which steps, and where not all can hold.
//
// Bounds propagation to a fixed point as in interval constraint solvers (R. Apt, Principles of Constraint Programming,
// 2003, chapter 6). What would grow without end is a contradiction. Minimal conflicts by QuickXplain (U. Junker, AAAI 2004), several of
// them by the hitting-set tree of R. Reiter (Artificial Intelligence 32, 1987).
#pragma once

#include "base/count.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace khronika::events {

/// The parts together are at most the whole; where `equal`, exactly the whole. Every number is at least 0.
struct Relation {
    std::size_t whole = 0;
    std::vector<std::size_t> parts;
    bool equal = false;
};

/// What is known of one number from outside.
struct Seed {
    std::size_t variable = 0;
    CountBounds bounds;
};

/// One end of one number, and what it follows from.
struct Deduction {
    std::size_t variable = 0;
    bool lower = true;
    std::int64_t value = 0;
    std::optional<std::size_t> seed;     ///< index of the seed that says it, or ...
    std::optional<std::size_t> relation; ///< ... of the relation by which it follows from `from`
    std::vector<std::size_t> from;       ///< deductions, by index
};

struct Propagated {
    std::vector<CountBounds> bounds;
    std::vector<Deduction> deductions;
    std::vector<std::optional<std::size_t>> lower; ///< the last deduction of each number's lower end
    std::vector<std::optional<std::size_t>> upper;
    std::optional<std::size_t> empty; ///< a number that nothing can be: the propagation ended there

    /// The steps that lead to a deduction, each after those that it follows from.
    [[nodiscard]] std::vector<std::size_t> chain(std::optional<std::size_t> deduction) const;
};

class Network {
public:
    Network(std::size_t variables, std::vector<Relation> relations);

    /// All that follows from the seeds. Ends early where they contradict each other.
    [[nodiscard]] Propagated propagate(std::span<const Seed> seeds) const;
    /// Lower ends alone, upwards from parts to wholes: never contradictory. Only what the seeds reach is touched.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::int64_t>> raise(std::span<const Seed> seeds) const;

    struct Conflicts {
        std::vector<std::vector<std::size_t>> sets; ///< seeds, by index, ascending
        bool more = false;                          ///< there may be others
    };
    /// Sets of seeds that cannot all hold, each of which can where any one of it is left out.
    [[nodiscard]] Conflicts minimal_conflicts(std::span<const Seed> seeds, std::size_t limit) const;

    [[nodiscard]] const std::vector<Relation>& relations() const { return m_relations; }

private:
    [[nodiscard]] bool consistent(std::span<const Seed> seeds, const std::vector<std::size_t>& chosen) const;
    [[nodiscard]] std::vector<std::size_t> explain(std::span<const Seed> seeds, std::vector<std::size_t> background, bool added,
                                                   const std::vector<std::size_t>& candidates) const;

    std::size_t m_variables;
    std::vector<Relation> m_relations;
    std::vector<std::vector<std::size_t>> m_of; ///< relations of each variable
};

} // namespace khronika::events
