// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linkage/cluster.h"
#include "linkage/learn.h"

#include <functional>
#include <optional>

namespace khronika::linkage {

struct LinkOptions {
    std::uint64_t seed = 1;
    unsigned threads = 1;
    BlockingOptions blocking;
    float threshold = 0;                                              ///< bits of evidence; 0: as likely as not
    bool one_a_list = false;                                          ///< no list has a person twice
    std::optional<Model> model;                                       ///< learnt before; else it is learnt from the table
    std::vector<std::pair<std::uint32_t, std::uint32_t>> must_link;   ///< by record of the table
    std::vector<std::pair<std::uint32_t, std::uint32_t>> cannot_link; ///< by record of the table
    /// Told what begins and, of blocking, how many pairs there will be; may be empty.
    std::function<void(const std::string&)> progress;
};

struct Linked {
    Model model;
    std::vector<std::uint32_t> person; ///< by record: the least record of its person
    std::vector<Edge> edges;           ///< the pairs worth keeping: from `keep_from` bits
    std::uint64_t compared = 0;
};

/// Pairs below this are not kept: one true pair in a thousand of them.
constexpr float keep_from = -10;

/// Links the records of a table. The same table, options and seed give the same result at any number of threads.
[[nodiscard]] Linked link(const Comparer& comparer, const LinkOptions& options);

} // namespace khronika::linkage
