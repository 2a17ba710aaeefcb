// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tiles.h"

#include "archive/merkle.h"
#include "base/error.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika::archive {
namespace {

/// A tree of numbered leaves with the hashes of its full subtrees, as the store keeps them.
struct Stored {
    std::vector<Hash> leaves;
    std::vector<std::vector<Hash>> levels{1};

    explicit Stored(std::uint64_t size)
    {
        Tree tree;
        for (std::uint64_t i = 0; i < size; ++i) {
            leaves.push_back(leaf_hash(std::to_string(i)));
            std::vector<FullSubtree> full;
            tree.append(leaves.back(), &full);
            for (const FullSubtree& one : full) {
                levels.resize(std::max<std::size_t>(levels.size(), one.level + 1));
                EXPECT_EQ(one.index, levels[one.level].size());
                levels[one.level].push_back(one.hash);
            }
        }
        levels[0] = leaves;
    }

    [[nodiscard]] TreeReader reader() const
    {
        return {leaves.size(), [this](unsigned level, std::uint64_t first, std::uint64_t count) {
                    const auto& row = levels.at(level);
                    return std::vector<Hash>(row.begin() + static_cast<std::ptrdiff_t>(first),
                                             row.begin() + static_cast<std::ptrdiff_t>(first + count));
                }};
    }
};

const Stored& large()
{
    static const Stored stored(66'000);
    return stored;
}

} // namespace

TEST(Tiles, NamesThemAsTheSpecificationDoes)
{
    EXPECT_EQ(tile_path("0", 1'234'067, 256), "tile/0/x001/x234/067");
    EXPECT_EQ(tile_path("1", 0, 17), "tile/1/000.p/17");
    EXPECT_EQ(tile_path("entries", 999, 256), "tile/entries/999");
    EXPECT_EQ(tile_path("0", 1000, 1), "tile/0/x001/000.p/1");
}

// The example of c2sp.org/tlog-tiles: a tree of 70,000 entries.
TEST(Tiles, AreAsWideAsTheSpecificationSays)
{
    EXPECT_EQ(width_of_tile(0, 272, 70'000), 256U);
    EXPECT_EQ(width_of_tile(0, 273, 70'000), 112U);
    EXPECT_EQ(width_of_tile(1, 0, 70'000), 256U);
    EXPECT_EQ(width_of_tile(1, 1, 70'000), 17U);
    EXPECT_EQ(width_of_tile(2, 0, 70'000), 1U);
    EXPECT_EQ(width_of_tile(3, 0, 70'000), 0U);
    EXPECT_EQ(width_of_tile(0, 1, 256), 0U);
    EXPECT_EQ(width_of_tile(1, 0, 256), 1U);
    EXPECT_EQ(hashes_at(9, ~std::uint64_t{0}), 0U);
}

RC_GTEST_PROP(Tiles, GiveTheProofsThatTheLeavesGive, ())
{
    const Stored& stored = large();
    TreeReader reader = stored.reader();
    const auto size = *rc::gen::inRange<std::uint64_t>(1, stored.leaves.size() + 1);
    const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
    const std::span<const Hash> leaves = std::span(stored.leaves).first(size);
    const Hash root = root_of(leaves);
    RC_ASSERT(reader.root(size) == root);
    const auto proof = reader.inclusion_proof(index, size);
    RC_ASSERT(proof == inclusion_proof(leaves, index));
    RC_ASSERT(verify_inclusion(index, size, leaves[index], proof, root));
    const auto growth = reader.consistency_proof(index + 1, size);
    RC_ASSERT(growth == consistency_proof(leaves, index + 1));
    RC_ASSERT(verify_consistency(index + 1, size, growth, reader.root(index + 1), root));
}

TEST(Tiles, ReadFewHashes)
{
    const Stored& stored = large();
    std::uint64_t read = 0;
    TreeReader reader(stored.leaves.size(), [&](unsigned level, std::uint64_t first, std::uint64_t count) {
        read += count;
        const auto& row = stored.levels.at(level);
        return std::vector<Hash>(row.begin() + static_cast<std::ptrdiff_t>(first),
                                 row.begin() + static_cast<std::ptrdiff_t>(first + count));
    });
    (void)reader.inclusion_proof(40'000, stored.leaves.size());
    EXPECT_LE(read, 5 * tile_width);
}

TEST(Tiles, RefuseWhatIsNotThere)
{
    const Stored stored(300);
    TreeReader reader = stored.reader();
    EXPECT_EQ(reader.root(0), sha256(""));
    EXPECT_THROW((void)reader.root(301), Error);
    EXPECT_THROW((void)reader.inclusion_proof(300, 300), Error);
    EXPECT_THROW((void)reader.consistency_proof(0, 300), Error);
    TreeReader empty(300, [](unsigned, std::uint64_t, std::uint64_t) { return std::vector<Hash>{}; });
    EXPECT_THROW((void)empty.root(300), Error);
    EXPECT_EQ(reader.tile(0, 1, 290).size(), 34U);
    EXPECT_EQ(reader.tile(1, 0, 300).front(), root_of(std::span(stored.leaves).first(256)));
}

} // namespace khronika::archive
