// SPDX-License-Identifier: GPL-3.0-or-later
// The leaves, roots and proofs are those of the test vectors of Certificate Transparency (RFC 6962; the same tree in
// RFC 9162): google/certificate-transparency, merkletree/merkle_tree_test.cc.
#include "archive/merkle.h"

#include "base/error.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace khronika::archive {
namespace {

std::vector<Hash> reference_leaves()
{
    const std::string inputs[] = {"",
                                  std::string(1, '\0'),
                                  "\x10",
                                  "\x20\x21",
                                  "\x30\x31",
                                  "\x40\x41\x42\x43",
                                  "\x50\x51\x52\x53\x54\x55\x56\x57",
                                  "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    std::vector<Hash> out;
    for (const std::string& input : inputs) {
        out.push_back(leaf_hash(input));
    }
    return out;
}

std::vector<std::string> hexed(const std::vector<Hash>& hashes)
{
    std::vector<std::string> out;
    for (const Hash& hash : hashes) {
        out.push_back(hex(hash));
    }
    return out;
}

TEST(Merkle, GivesTheReferenceRoots)
{
    const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    const std::vector<Hash> leaves = reference_leaves();
    Tree tree;
    EXPECT_EQ(hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        tree.append(leaves[i]);
        EXPECT_EQ(hex(tree.root()), roots[i]);
    }
}

TEST(Merkle, GivesTheReferenceProofs)
{
    const std::vector<Hash> leaves = reference_leaves();
    EXPECT_EQ(hexed(inclusion_proof(leaves, 5)),
              (std::vector<std::string>{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hexed(consistency_proof(leaves, 6)),
              (std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hexed(consistency_proof(std::span(leaves).first(5), 2)),
              (std::vector<std::string>{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, RefusesAFrontierThatDoesNotFit)
{
    EXPECT_THROW((void)Tree(3, {Hash{}}), Error);
}

std::vector<Hash> numbered_leaves(std::size_t size)
{
    std::vector<Hash> out;
    for (std::size_t i = 0; i < size; ++i) {
        out.push_back(leaf_hash(std::to_string(i)));
    }
    return out;
}

RC_GTEST_PROP(Merkle, InclusionProofsHoldForTheirLeafAlone, ())
{
    const auto size = *rc::gen::inRange<std::size_t>(1, 70);
    const auto index = *rc::gen::inRange<std::size_t>(0, size);
    const std::vector<Hash> leaves = numbered_leaves(size);
    std::vector<Hash> proof = inclusion_proof(leaves, index);
    const Hash root = root_of(leaves);
    RC_ASSERT(verify_inclusion(index, size, leaves[index], proof, root));
    RC_ASSERT(!verify_inclusion(index, size, leaf_hash("other"), proof, root));
    RC_ASSERT(!verify_inclusion(size, size, leaves[index], proof, root));
    if (!proof.empty()) {
        const auto place = *rc::gen::inRange<std::size_t>(0, proof.size());
        proof[place][*rc::gen::inRange<std::size_t>(0, 32)] ^= 1U;
        RC_ASSERT(!verify_inclusion(index, size, leaves[index], proof, root));
    }
}

RC_GTEST_PROP(Merkle, ConsistencyProofsHoldForTheirTreesAlone, ())
{
    const auto size = *rc::gen::inRange<std::size_t>(1, 70);
    const auto old_size = *rc::gen::inRange<std::size_t>(1, size + 1);
    const std::vector<Hash> leaves = numbered_leaves(size);
    const std::vector<Hash> proof = consistency_proof(leaves, old_size);
    const Hash root = root_of(leaves);
    Hash old_root = root_of(std::span(leaves).first(old_size));
    RC_ASSERT(verify_consistency(old_size, size, proof, old_root, root));
    old_root[*rc::gen::inRange<std::size_t>(0, 32)] ^= 4U;
    RC_ASSERT(!verify_consistency(old_size, size, proof, old_root, root));
}

RC_GTEST_PROP(Merkle, GoesOnFromAFrontier, ())
{
    const auto size = *rc::gen::inRange<std::size_t>(0, 70);
    const std::vector<Hash> leaves = numbered_leaves(size);
    Tree tree;
    for (const Hash& leaf : leaves) {
        tree = Tree(tree.size(), tree.frontier());
        tree.append(leaf);
    }
    RC_ASSERT(tree.root() == root_of(leaves));
    RC_ASSERT(tree.size() == size);
}

} // namespace
} // namespace khronika::archive
