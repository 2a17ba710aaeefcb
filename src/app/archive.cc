// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"

#include "app/archive_impl.h"
#include "archive/entry.h"
#include "base/error.h"

#include <nlohmann/json.hpp>

namespace khronika::app {

using archive::Tree;

Archive::Impl::Impl(const Services& given, std::string in_folder, std::string acting)
    : services(given), folder(std::move(in_folder)), by(std::move(acting)), items(given.files, folder), ids(given.clock, given.random)
{
}

void Archive::Impl::expect_writable() const
{
    if (!lock || !store || broken) {
        fail("{}: the archive is not open for writing", folder);
    }
}

void Archive::Impl::remove_fingerprint()
{
    if (fingerprint_stands) {
        services.files.remove(path(archive::fingerprint_name));
        services.files.sync_folder(folder);
        fingerprint_stands = false;
    }
    changed = true;
}

void Archive::Impl::add_checkpoint()
{
    broken = true; // a line that was written in part must not be followed by another
    if (!checkpoints) {
        checkpoints = services.files.append(path(checkpoint_name));
    }
    checkpoints->write(archive::checkpoint_line({tree.size(), tree.root()}));
    checkpoints->sync();
    broken = false;
}

std::vector<std::string> Archive::append_all(const std::vector<nlohmann::ordered_json>& contents)
{
    Impl& self = *m_impl;
    self.expect_writable();
    self.remove_fingerprint();
    Tree tree = self.tree;
    std::vector<std::string> ids;
    std::vector<store::Entry> entries;
    for (const nlohmann::ordered_json& content : contents) {
        ids.push_back(content.contains("id") ? content["id"].get<std::string>() : self.ids.next());
        std::string bytes = archive::entry_bytes(content, sys::rfc3339(self.services.clock.now()), self.by, ids.back());
        const archive::Hash leaf = archive::leaf_hash(bytes);
        entries.push_back({tree.size(), std::move(bytes), archive::hex(leaf)});
        tree.append(leaf);
    }
    self.store->append(entries, head_of(tree));
    self.tree = std::move(tree);
    self.add_checkpoint();
    return ids;
}

std::string Archive::append(const nlohmann::ordered_json& entry)
{
    return append_all(std::vector<nlohmann::ordered_json>(1, entry)).front();
}

void Archive::rebuild()
{
    Impl& self = *m_impl;
    const std::string fresh_path = self.path(std::string(incoming_name) + "/rebuild.db");
    self.remove_fingerprint();
    {
        store::Archive fresh = store::Archive::create(fresh_path, self.services.files);
        fresh.replay(*self.store, head_of(self.tree));
        self.store->replace_by(fresh);
    }
    self.items.clear_incoming();
}

bool Archive::close()
{
    Impl& self = *m_impl;
    if (!self.lock || !self.changed) {
        return true;
    }
    if (self.broken || !self.store->checkpoint()) {
        return false;
    }
    self.store.reset();
    self.checkpoints.reset();
    sys::Files& files = self.services.files;
    sys::replace(files, self.path(checkpoint_name), archive::checkpoint_line({self.tree.size(), self.tree.root()}));
    sys::replace(files, self.path(archive::fingerprint_name), archive::make_fingerprint(files, self.folder, fingerprinted_names()));
    self.changed = false;
    self.fingerprint_stands = true;
    self.lock.reset();
    return true;
}

Archive::Archive(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

const store::Archive& Archive::store() const
{
    return *m_impl->store;
}

const archive::ItemStore& Archive::items() const
{
    return m_impl->items;
}

archive::StoredItem Archive::put_item(const std::string& source)
{
    m_impl->expect_writable();
    m_impl->remove_fingerprint();
    return m_impl->items.put(source, m_impl->ids.next());
}

std::unique_ptr<archive::ItemWriter> Archive::begin_item()
{
    m_impl->expect_writable();
    m_impl->remove_fingerprint();
    return m_impl->items.begin(m_impl->ids.next());
}

std::string Archive::new_id()
{
    return m_impl->ids.next();
}

const std::string& Archive::folder() const
{
    return m_impl->folder;
}

const std::vector<std::string>& Archive::notices() const
{
    return m_impl->notices;
}

} // namespace khronika::app
