// SPDX-License-Identifier: GPL-3.0-or-later
// From pairs to persons. Records that likely pairs connect form a component; within it groups are merged while the mean evidence
// between two groups is in favour (average linkage), the best first. Every pair of two groups counts: one that no rule made is
// compared now, and where a component is too large for that, counts as evidence against.
#pragma once

#include "linkage/edges.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace khronika::linkage {

struct ClusterOptions {
    float threshold = 0;     ///< bits: merge while the mean evidence is above this
    bool one_a_list = false; ///< no person is twice in one list
    bool within_lists = true;
    unsigned threads = 1;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> must_link;   ///< decided by people
    std::vector<std::pair<std::uint32_t, std::uint32_t>> cannot_link; ///< decided by people
};

/// By record: the least record of its person. Throws Error where must_link and cannot_link contradict each other.
[[nodiscard]] std::vector<std::uint32_t> cluster(const Comparer& comparer, const Weights& weights, std::span<const Edge> edges,
                                                 const ClusterOptions& options);

/// The components that edges from `least` bits and must-links make; each sorted, by least member; those of one record are left out.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> components(std::size_t records, std::span<const Edge> edges, float least,
                                                                 const ClusterOptions& options);

} // namespace khronika::linkage
