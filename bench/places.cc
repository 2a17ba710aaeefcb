// SPDX-License-Identifier: GPL-3.0-or-later
// bench/places DATA TEXT_EN TEXT_RU: how fast the tables open, places are found and words are read, on one core.
#include "language/gazetteer.h"
#include "language/morphology.h"

#include <fmt/format.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using namespace khronika::language;

std::string read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

template <typename Work>
double seconds(Work work)
{
    // Processor time of this one thread: another's load does not count.
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void bench_mentions(const Gazetteer& gazetteer, const std::string& text, const char* language)
{
    constexpr std::size_t bytes_wanted = 20'000'000;
    const std::size_t rounds = bytes_wanted / (text.size() + 1) + 1;
    std::size_t found = 0;
    const double time = seconds([&] {
        for (std::size_t i = 0; i < rounds; ++i) {
            found += gazetteer.mentions(text, language).size();
        }
    });
    fmt::print("mentions {}: {:.1f} MB/s ({} in {} bytes)\n", language, static_cast<double>(text.size() * rounds) / 1e6 / time,
               found / rounds, text.size());
}

void bench_words(const Morphology& morphology, const std::string& text)
{
    std::vector<std::string> words;
    std::istringstream stream(text);
    for (std::string word; stream >> word;) {
        if (!morphology.analyse(word).empty()) {
            words.push_back(word);
        }
    }
    constexpr std::size_t words_wanted = 1'000'000;
    const std::size_t rounds = words_wanted / (words.size() + 1) + 1;
    std::size_t readings = 0;
    const double time = seconds([&] {
        for (std::size_t i = 0; i < rounds; ++i) {
            for (const std::string& word : words) {
                readings += morphology.analyse(word).size();
            }
        }
    });
    fmt::print("analyse: {:.0f} words/s ({} readings of {} words)\n", static_cast<double>(words.size() * rounds) / time, readings / rounds,
               words.size());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        fmt::print(stderr, "usage: bench_places DATA TEXT_EN TEXT_RU\n");
        return 2;
    }
    const std::filesystem::path data(argv[1]);
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& entry : std::filesystem::directory_iterator(data / "places")) {
        if (entry.path().extension() == ".tsv") {
            files.emplace_back(entry.path().filename().string(), read(entry.path()));
        }
    }
    std::vector<TableView> tables;
    for (const auto& [name, content] : files) {
        tables.push_back({name, content});
    }
    double fastest = 1e9;
    for (int i = 0; i < 10; ++i) {
        fastest = std::min(fastest, seconds([&] { const Gazetteer made(tables); }));
    }
    fmt::print("Gazetteer: {:.1f} ms, the fastest of 10\n", fastest * 1000);
    const Gazetteer gazetteer(tables);
    bench_mentions(gazetteer, read(argv[2]), "en");
    bench_mentions(gazetteer, read(argv[3]), "ru");
    const std::string dictionary = read(data / "lang/ru/morphology/dictionary.bin");
    fmt::print("Morphology: {:.3f} ms\n", seconds([&] { const Morphology made(dictionary); }) * 1000);
    bench_words(Morphology(dictionary), read(argv[3]));
    return 0;
}
