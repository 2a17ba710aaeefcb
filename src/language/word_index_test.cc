// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/word_index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace khronika::language {
namespace {

TEST(WordIndex, EmptyOneHoldsNothing)
{
    const WordIndex index;
    EXPECT_EQ(index.find("word"), WordIndex::none);
    EXPECT_FALSE(index.contains(""));
}

TEST(WordIndex, HashPassesThroughThoseOfTheBeginnings)
{
    EXPECT_EQ(WordIndex::with(WordIndex::hash_of("задерж"), 'x'), WordIndex::hash_of("задержx"));
}

RC_GTEST_PROP(WordIndex, HoldsWhatAMapHolds, (const std::vector<std::string>& inserted, const std::vector<std::string>& asked))
{
    WordIndex index;
    std::map<std::string, std::uint32_t> map;
    for (const std::string& word : inserted) {
        const std::uint32_t number = map.emplace(word, static_cast<std::uint32_t>(map.size())).first->second;
        RC_ASSERT(index.insert(word) == number);
    }
    RC_ASSERT(index.size() == map.size());
    for (const auto& [word, number] : map) {
        RC_ASSERT(index.find(word) == number);
    }
    for (const std::string& word : asked) {
        RC_ASSERT(index.contains(word) == map.contains(word));
    }
}

} // namespace
} // namespace khronika::language
