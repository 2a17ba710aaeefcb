// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/plain.h"

#include "base/error.h"
#include "model/source_map.h"
#include "readers/written_date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace khronika::readers {
namespace {

const Tables& tables()
{
    static const Tables read =
        read_tables({{"phrases.tsv", "appeal\tstart\t200\tdonate today\nrelated\tstart\t200\tчитайте также\nappeal\twithin\t200\tof hope\n"
                                     "share\twhole\t40\tshare\nbyline\tstart\t80\tsource:\n"},
                     {"months.tsv", "4\tапреля\n3\tmarch\n"}});
    return read;
}

Text text_of(std::string_view decoded)
{
    Text text;
    read_plain(text, decoded, tables());
    return text;
}

TEST(Plain, KeepsTheBytesOfWhatItKeeps)
{
    const std::string source = "Title of the story here\r\n\r\nFirst line.\r\nDonate today!\r\nЧитайте  также — вот это\r\nLast line.";
    const Text text = text_of(source);
    EXPECT_EQ(text.content, "Title of the story here\n\nFirst line.\nLast line.");
    EXPECT_EQ(text.dropped, (std::vector<Dropped>{{"appeal", "Donate today!"}, {"related", "Читайте  также — вот это"}}));
    const std::size_t last = text.content.find("Last");
    EXPECT_EQ(at(source, *source_of(text, {last, last + 10})), "Last line.");
    EXPECT_EQ(text.title, (Found{"Title of the story here", "text"}));
}

TEST(Plain, PhrasesMatchWhereTheyShould)
{
    EXPECT_EQ(text_of("Share").content, "");
    EXPECT_EQ(text_of("Share of the convicted grew").content, "Share of the convicted grew");
    EXPECT_EQ(text_of("A. Name / EPA").content, "");
    EXPECT_EQ(text_of("City / killed / held").content, "City / killed / held");
    EXPECT_EQ(text_of("Held in 2020 / 2021").content, "Held in 2020 / 2021");
    EXPECT_EQ(text_of("Source: Agency").content, "");
    EXPECT_EQ(text_of("Source told the agency: 48 held").content, "Source told the agency: 48 held");
    EXPECT_EQ(text_of("A bridge of hope to many").content, "");
    EXPECT_EQ(text_of("A bridge of hopeless people").content, "A bridge of hopeless people");
    EXPECT_EQ(text_of("Donate today, " + std::string(200, 'x')).dropped.size(), 0U);
}

TEST(Plain, RepeatedBlocksStandOnce)
{
    const Text text =
        text_of("Caption of a picture\nHeadline\nOne.\nTwo.\nThree.\nCaption of a picture\nOther story\nFour.\nOther story\nThree.\n");
    EXPECT_EQ(text.content, "Caption of a picture\nHeadline\nOne.\nTwo.\nThree.\nFour.\n");
    EXPECT_EQ(text.dropped.size(), 4U);
    EXPECT_EQ(text.dropped[1], (Dropped{"related", "Other story"}));
}

TEST(Plain, ShortLineWithinAnAppealGoesWithIt)
{
    EXPECT_EQ(text_of("One.\nDonate today\n\nFor the year to come\nDonate today, now\nDonate today").content, "One.\n\n");
    EXPECT_EQ(text_of("Donate today\nOne.\nTwo.\nDonate today!").content, "One.\nTwo.\n");
}

TEST(Plain, WrappedParagraphIsOneBlock)
{
    const std::string line = "and so it went on for many words until the column was reached at\n";
    const std::string paragraph = line + line + "Donate today was written on the wall, and nobody minded that at all\n" + line;
    EXPECT_EQ(text_of(paragraph + "\n" + line + line + line + line + line).content.find("Donate today") != std::string::npos, true);
}

TEST(Plain, ShortSentencesOnLinesOfTheirOwnAreNotWrapped)
{
    std::string text;
    for (int i = 0; i < 8; ++i) {
        text += "Sentence number " + std::to_string(i) + " of the text stands on a line that is about as wide.\n";
    }
    EXPECT_EQ(text_of(text + "Donate today\nEnd.").dropped.size(), 1U);
}

TEST(Plain, StrayTagsGoAndComparisonsStay)
{
    const Text text = text_of("takes effect.< /p>\n< p>About 3 < 5 and <unknown> <br/>end");
    EXPECT_EQ(text.content, "takes effect.\nAbout 3 < 5 and <unknown> end");
}

TEST(Plain, DateLineIsRead)
{
    EXPECT_EQ(text_of("Headline\n28 апреля 2024, 17:26 (мск)\nText").published, (Found{"2024-04-28", "text"}));
    EXPECT_EQ(text_of("Headline\n29.03.2024\nText").published.value, "2024-03-29");
}

TEST(WrittenDate, Forms)
{
    const Months& months = tables().months;
    EXPECT_EQ(find_date("March 30, 2024", months), "2024-03-30");
    EXPECT_EQ(find_date("Updated: 30 March 2024 at noon", months), "2024-03-30");
    EXPECT_EQ(find_date("March 3rd, 2024", months), "2024-03-03");
    EXPECT_EQ(find_date("2024-03-30T08:00:00.123Z", months), "2024-03-30T08:00:00Z");
    EXPECT_EQ(find_date("2024-03-30 08:00:00 +0300", months), "2024-03-30T08:00:00+03:00");
    EXPECT_EQ(find_date("2024-03-30T08:00", months), "2024-03-30");
    EXPECT_EQ(find_date("20240330", months), "2024-03-30");
    EXPECT_EQ(find_date("3/4/2024", months), std::nullopt);
    EXPECT_EQ(find_date("31.02.2024", months), std::nullopt);
    EXPECT_EQ(find_date("call 12345678 or 1 800 2024", months), std::nullopt);
    EXPECT_EQ(date_in_address("https://o.example/news/2024-03-31-spb"), "2024-03-31");
    EXPECT_EQ(date_in_address("https://o.example/2024/03/31/x?d=2020-01-01"), "2024-03-31");
    EXPECT_EQ(date_in_address("https://2024.03.31.example/x"), std::nullopt);
    EXPECT_EQ(date_in_address("https://o.example/a-2024-b"), std::nullopt);
}

TEST(Tables, MalformedLineIsNamedByFileAndLine)
{
    const auto message = [](const char* path, const char* content) {
        try {
            (void)read_tables({{path, content}});
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("taken");
    };
    EXPECT_EQ(message("d/phrases.tsv", "# c\nappeal\twhole\t10\n"),
              "d/phrases.tsv:2: 3 columns where reason, where, longest and phrase are wanted, parted by tabs");
    EXPECT_EQ(message("phrases.tsv", "appeal\tmiddle\t10\tx"),
              "phrases.tsv:1: column 2 is 'middle' and must be whole, start, within or end");
    EXPECT_EQ(message("phrases.tsv", "appeal\twhole\tten\tx"),
              "phrases.tsv:1: column 3 is 'ten' and must be a whole number of characters above 0");
    EXPECT_EQ(message("phrases.tsv", "appeal\twhole\t10\t!"), "phrases.tsv:1: the reason and the phrase must not be empty");
    EXPECT_EQ(message("hints.tsv", "keep\tx\ty"), "hints.tsv:1: the line must begin with 'drop' and a reason, or with 'main'");
    EXPECT_EQ(message("months.tsv", "13\tnever"), "months.tsv:1: column 1 is '13' and must be 1 to 12");
    EXPECT_EQ(message("other.tsv", ""), "other.tsv: a reader's table is called phrases*.tsv, hints*.tsv or months*.tsv");
}

TEST(Tables, HintsMatchWholeWordsOfClassAndId)
{
    const Tables read = read_tables({{"hints.tsv", "drop\trelated\tread more\ndrop\tadvertisement\tad\nmain\t\tarticle body\n"}});
    EXPECT_EQ(read.hints.of("block block--readMore").drop_reason, "related");
    EXPECT_EQ(read.hints.of("top-ad_1").drop_reason, "advertisement");
    EXPECT_EQ(read.hints.of("header-thread more").drop_reason, "");
    EXPECT_TRUE(read.hints.of("RichTextArticleBody").main);
}

RC_GTEST_PROP(Plain, MappedBytesEqualTheText, ())
{
    std::string source;
    const auto lines = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "Donate today", "Суд оштрафовал 48 человек.", "", "Share", "Суд", "a < /p> b", "x\ty ", "\r", "One.", "<"));
    for (const std::string& line : lines) {
        source += line + *rc::gen::element<std::string>("\n", "\r\n", "");
    }
    const Text text = text_of(source);
    RC_ASSERT(well_formed(text.map, text.content.size(), source.size()));
    std::size_t covered = 0;
    for (const SourceMap& run : text.map) {
        RC_ASSERT(at(text.content, run.text) == at(source, run.source));
        covered += run.text.size();
    }
    RC_ASSERT(covered == text.content.size());
}

} // namespace
} // namespace khronika::readers
