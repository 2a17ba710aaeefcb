// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lexicon.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace khronika::language {
namespace {

const Table paradigms{"lang/xx/paradigms.tsv", "verb\ty\ty|ies|ied|ied|ying\nverb\te\te|es|ed|ed|ing\nverb\t-\t|s|ed|ed|ing\n"
                                               "noun\ty\ty|ies\nnoun\t-\t|s\n"};

Lexicon lexicon(std::string_view acts, std::string_view words = "stop\tthe\n")
{
    return Lexicon("xx", {paradigms, {"lang/xx/acts.tsv", std::string(acts)}, {"lang/xx/words.tsv", std::string(words)}});
}

std::string acts(const Lexicon& of, std::string_view text)
{
    const Tokens tokens = Tokens::of(text);
    const Matches matches = of.match(tokens);
    std::string out;
    for (const Match& match : matches.all()) {
        if (match.entry->cls == Class::act) {
            const Span span{tokens[match.first].span.begin, tokens[match.last].span.end};
            out += (out.empty() ? "" : "; ") + match.entry->act + " " + std::string(at(text, span));
        }
    }
    return out;
}

TEST(Lexicon, InflectsALemma)
{
    const Lexicon of = lexicon("raid\tverb\t+raid\nentry_ban\tverb\t+deny\n");
    EXPECT_EQ(acts(of, "raid raids raided raiding"), "raid raid; raid raids; raid raided; raid raiding");
    EXPECT_EQ(acts(of, "denied denies"), "entry_ban denied; entry_ban denies");
    EXPECT_EQ(acts(of, "raider"), "");
}

TEST(Lexicon, TellsTheFormOfAVerb)
{
    const Lexicon of = lexicon("killing\tverb\tslay/slays/slew/slain/slaying\n");
    const Tokens tokens = Tokens::of("slew slain");
    const Matches matches = of.match(tokens);
    ASSERT_EQ(matches.all().size(), 2U);
    EXPECT_EQ(matches.all()[0].form, Form::past);
    EXPECT_EQ(matches.all()[1].form, Form::participle);
}

TEST(Lexicon, MatchesStemsChoicesAndGaps)
{
    const Lexicon of = lexicon("detention\tverb\ttook|taken ~ custody\nsearch\tnoun\tобыск*\nraid\tverb\ta ~~ z\n");
    EXPECT_EQ(acts(of, "taken into police custody"), "detention taken into police custody");
    EXPECT_EQ(acts(of, "took the two of them into custody"), "");
    EXPECT_EQ(acts(of, "taken. Now in custody"), "");
    EXPECT_EQ(acts(of, "обысками"), "search обысками");
    EXPECT_EQ(acts(of, "a b c d e f g h i j z"), "raid a b c d e f g h i j z");
    EXPECT_EQ(acts(of, "a b c d e f g h i j k z"), "");
}

TEST(Lexicon, ANewLineTakesEffect)
{
    EXPECT_EQ(acts(lexicon("raid\tnoun\tсход\n"), "облава"), "");
    EXPECT_EQ(acts(lexicon("raid\tnoun\tсход\nraid\tnoun\tоблава\n"), "облава"), "raid облава");
}

TEST(Lexicon, NamesTheLineOfAMatch)
{
    const Lexicon of = lexicon("# comment\nraid\tnoun\tsweep\n");
    const Tokens tokens = Tokens::of("sweep");
    const Matches matches = of.match(tokens);
    ASSERT_EQ(matches.all().size(), 1U);
    EXPECT_EQ(matches.all()[0].entry->source(), "lang/xx/acts.tsv:2");
}

struct Bad {
    const char* acts;
    const char* words;
    const char* message;
};

class Malformed : public testing::TestWithParam<Bad> {};

TEST_P(Malformed, RowIsNamedWithFileAndLine)
{
    try {
        lexicon(GetParam().acts, GetParam().words);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find(GetParam().message), std::string::npos) << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(
    Lexicon, Malformed,
    testing::Values(Bad{"raid\tnoun\tsweep\nraid\tgerund\tx\n", "stop\tthe\n", "lang/xx/acts.tsv:2: 'gerund' is no kind of trigger"},
                    Bad{"raid\tnoun\n", "stop\tthe\n", "lang/xx/acts.tsv:1: an act needs its code"},
                    Bad{"raid\tnoun\tsweep ~\n", "stop\tthe\n", "lang/xx/acts.tsv:1: a pattern begins and ends with a word"},
                    Bad{"raid\tnoun\ta||b\n", "stop\tthe\n", "lang/xx/acts.tsv:1: 'a||b' has an empty choice"},
                    Bad{"raid\tnoun\tx\n", "stop\tthe\nnonsense\tthe\n", "lang/xx/words.tsv:2: 'nonsense' is no class of words"},
                    Bad{"raid\tnoun\tx\n", "# a\nmonth\tjanuary\tfirst\n", "lang/xx/words.tsv:2: 'month' needs a whole number"},
                    Bad{"raid\tnoun\tx\n", "stop\n", "lang/xx/words.tsv:1: 2 columns were expected"},
                    Bad{"raid\tnoun\t\xFF\n", "stop\tthe\n", "lang/xx/acts.tsv:1: the line is not UTF-8"}));

} // namespace
} // namespace khronika::language
