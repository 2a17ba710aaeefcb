// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data.h"

#include "sys/files.h"

#include <list>
#include <optional>

namespace khronika::app {

namespace {

/// A table of data/, read or mapped.
struct Found {
    std::string path; ///< relative to the data folder
    std::string content;
    std::unique_ptr<sys::Mapping> mapping;

    [[nodiscard]] std::string_view bytes() const { return mapping ? mapping->bytes() : std::string_view(content); }
};

/// What tools/ make and a package installs whole is mapped: of its 15 MB a text needs a few pages. What people edit is read,
/// since an editor may cut a file short while it is in use.
bool generated(std::string_view path)
{
    return path.ends_with(".bin") || path == "places/gazetteer.tsv" || path.starts_with("places/names_");
}

void find_tables(sys::Files& files, const std::string& root, const std::string& folder, std::list<Found>& out)
{
    for (const sys::Listed& entry : files.list(sys::join(root, folder))) {
        const std::string path = sys::join(folder, entry.name);
        const std::string whole = sys::join(root, path);
        if (entry.kind == sys::Kind::folder) {
            find_tables(files, root, path, out);
        } else if (generated(path)) {
            out.push_back({path, {}, files.map(whole)});
        } else if (path.ends_with(".tsv")) {
            out.push_back({path, sys::read_all(files, whole), nullptr});
        }
    }
}

} // namespace

struct Data::Impl {
    std::list<Found> tables;
    std::optional<language::Languages> languages;
};

Data::Data(const std::string& folder)
{
    sys::Files& files = sys::real_files();
    auto impl = std::make_unique<Impl>();
    find_tables(files, folder, "lang", impl->tables);
    find_tables(files, folder, "places", impl->tables);
    std::vector<language::Table> words;
    std::vector<language::TableView> places;
    std::string_view morphology;
    for (const Found& table : impl->tables) {
        if (table.path.ends_with("morphology/dictionary.bin")) {
            morphology = table.bytes();
        } else if (table.path.starts_with("places/")) {
            places.push_back({std::string_view(table.path).substr(7), table.bytes()});
        } else {
            words.push_back({table.path, std::string(table.bytes())});
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
