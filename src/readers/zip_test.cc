// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/zip.h"

#include "model/source_map.h"
#include "readers/tar.h"
#include "support/parts.h"
#include "support/words.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zip.h>

namespace khronika::readers {
namespace {

using test::unpacked;

struct Entry {
    std::string name;
    std::string bytes;
    bool stored = false;
    bool encrypted = false;
};

std::string zipped(const std::vector<Entry>& entries)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* zip = zip_open_from_source(target, ZIP_CREATE, &error);
    for (const Entry& entry : entries) {
        zip_source_t* source = zip_source_buffer(zip, entry.bytes.data(), entry.bytes.size(), 0);
        const auto index = static_cast<zip_uint64_t>(zip_file_add(zip, entry.name.c_str(), source, ZIP_FL_ENC_CP437));
        zip_set_file_compression(zip, index, entry.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9);
        if (entry.encrypted) {
            EXPECT_EQ(zip_file_set_encryption(zip, index, ZIP_EM_AES_256, "secret"), 0);
        }
    }
    EXPECT_EQ(zip_close(zip), 0);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, out.data(), out.size());
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    return out;
}

/// A name as DOS wrote it is put into the file after libzip made it, which would write it as UTF-8.
void rename_all(std::string& file, const std::string& from, const std::string& to)
{
    ASSERT_EQ(from.size(), to.size());
    for (std::size_t at = file.find(from); at != std::string::npos; at = file.find(from, at)) {
        file.replace(at, from.size(), to);
    }
}

TEST(Zip, FilesArePartsAndHarmfulNamesAreWords)
{
    const std::string file = zipped({{"a/b.txt", "first text"}, {"../../etc/passwd", "second", true}, {"empty.txt", ""}});
    const auto got = unpacked(file);
    EXPECT_EQ(got.reading.container, "khronika zip 1");
    ASSERT_EQ(got.kept.parts.size(), 2U);
    EXPECT_EQ(got.kept.parts[0].head.path, "a/b.txt");
    EXPECT_EQ(got.kept.parts[0].bytes, "first text");
    EXPECT_EQ(got.kept.parts[1].head.path, "../../etc/passwd");
    ASSERT_TRUE(got.kept.parts[1].head.span);
    EXPECT_EQ(at(file, *got.kept.parts[1].head.span), "second");
    EXPECT_TRUE(got.kept.noted("1 empty files"));
}

/// The bytes of a member as another program's library unpacks them.
std::string member(const std::string& file, const std::string& name)
{
    archive* const reader = archive_read_new();
    archive_read_support_format_zip_seekable(reader);
    EXPECT_EQ(archive_read_open_memory(reader, file.data(), file.size()), ARCHIVE_OK);
    std::string out;
    for (archive_entry* entry = nullptr; archive_read_next_header(reader, &entry) == ARCHIVE_OK;) {
        if (archive_entry_pathname(entry) == name) {
            out.resize(static_cast<std::size_t>(archive_entry_size(entry)));
            EXPECT_EQ(archive_read_data(reader, out.data(), out.size()), static_cast<la_ssize_t>(out.size()));
        }
    }
    archive_read_free(reader);
    return out;
}

/// Members that are stored lead to the ZIP's own bytes; those that are packed to the member of that name.
TEST(Zip, HundredSampledQuotesLeadBackToTheirMembers)
{
    std::vector<Entry> entries;
    for (int i = 0; i < 10; ++i) {
        std::string words;
        for (const std::string& paragraph : i % 2 == 0 ? support::russian_paragraphs() : support::english_paragraphs()) {
            words += fmt::format("{}Part {}. {}{}", i % 3 == 0 ? "<p>" : "", i, paragraph, i % 3 == 0 ? "</p>\n" : "\n\n");
        }
        const std::string page = "<html><head><title>T</title></head><body>" + words + "</body></html>";
        entries.push_back({fmt::format("folder/{}.{}", i, i % 3 == 0 ? "html" : "txt"), i % 3 == 0 ? page : words, i % 4 == 0});
    }
    const std::string file = zipped(entries);
    const auto got = unpacked(file);
    ASSERT_EQ(got.kept.parts.size(), 10U);
    std::size_t quoted = 0;
    for (const auto& part : got.kept.parts) {
        const std::string there = part.head.span ? std::string(at(file, *part.head.span)) : member(file, part.head.path);
        Request request;
        request.name = part.head.name;
        const Text text = read(part.bytes, request, test::reader_tables());
        for (const support::Quote& quote : support::sampled_quotes(text.content, 10)) {
            const auto source = source_of(text, {quote.begin, quote.end});
            ASSERT_TRUE(source);
            EXPECT_EQ(at(there, *source), at(text.content, {quote.begin, quote.end})) << part.head.path;
            ++quoted;
        }
    }
    EXPECT_EQ(quoted, 100U);
}

TEST(Zip, NamesOfTheTimeOfDosAreCyrillic)
{
    std::string file = zipped({{"NAME1.txt", "x"}});
    rename_all(file, "NAME1", "\x8F\xE0\xA8\xA2\xA5"); // "Приве" in CP866
    const auto got = unpacked(file);
    ASSERT_EQ(got.kept.parts.size(), 1U);
    EXPECT_EQ(got.kept.parts[0].head.path, "Приве.txt");
}

TEST(Zip, BombsAndEncryptedFilesAreLeftOutByName)
{
    const auto got = unpacked(zipped({{"bomb", std::string(20U << 20U, '\0')}, {"secret.txt", "x", false, true}, {"good.txt", "words"}}));
    ASSERT_EQ(got.kept.parts.size(), 1U);
    EXPECT_EQ(got.kept.parts[0].head.path, "good.txt");
    EXPECT_EQ(got.reading.left_out, 2U);
    EXPECT_TRUE(got.kept.noted("bomb: left out: it unpacks to more than 250 times its size"));
    EXPECT_TRUE(got.kept.noted("secret.txt: left out: it is encrypted"));
}

TEST(Zip, EachBoundIsNamedWhereItBites)
{
    const std::string file = zipped({{"a", "12345678"}, {"b", "12345678"}, {"c", "1"}});
    PartLimits few;
    few.parts = 2;
    EXPECT_TRUE(unpacked(file, {}, few).kept.noted("more than 2 parts: left out from c on"));
    PartLimits small;
    small.part_bytes = 7;
    const auto got = unpacked(file, {}, small);
    EXPECT_EQ(got.kept.parts.size(), 1U);
    EXPECT_TRUE(got.kept.noted("a: left out: it is of more than 7 bytes"));
    PartLimits total;
    total.total_bytes = 10;
    EXPECT_TRUE(unpacked(file, {}, total).kept.noted("b: left out: with it the parts are of more than 10 bytes together"));
    PartLimits quiet;
    quiet.part_bytes = 0;
    quiet.notes = 1;
    EXPECT_TRUE(unpacked(file, {}, quiet).kept.noted("and 2 more notes of this kind"));
}

TEST(Zip, AWaczIsHeldAgainstItsDigests)
{
    const std::string package =
        R"({"resources": [{"path": "a.txt", "hash": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
            {"path": "b.txt", "hash": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}, {"path": "gone", "hash": "sha256:00"}]})";
    const auto got = unpacked(zipped({{"datapackage.json", package}, {"a.txt", "abc"}, {"b.txt", "abd"}}));
    EXPECT_EQ(got.kept.parts.size(), 3U);
    EXPECT_TRUE(got.kept.noted("b.txt: it does not match"));
    EXPECT_FALSE(got.kept.noted("a.txt"));
    EXPECT_TRUE(got.kept.noted("gone: stands in datapackage.json and not in the file"));
}

TEST(Zip, AnOfficeDocumentIsNoContainerAndDamageIsSaid)
{
    EXPECT_EQ(container_of(zipped({{"[Content_Types].xml", "<x/>"}}), {}), Container::none);
    const std::string file = zipped({{"a", std::string(1000, 'x')}});
    EXPECT_NE(unpacked(file.substr(0, file.size() / 2)).reading.error, "");
    std::string flipped = zipped({{"a", "words that are stored", true}});
    flipped[flipped.find("words")] = 'W';
    const auto got = unpacked(flipped);
    EXPECT_TRUE(got.kept.parts.empty());
    EXPECT_TRUE(got.kept.noted("a: left out: it is damaged"));
}

TEST(Tar, FilesAreParts)
{
    std::string file(100000, '\0');
    std::size_t used = 0;
    archive* writer = archive_write_new();
    archive_write_set_format_pax_restricted(writer);
    archive_write_add_filter_gzip(writer);
    archive_write_open_memory(writer, file.data(), file.size(), &used);
    for (const auto& [name, bytes] : {std::pair<const char*, std::string>{"a/one.txt", "first"}, {"two.txt", "second"}}) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name);
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    file.resize(used);
    const auto got = unpacked(file);
    EXPECT_EQ(got.reading.container, "khronika tar 1");
    ASSERT_EQ(got.kept.parts.size(), 2U) << got.reading.error;
    EXPECT_EQ(got.kept.parts[1].head.path, "two.txt");
    EXPECT_EQ(got.kept.parts[1].bytes, "second");
    const auto cut = unpacked(file.substr(0, file.size() - 30));
    EXPECT_TRUE(cut.reading.error != "" || cut.reading.left_out > 0);
}

} // namespace
} // namespace khronika::readers
