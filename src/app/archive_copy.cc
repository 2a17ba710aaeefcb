// SPDX-License-Identifier: GPL-3.0-or-later
// An archive made of another one's journal.
#include "app/archive_impl.h"
#include "base/error.h"

namespace khronika::app {

Archive Archive::create_copy(const Services& services, const std::string& folder, const std::string& by)
{
    sys::Files& files = services.files;
    files.make_folder(folder);
    auto impl = std::make_unique<Impl>(services, folder, by);
    impl->lock = files.try_lock(impl->path(lock_name));
    if (!impl->lock) {
        fail("{}: another khronika is at work there: wait for it to end and run the command again", folder);
    }
    files.make_folder(impl->path(items_name));
    files.make_folder(impl->path(incoming_name));
    impl->store = store::Archive::create(impl->path(database_name), files);
    impl->changed = true;
    return Archive(std::move(impl));
}

void Archive::append_copied(const std::vector<std::string>& entries)
{
    Impl& self = *m_impl;
    self.expect_writable();
    archive::Tree tree = self.tree;
    std::vector<store::Entry> rows;
    std::vector<archive::FullSubtree> full;
    for (const std::string& bytes : entries) {
        const archive::Hash leaf = archive::leaf_hash(bytes);
        rows.push_back({tree.size(), bytes, archive::hex(leaf)});
        tree.append(leaf, &full);
    }
    self.store->append(rows, head_of(tree), rows_of(full));
    self.tree = std::move(tree);
}

void Archive::finish_copy(std::string_view manifest)
{
    sys::replace(m_impl->services.files, m_impl->path(manifest_name), manifest);
    if (!close()) {
        fail("{}: the database could not be closed: run the command again", m_impl->folder);
    }
}

} // namespace khronika::app
