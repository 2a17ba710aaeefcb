// SPDX-License-Identifier: GPL-3.0-or-later
// Which item tells another's text again: within a language by its words, across languages by what it counts.
//
// Within a language: MinHash over shingles of four words (A. Broder, On the resemblance and containment of documents,
// 1997), candidates by bands of the signature (P. Indyk and R. Motwani, STOC 1998). Across languages: the acts with their
// exact counts, of which at least two and three of four must be common.
#pragma once

#include "events/join.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace khronika::events {

/// One item as it tells of another: a copy in one language, or a translation.
struct Lineage {
    std::string_view from; ///< item that was published first
    std::string_view to;
    bool translation = false;
    double share = 0; ///< of shingles or counts in common, 0 to 1
};

/// All items of a join, and which of them tell others again.
class Lineages {
public:
    /// `info` and `claims` must outlive this. An item without a signature is known by its quotes.
    void add(const ItemInfo& info, std::string_view id, const std::vector<const Claim*>& claims);
    /// Null where `to` is not known to tell `from` again.
    [[nodiscard]] const Lineage* find(std::string_view from, std::string_view to) const;
    /// The items that `to` tells again.
    [[nodiscard]] std::vector<const Lineage*> sources_of(std::string_view to) const;

private:
    using Counted = std::pair<std::string_view, std::int64_t>; ///< act and exact number
    struct Trace {
        const ItemInfo* info;
        std::string_view id;
        Signature signature;
        std::set<Counted> counts;
    };
    [[nodiscard]] static std::vector<Counted> telling_counts(const std::set<Counted>& counts);
    void compare(std::size_t one, std::size_t other);
    [[nodiscard]] bool told_before(const Trace& a, const Trace& b) const;

    std::deque<Trace> m_traces;
    /// The latest item of each band, from 1; in shards, so that one new item never moves the whole table.
    std::array<std::unordered_map<std::uint64_t, std::uint32_t>, 256> m_last_of_band;
    std::deque<std::vector<std::uint32_t>> m_before; ///< of each item and band the item before it in that band
    std::map<Counted, std::vector<std::size_t>> m_counted;
    std::map<std::string_view, std::map<std::string_view, Lineage>> m_to; ///< by `to`, then `from`
};

} // namespace khronika::events
