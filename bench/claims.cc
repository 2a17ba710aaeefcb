// SPDX-License-Identifier: GPL-3.0-or-later
// bench_claims DATA TEXT_EN TEXT_RU: how fast claims are read out of text, beside ICU's sentence breaks over the same bytes.
// bench_claims DATA --out DIR FILE.txt...: the claims of files with their .meta.json, one NAME.claims.jsonl a file.
#include "claims/document.h"
#include "claims/extract.h"
#include "model/json.h"
#include "support/tables.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <ctime>
#include <sys/resource.h>

namespace {

using namespace khronika;

template <typename Work>
double seconds(Work work)
{
    // Processor time of this one thread: another's load does not count.
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Files of a few kilobytes, as news is: the text cut at line ends.
std::vector<Text> pages(const std::string& content, const char* language)
{
    constexpr std::size_t page = 4000;
    std::vector<Text> out;
    for (std::size_t at = 0; at < content.size();) {
        std::size_t end = content.find('\n', std::min(content.size(), at + page));
        end = end == std::string::npos ? content.size() : end + 1;
        Text text;
        text.content = content.substr(at, end - at);
        text.language.value = language;
        text.published.value = "2024-04-01";
        out.push_back(std::move(text));
        at = end;
    }
    return out;
}

template <typename Work>
void row(const std::vector<Text>& texts, std::string_view name, std::string_view language, Work work)
{
    constexpr std::size_t bytes_wanted = 8'000'000;
    std::size_t size = 0;
    for (const Text& text : texts) {
        size += text.content.size();
    }
    const std::size_t rounds = bytes_wanted / (size + 1) + 1;
    std::size_t found = 0;
    const double time = seconds([&] {
        for (std::size_t i = 0; i < rounds; ++i) {
            for (const Text& text : texts) {
                found += work(text);
            }
        }
    });
    fmt::print("{:<26} {:<3} {:>8.2f} MB/s   {} found in {} bytes\n", name, language, static_cast<double>(size * rounds) / 1e6 / time,
               found / rounds, size);
}

std::size_t icu_sentences(const Text& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString content = icu::UnicodeString::fromUTF8(text.content);
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createSentenceInstance(icu::Locale(text.language.value.c_str()), status));
    breaks->setText(content);
    std::size_t out = 0;
    while (breaks->next() != icu::BreakIterator::DONE) {
        ++out;
    }
    return out;
}

void bench(const language::Languages& languages, const std::string& content, const char* name)
{
    const std::vector<Text> texts = pages(content, name);
    row(texts, "text to claims", name, [&](const Text& text) { return claims::extract(text, languages).size(); });
    row(texts, "  tokens", name, [&](const Text& text) { return language::Tokens::of(text.content).size(); });
    row(texts, "  tokens, lexicon", name, [&](const Text& text) {
        const auto tokens = language::Tokens::of(text.content);
        return languages.lexicon(name)->match(tokens).all().size();
    });
    row(texts, "  places", name, [&](const Text& text) { return languages.gazetteer().mentions(text.content, name).size(); });
    row(texts, "  all that is read before", name, [&](const Text& text) { return claims::analyse(text, languages)->tokens.size(); });
    row(texts, "peer: ICU sentence breaks", name, icu_sentences);
}

int write_claims(const language::Languages& languages, int count, char** arguments)
{
    const std::filesystem::path out = arguments[0];
    for (int i = 1; i < count; ++i) {
        const std::filesystem::path path = arguments[i];
        std::filesystem::path meta = path;
        meta.replace_extension(".meta.json");
        const Metadata metadata = metadata_from_json(parse_json(support::read_file(meta), meta.string()), meta.string());
        Text text;
        text.item = path.filename().string();
        text.content = support::read_file(path);
        text.language.value = metadata.language;
        text.published.value = metadata.published;
        text.outlet.value = metadata.outlet;
        std::ofstream file(out / (path.stem().string() + ".claims.jsonl"));
        for (const Claim& claim : claims::extract(text, languages)) {
            file << json_line(to_json(claim)) << '\n';
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        fmt::print(stderr, "usage: bench_claims DATA TEXT_EN TEXT_RU | bench_claims DATA --out DIR FILE...\n");
        return 2;
    }
    const double before = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    const support::Data data(argv[1]);
    const double opened = static_cast<double>(std::clock()) / CLOCKS_PER_SEC - before;
    if (std::string_view(argv[2]) == "--out") {
        return write_claims(data.languages(), argc - 3, argv + 3);
    }
    fmt::print("tables opened in {:.0f} ms\n", opened * 1000);
    bench(data.languages(), support::read_file(argv[2]), "en");
    bench(data.languages(), support::read_file(argv[3]), "ru");
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("most memory held: {} MB\n", usage.ru_maxrss / 1024);
    return 0;
}
