// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/merkle.h"

#include "base/error.h"

#include <bit>

namespace khronika::archive {

namespace {

std::string_view bytes_of(const Hash& hash)
{
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// The largest power of two below `size`, which is at least 2.
std::uint64_t split(std::uint64_t size)
{
    return std::bit_floor(size - 1);
}

void subproof(std::span<const Hash> leaves, std::uint64_t old_size, bool whole, std::vector<Hash>& out)
{
    if (old_size == leaves.size()) {
        if (!whole) {
            out.push_back(root_of(leaves));
        }
        return;
    }
    const std::uint64_t left = split(leaves.size());
    if (old_size <= left) {
        subproof(leaves.first(left), old_size, whole, out);
        out.push_back(root_of(leaves.subspan(left)));
    } else {
        subproof(leaves.subspan(left), old_size - left, false, out);
        out.push_back(root_of(leaves.first(left)));
    }
}

} // namespace

Hash leaf_hash(std::string_view entry)
{
    Sha256 hasher;
    hasher.add(std::string_view("\0", 1));
    hasher.add(entry);
    return hasher.finish();
}

Hash node_hash(const Hash& left, const Hash& right)
{
    Sha256 hasher;
    hasher.add("\x01");
    hasher.add(bytes_of(left));
    hasher.add(bytes_of(right));
    return hasher.finish();
}

Tree::Tree(std::uint64_t size, std::vector<Hash> frontier) : m_size(size), m_frontier(std::move(frontier))
{
    if (std::cmp_not_equal(std::popcount(size), m_frontier.size())) {
        fail("the journal's tree of {} entries must have {} subtrees, not {}", size, std::popcount(size), m_frontier.size());
    }
}

void Tree::append(const Hash& leaf, std::vector<FullSubtree>* full)
{
    Hash node = leaf;
    unsigned height = 0;
    for (std::uint64_t rest = m_size; (rest & 1U) != 0; rest >>= 1U) {
        node = node_hash(m_frontier.back(), node);
        m_frontier.pop_back();
        ++height;
        if (full != nullptr && height % 8 == 0) {
            full->push_back({height / 8, m_size >> height, node});
        }
    }
    m_frontier.push_back(node);
    ++m_size;
}

Hash Tree::root() const
{
    if (m_frontier.empty()) {
        return sha256("");
    }
    Hash node = m_frontier.back();
    for (std::size_t i = m_frontier.size() - 1; i-- > 0;) {
        node = node_hash(m_frontier[i], node);
    }
    return node;
}

Hash root_of(std::span<const Hash> leaves)
{
    Tree tree;
    for (const Hash& leaf : leaves) {
        tree.append(leaf);
    }
    return tree.root();
}

std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index)
{
    std::vector<Hash> out;
    while (leaves.size() > 1) {
        const std::uint64_t left = split(leaves.size());
        if (index < left) {
            out.push_back(root_of(leaves.subspan(left)));
            leaves = leaves.first(left);
        } else {
            out.push_back(root_of(leaves.first(left)));
            leaves = leaves.subspan(left);
            index -= left;
        }
    }
    return {out.rbegin(), out.rend()};
}

// The two verifications follow RFC 9162, sections 2.1.3.2 and 2.1.4.2, step by step.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf, std::span<const Hash> proof, const Hash& root)
{
    if (index >= size) {
        return false;
    }
    std::uint64_t place = index;
    std::uint64_t last = size - 1;
    Hash node = leaf;
    for (const Hash& hash : proof) {
        if (last == 0) {
            return false;
        }
        if ((place & 1U) != 0 || place == last) {
            node = node_hash(hash, node);
            while ((place & 1U) == 0 && place != 0) {
                place >>= 1U;
                last >>= 1U;
            }
        } else {
            node = node_hash(node, hash);
        }
        place >>= 1U;
        last >>= 1U;
    }
    return last == 0 && node == root;
}

std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t old_size)
{
    std::vector<Hash> out;
    subproof(leaves, old_size, true, out);
    return out;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t size, std::span<const Hash> proof, const Hash& old_root, const Hash& root)
{
    if (old_size == 0 || old_size > size) {
        return false;
    }
    if (old_size == size) {
        return proof.empty() && old_root == root;
    }
    std::vector<Hash> path(proof.begin(), proof.end());
    if (std::has_single_bit(old_size)) {
        path.insert(path.begin(), old_root);
    }
    if (path.empty()) {
        return false;
    }
    std::uint64_t place = old_size - 1;
    std::uint64_t last = size - 1;
    while ((place & 1U) != 0) {
        place >>= 1U;
        last >>= 1U;
    }
    Hash old_node = path.front();
    Hash new_node = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (last == 0) {
            return false;
        }
        if ((place & 1U) != 0 || place == last) {
            old_node = node_hash(path[i], old_node);
            new_node = node_hash(path[i], new_node);
            while ((place & 1U) == 0 && place != 0) {
                place >>= 1U;
                last >>= 1U;
            }
        } else {
            new_node = node_hash(new_node, path[i]);
        }
        place >>= 1U;
        last >>= 1U;
    }
    return last == 0 && old_node == old_root && new_node == root;
}

} // namespace khronika::archive
