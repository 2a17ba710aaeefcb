// SPDX-License-Identifier: GPL-3.0-or-later
// The Merkle tree of RFC 6962, section 2.1: a leaf is hashed after a 0x00 byte, a pair of nodes after 0x01, so that no
// entry can pass for a node.
#pragma once

#include "archive/sha256.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace khronika::archive {

[[nodiscard]] Hash leaf_hash(std::string_view entry);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

/// The root of 256^level leaves from number index * 256^level on.
struct FullSubtree {
    unsigned level = 0; ///< 1 or more
    std::uint64_t index = 0;
    Hash hash{};
    bool operator==(const FullSubtree&) const = default;
};

/// A tree that grows: it holds the roots of its full subtrees alone, one for each bit of the size.
class Tree {
public:
    Tree() = default;
    /// Goes on where another tree stood. Throws Error where the number of roots does not fit the size.
    Tree(std::uint64_t size, std::vector<Hash> frontier);

    /// O(log n). Adds to `full` each subtree of 256^level leaves that this leaf completes.
    void append(const Hash& leaf, std::vector<FullSubtree>* full = nullptr);
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Of the empty tree: SHA-256 of nothing.
    [[nodiscard]] Hash root() const;
    /// Largest subtree first.
    [[nodiscard]] const std::vector<Hash>& frontier() const { return m_frontier; }
    bool operator==(const Tree&) const = default;

private:
    std::uint64_t m_size = 0;
    std::vector<Hash> m_frontier;
};

[[nodiscard]] Hash root_of(std::span<const Hash> leaves);

/// The hashes that lead from leaf `index` to the root, nearest first. `index` must be less than the number of leaves.
[[nodiscard]] std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index);
/// True where `proof` shows that the tree of `size` leaves with this root holds `leaf` at `index`.
[[nodiscard]] bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                                    const Hash& root);

/// The hashes that show that the tree of the first `old_size` leaves is the beginning of this one. `old_size` must be from
/// 1 to the number of leaves.
[[nodiscard]] std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t old_size);
[[nodiscard]] bool verify_consistency(std::uint64_t old_size, std::uint64_t size, std::span<const Hash> proof, const Hash& old_root,
                                      const Hash& root);

} // namespace khronika::archive
