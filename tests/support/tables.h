// SPDX-License-Identifier: GPL-3.0-or-later
// The real tables of data/ for tests, fuzzers and benches.
#pragma once

#include "language/language.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace khronika::support {

inline std::string read_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// The tables under `folder` that end in `.tsv`, by path, with their paths relative to `root`.
inline std::vector<language::Table> read_tables(const std::filesystem::path& root, const std::filesystem::path& folder)
{
    std::vector<language::Table> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
        if (entry.path().extension() == ".tsv") {
            out.push_back({std::filesystem::relative(entry.path(), root).string(), read_file(entry.path())});
        }
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return out;
}

/// Languages with the bytes that they point into.
class Data {
public:
    explicit Data(const std::filesystem::path& root)
        : m_places(read_tables(root, "places")), m_morphology(read_file(root / "lang/ru/morphology/dictionary.bin"))
    {
        std::vector<language::TableView> views;
        for (const auto& table : m_places) {
            views.push_back({std::string_view(table.path).substr(std::string_view("places/").size()), table.content});
        }
        m_languages = std::make_unique<language::Languages>(read_tables(root, "lang"), views, m_morphology);
    }

    [[nodiscard]] const language::Languages& languages() const { return *m_languages; }

private:
    std::vector<language::Table> m_places;
    std::string m_morphology;
    std::unique_ptr<const language::Languages> m_languages;
};

} // namespace khronika::support

#ifdef KHRONIKA_SOURCE_DIR
namespace khronika::support {

/// Those of the source tree, read once a program.
inline const language::Languages& languages()
{
    static const Data data(KHRONIKA_SOURCE_DIR "/data");
    return data.languages();
}

} // namespace khronika::support
#endif
