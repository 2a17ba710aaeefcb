// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tlog.h"

#include "archive/merkle.h"
#include "base/error.h"

#include <gtest/gtest.h>

namespace khronika::archive {
namespace {

std::vector<Hash> leaves_of(std::uint64_t count)
{
    std::vector<Hash> out;
    for (std::uint64_t i = 0; i < count; ++i) {
        out.push_back(leaf_hash(std::to_string(i)));
    }
    return out;
}

} // namespace

TEST(Checkpoint, IsTheTextOfTheSpecification)
{
    const std::string text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const CheckpointText checkpoint = parse_checkpoint_text(text, "checkpoint");
    EXPECT_EQ(checkpoint.origin, "example.com/behind-the-sofa");
    EXPECT_EQ(checkpoint.size, 20'852'163U);
    EXPECT_EQ(to_text(checkpoint), text);
    for (const char* wrong :
         {"", "a\n", "a\n1\n", "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
          "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
          "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="}) {
        EXPECT_THROW((void)parse_checkpoint_text(wrong, "checkpoint"), Error) << wrong;
    }
}

TEST(EntryProof, IsReadBackEqual)
{
    const auto leaves = leaves_of(11);
    const CheckpointText checkpoint{"example.org/archive", 11, root_of(leaves)};
    const EntryProof proof{5, inclusion_proof(leaves, 5), "5", to_text(checkpoint) + "\n— example.org/archive AAAA\n"};
    EXPECT_EQ(parse_entry_proof(to_text(proof), "proof"), proof);
    EXPECT_EQ(parse_checkpoint_text(signed_part(proof.checkpoint), "proof"), checkpoint);
    EXPECT_TRUE(holds(proof, checkpoint, leaf_hash(proof.extra)));
    EXPECT_FALSE(holds(proof, checkpoint, leaf_hash("6")));
    EXPECT_TRUE(to_text(proof).starts_with("c2sp.org/tlog-proof@v1\nextra NQ==\nindex 5\n"));
    const EntryProof lone{0, {}, "", "x\n"};
    EXPECT_EQ(to_text(lone), "c2sp.org/tlog-proof@v1\nindex 0\n\nx\n");
    EXPECT_EQ(parse_entry_proof(to_text(lone), "proof"), lone);
}

TEST(EntryProof, EveryFlippedBitAheadOfTheCheckpointIsFound)
{
    const auto leaves = leaves_of(11);
    const CheckpointText checkpoint{"example.org/archive", 11, root_of(leaves)};
    const std::string form = to_text(EntryProof{5, inclusion_proof(leaves, 5), "5", to_text(checkpoint)});
    for (std::size_t i = 0; i < form.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string changed = form;
            changed[i] = static_cast<char>(changed[i] ^ (1U << bit));
            bool accepted = false;
            try {
                const EntryProof proof = parse_entry_proof(changed, "proof");
                const CheckpointText now = parse_checkpoint_text(proof.checkpoint, "proof");
                accepted = now == checkpoint && holds(proof, now, leaf_hash(proof.extra));
            } catch (const Error&) {
            }
            EXPECT_FALSE(accepted) << "bit " << bit << " of byte " << i;
        }
    }
}

TEST(EntryProof, NamesTheLineThatIsWrong)
{
    const auto what = [](const std::string& bytes) {
        try {
            (void)parse_entry_proof(bytes, "a.tlog-proof");
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_EQ(what("c2sp.org/tlog-proof@v2\n"), "a.tlog-proof: line 1: c2sp.org/tlog-proof@v1 was expected");
    EXPECT_EQ(what("c2sp.org/tlog-proof@v1\nindex x\n"), "a.tlog-proof: line 2: `index` and a whole number was expected");
    EXPECT_EQ(what("c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n"), "a.tlog-proof: line 3: the base64 of a hash was expected");
    EXPECT_EQ(what("c2sp.org/tlog-proof@v1\nindex 1\n"), "a.tlog-proof: it ends where a hash or a blank line was expected");
}

TEST(GrowthProof, IsReadBackEqual)
{
    const auto leaves = leaves_of(11);
    const GrowthProof proof{4, consistency_proof(leaves, 4), "note\n"};
    EXPECT_EQ(parse_growth_proof(to_text(proof), "proof"), proof);
    EXPECT_THROW((void)parse_growth_proof("old\n\n", "proof"), Error);
    EXPECT_THROW((void)parse_growth_proof("old 1\nx\n\n", "proof"), Error);
}

} // namespace khronika::archive
