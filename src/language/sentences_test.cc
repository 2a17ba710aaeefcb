// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/sentences.h"

#include "support/tables.h"

#include <gtest/gtest.h>

namespace khronika::language {
namespace {

struct Read {
    Tokens tokens;
    std::vector<Sentence> sentences;
};

Read read(std::string_view language, std::string_view text)
{
    Read out{Tokens::of(text), {}};
    const Matches matches = support::languages().lexicon(language)->match(out.tokens);
    out.sentences = find_sentences(out.tokens, matches);
    return out;
}

std::string split(std::string_view language, std::string_view text)
{
    const Read parts = read(language, text);
    std::string out;
    for (const Sentence& sentence : parts.sentences) {
        const Span span{parts.tokens[sentence.first].span.begin, parts.tokens[sentence.last].span.end};
        out += (out.empty() ? "" : "|") + std::string(at(text, span));
    }
    return out;
}

struct Row {
    const char* language;
    const char* text;
    const char* sentences;
};

class SentenceSplits : public testing::TestWithParam<Row> {};

TEST_P(SentenceSplits, WhereASentenceEnds)
{
    EXPECT_EQ(split(GetParam().language, GetParam().text), GetParam().sentences);
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, SentenceSplits,
    testing::Values(Row{"en", "Police came. Ten were held!", "Police came.|Ten were held!"},
                    Row{"en", "Dr. Amara Sesay and Gen. Osei spoke.", "Dr. Amara Sesay and Gen. Osei spoke."},
                    Row{"en", "\"They beat us.\" She wept.", "\"They beat us.\"|She wept."},
                    Row{"en", "It rose by 1.5 percent. Then it fell.", "It rose by 1.5 percent.|Then it fell."},
                    Row{"ru", "Задержали 15 тыс. человек. Всех отпустили.", "Задержали 15 тыс. человек.|Всех отпустили."},
                    Row{"ru", "А. С. Петров сказал. Он ушёл.", "А. С. Петров сказал.|Он ушёл."},
                    Row{"ru", "По ст. 18.8 КоАП их судили. Итог неизвестен.", "По ст. 18.8 КоАП их судили.|Итог неизвестен."},
                    Row{"ru", "«Нас били!» — говорит он. Потом отпустили.", "«Нас били!» — говорит он.|Потом отпустили."},
                    Row{"en", "Raids go on\nPolice said so.", "Raids go on|Police said so."}));

TEST(Sentences, KnowHeadingsItemsAndQuestions)
{
    const auto sentences = read("en", "Arrests by town\nPolice gave a list:\n— Lusaka, 14\nWhy now?").sentences;
    ASSERT_EQ(sentences.size(), 4U);
    EXPECT_TRUE(sentences[0].heading);
    EXPECT_TRUE(sentences[2].item);
    EXPECT_TRUE(sentences[3].question);
    EXPECT_FALSE(sentences[3].heading);
    EXPECT_EQ(sentences[3].paragraph, 3U);
}

TEST(Sentences, ALineThatGoesOnInLowerCaseIsOne)
{
    EXPECT_EQ(split("en", "Police in the northern town of Kitwe said that\nforty people were held."),
              "Police in the northern town of Kitwe said that\nforty people were held.");
}

} // namespace
} // namespace khronika::language
