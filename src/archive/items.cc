// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/items.h"

#include "archive/sha256.h"
#include "archive/source_error.h"
#include "sys/files.h"

#include <algorithm>

namespace khronika::archive {

namespace {

constexpr std::size_t beginning_size = 4096;
constexpr std::size_t run_size = std::size_t{1} << 18;

template <typename Call>
auto of_source(Call call)
{
    try {
        return call();
    } catch (const Error& error) {
        throw SourceError(error.what());
    }
}

} // namespace

ItemStore::ItemStore(sys::Files& files, std::string folder) : m_files(files), m_folder(std::move(folder)) {}

std::string ItemStore::path(std::string_view sha256) const
{
    return fmt::format("{}/items/{}/{}", m_folder, sha256.substr(0, 2), sha256);
}

class ItemStore::Writer : public ItemWriter {
public:
    Writer(ItemStore& store, std::string unfinished)
        : m_store(store), m_unfinished(std::move(unfinished)), m_to(store.m_files.create(m_unfinished))
    {
    }
    ~Writer() override
    {
        if (!m_to) {
            return;
        }
        try {
            m_store.m_files.remove(m_unfinished);
        } catch (const std::exception&) { // the next writer removes what is left in incoming/
        }
    }

    void write(std::string_view run) override
    {
        m_item.beginning += run.substr(0, beginning_size - std::min(beginning_size, m_item.beginning.size()));
        m_item.size += run.size();
        m_hasher.add(run);
        m_to->write(run);
    }

    StoredItem finish() override
    {
        m_item.sha256 = hex(m_hasher.finish());
        m_item.fresh = !m_store.m_files.status(m_store.path(m_item.sha256));
        if (m_item.fresh) {
            if (!m_store.m_deferred) {
                m_to->sync();
            }
            m_store.keep(m_item, m_unfinished);
        } else {
            m_store.m_files.remove(m_unfinished);
        }
        m_to.reset();
        return std::move(m_item);
    }

private:
    ItemStore& m_store;
    std::string m_unfinished;
    std::unique_ptr<sys::Sink> m_to;
    Sha256 m_hasher;
    StoredItem m_item;
};

std::unique_ptr<ItemWriter> ItemStore::begin(const std::string& temporary)
{
    return std::make_unique<Writer>(*this, fmt::format("{}/incoming/{}", m_folder, temporary));
}

StoredItem ItemStore::put(const std::string& source, const std::string& temporary)
{
    const auto from = of_source([&] { return m_files.open(source); });
    const auto writer = begin(temporary);
    std::string buffer(run_size, '\0');
    while (const std::size_t count = of_source([&] { return from->read(buffer); })) {
        writer->write(std::string_view(buffer).substr(0, count));
    }
    return writer->finish();
}

void ItemStore::keep(const StoredItem& item, const std::string& temporary)
{
    const std::string final_path = path(item.sha256);
    const std::string shelf = sys::folder_of(final_path);
    m_files.protect(temporary);
    if (!m_files.status(shelf)) {
        m_files.make_folder(shelf);
        if (!m_deferred) {
            m_files.sync_folder(m_folder + "/items");
        }
    }
    m_files.rename(temporary, final_path);
    if (!m_deferred) {
        m_files.sync_folder(shelf);
    }
}

std::vector<ItemFile> ItemStore::list(const std::function<void(const std::string& path)>& take_other) const
{
    std::vector<ItemFile> out;
    for (const std::string& shelf : shelves(take_other)) {
        const std::vector<ItemFile> part = list_shelf(shelf, take_other);
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

std::vector<std::string> ItemStore::shelves(const std::function<void(const std::string& path)>& take_other) const
{
    std::vector<std::string> out;
    for (const sys::Listed& shelf : m_files.list(m_folder + "/items")) {
        if (shelf.kind == sys::Kind::folder && shelf.name.size() == 2) {
            out.push_back(shelf.name);
        } else {
            take_other("items/" + shelf.name);
        }
    }
    return out;
}

std::vector<ItemFile> ItemStore::list_shelf(const std::string& shelf, const std::function<void(const std::string& path)>& take_other) const
{
    std::vector<ItemFile> out;
    const std::string shelf_path = "items/" + shelf;
    for (const sys::Listed& file : m_files.list(sys::join(m_folder, shelf_path))) {
        const std::string file_path = sys::join(shelf_path, file.name);
        if (file.kind == sys::Kind::file && hash_from_hex(file.name) && file.name.starts_with(shelf)) {
            const auto status = m_files.status(sys::join(m_folder, file_path));
            out.push_back({file_path, file.name, status ? status->size : 0});
        } else {
            take_other(file_path);
        }
    }
    return out;
}

std::uint64_t ItemStore::clear_incoming()
{
    const std::string incoming = m_folder + "/incoming";
    std::uint64_t removed = 0;
    for (const sys::Listed& file : m_files.list(incoming)) {
        m_files.remove(sys::join(incoming, file.name));
        ++removed;
    }
    return removed;
}

} // namespace khronika::archive
