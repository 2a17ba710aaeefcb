// SPDX-License-Identifier: GPL-3.0-or-later
// The Merkle tree as tiles of 256 hashes (c2sp.org/tlog-tiles): roots and proofs from the stored hashes of full subtrees,
// without hashing the journal again. A hash of level L stands for 256^L leaves; a tile is a run of 256 hashes of one level.
#pragma once

#include "archive/sha256.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace khronika::archive {

inline constexpr std::uint64_t tile_width = 256;

/// How many hashes of level `level` a tree of `size` leaves has.
[[nodiscard]] std::uint64_t hashes_at(unsigned level, std::uint64_t size);
/// How many hashes tile `index` of that level holds: 256, fewer for the last, 0 beyond it.
[[nodiscard]] std::uint64_t width_of_tile(unsigned level, std::uint64_t index, std::uint64_t size);
/// `tile/1/x001/234` or, where it is not full, `tile/1/x001/234.p/17`; `level` is a number or `entries`.
[[nodiscard]] std::string tile_path(const std::string& level, std::uint64_t index, std::uint64_t width);

/// Answers for a tree of any size up to the one given.
class TreeReader {
public:
    /// Gives `count` hashes of a level from number `first` on.
    using Row = std::function<std::vector<Hash>(unsigned level, std::uint64_t first, std::uint64_t count)>;

    TreeReader(std::uint64_t size, Row row) : m_size(size), m_row(std::move(row)) {}

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Each of these reads O(log n) tiles. Throws Error where `size` is greater than the tree, or a hash is missing.
    [[nodiscard]] Hash root(std::uint64_t size);
    /// As archive::inclusion_proof (merkle.h), in the tree of the first `size` leaves; `index` must be less than `size`.
    [[nodiscard]] std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size);
    /// As archive::consistency_proof, between the trees of the first `old_size` and `size` leaves; 1 ≤ old_size ≤ size.
    [[nodiscard]] std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t size);
    /// The hashes of one tile of the tree of the first `size` leaves.
    [[nodiscard]] std::vector<Hash> tile(unsigned level, std::uint64_t index, std::uint64_t size);

private:
    struct Held {
        std::uint64_t index = 0;
        std::vector<Hash> hashes;
    };

    void expect_size(std::uint64_t size) const;
    const std::vector<Hash>& hold_tile(unsigned level, std::uint64_t index);
    Hash subtree(unsigned height, std::uint64_t index);
    Hash range(std::uint64_t begin, std::uint64_t end);
    void subproof(std::uint64_t begin, std::uint64_t end, std::uint64_t old_end, bool whole, std::vector<Hash>& out);

    std::uint64_t m_size;
    Row m_row;
    std::vector<Held> m_held; ///< the latest tile of each level
};

} // namespace khronika::archive
