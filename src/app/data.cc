// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data.h"

#include "sys/files.h"

#include <list>
#include <optional>

namespace khronika::app {

namespace {

/// Tables under `folder`, their paths relative to the data folder.
void read_tables(sys::Files& files, const std::string& root, const std::string& folder, std::list<language::Table>& out)
{
    for (const sys::Listed& entry : files.list(sys::join(root, folder))) {
        const std::string path = sys::join(folder, entry.name);
        if (entry.kind == sys::Kind::folder) {
            read_tables(files, root, path, out);
        } else if (path.ends_with(".tsv") || path.ends_with(".bin")) {
            out.push_back({path, sys::read_all(files, sys::join(root, path))});
        }
    }
}

} // namespace

struct Data::Impl {
    std::list<language::Table> tables;
    std::optional<language::Languages> languages;
};

Data::Data(const std::string& folder)
{
    sys::Files& files = sys::real_files();
    auto impl = std::make_unique<Impl>();
    read_tables(files, folder, "lang", impl->tables);
    read_tables(files, folder, "places", impl->tables);
    std::vector<language::Table> words;
    std::vector<language::TableView> places;
    std::string_view morphology;
    for (const language::Table& table : impl->tables) {
        if (table.path.ends_with("morphology/dictionary.bin")) {
            morphology = table.content;
        } else if (table.path.starts_with("places/")) {
            places.push_back({std::string_view(table.path).substr(7), table.content});
        } else {
            words.push_back(table);
        }
    }
    impl->languages.emplace(words, places, morphology);
    m_impl = std::move(impl);
}

Data::~Data() = default;
Data::Data(Data&&) noexcept = default;
Data& Data::operator=(Data&&) noexcept = default;

const language::Languages& Data::languages() const
{
    return *m_impl->languages;
}

} // namespace khronika::app
