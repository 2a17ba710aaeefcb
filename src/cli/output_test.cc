// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "base/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace khronika::cli {
namespace {

std::string written(const std::string& format, const std::vector<std::vector<std::string>>& rows)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
    Output output(format, {{"name"}, {"count", true}}, file.get());
    for (const auto& cells : rows) {
        output.row(cells, {{"name", cells[0]}, {"count", cells[1]}});
    }
    output.finish();
    std::string out(static_cast<std::size_t>(std::ftell(file.get())), '\0');
    std::rewind(file.get());
    EXPECT_EQ(std::fread(out.data(), 1, out.size(), file.get()), out.size());
    return out;
}

TEST(Output, AlignsByWhatIsSeen)
{
    EXPECT_EQ(written("table", {{"Ёлка", "7"}, {"漢字", "12"}, {"e\xCC\x81t\n\x1b[31m", "123"}}), "name      count\n"
                                                                                                  "Ёлка          7\n"
                                                                                                  "漢字         12\n"
                                                                                                  "e\xCC\x81t  [31m    123\n");
}

TEST(Output, WritesCsvByRfc4180)
{
    EXPECT_EQ(written("csv", {{"a,b", "\"x\""}, {"line\nbreak", "1"}}), "name,count\r\n\"a,b\",\"\"\"x\"\"\"\r\n\"line\nbreak\",1\r\n");
}

TEST(Output, WritesJson)
{
    EXPECT_EQ(written("json", {}), "[]\n");
    EXPECT_EQ(nlohmann::json::parse(written("json", {{"a", "1"}, {"b", "2"}})).size(), 2U);
    EXPECT_EQ(written("jsonl", {{"a", "1"}, {"b", "2"}}), "{\"name\":\"a\",\"count\":\"1\"}\n{\"name\":\"b\",\"count\":\"2\"}\n");
}

TEST(Output, ShortensByColumns)
{
    EXPECT_EQ(shortened("Задержаны", 9), "Задержаны");
    EXPECT_EQ(shortened("Задержаны", 5), "Заде…");
    EXPECT_EQ(shortened("漢字漢字", 5), "漢字…");
}

TEST(Output, TellsThatItCouldNotWrite)
{
    std::FILE* full = std::fopen("/dev/full", "w");
    ASSERT_NE(full, nullptr);
    EXPECT_THROW(write_all(full, "words"), Error);
    std::fclose(full);
}

} // namespace
} // namespace khronika::cli
