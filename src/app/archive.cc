// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive.h"

#include "app/archive_impl.h"
#include "archive/entry.h"
#include "base/error.h"
#include "base/utf8.h"

#include <nlohmann/json.hpp>

namespace khronika::app {

using archive::Tree;

namespace {

/// Whoever reads the file holds it whole in memory.
constexpr std::uint64_t most_checkpoint_lines = 1000;

} // namespace

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
    if (++lines == most_checkpoint_lines) {
        checkpoints.reset();
        sys::replace(services.files, path(checkpoint_name), archive::checkpoint_line({tree.size(), tree.root()}));
        lines = 0;
    }
    broken = false;
}

void Archive::begin_group()
{
    Impl& self = *m_impl;
    self.expect_writable();
    self.remove_fingerprint();
    self.store->begin_group();
    self.items.defer_syncs(true);
    self.grouped = true;
}

void Archive::end_group()
{
    Impl& self = *m_impl;
    self.expect_writable();
    self.broken = true; // where one of these fails, it is not known what was kept
    self.services.files.sync_all(self.folder);
    self.store->commit_group();
    self.items.defer_syncs(false);
    self.grouped = false;
    self.add_checkpoint();
}

bool Archive::in_group() const
{
    return m_impl->grouped;
}

std::vector<std::string> Archive::append_all(const std::vector<nlohmann::ordered_json>& contents)
{
    Impl& self = *m_impl;
    self.expect_writable();
    self.remove_fingerprint();
    Tree tree = self.tree;
    std::vector<std::string> ids;
    std::vector<store::Entry> entries;
    std::vector<archive::FullSubtree> full;
    for (nlohmann::ordered_json content : contents) {
        ids.push_back(content.contains("id") ? content["id"].get<std::string>() : self.ids.next());
        if (!self.reason.empty() && !content.contains("why")) {
            content["why"] = self.reason;
        }
        std::string bytes = archive::entry_bytes(std::move(content), sys::rfc3339(self.services.clock.now()), self.by, ids.back());
        const archive::Hash leaf = archive::leaf_hash(bytes);
        entries.push_back({tree.size(), std::move(bytes), archive::hex(leaf)});
        tree.append(leaf, &full);
    }
    self.store->append(entries, head_of(tree), rows_of(full));
    self.tree = std::move(tree);
    if (!self.grouped) {
        self.add_checkpoint();
    }
    return ids;
}

std::string Archive::append(const nlohmann::ordered_json& entry)
{
    return append_all(std::vector<nlohmann::ordered_json>(1, entry)).front();
}

void Archive::Impl::remake_tables()
{
    const std::string fresh_path = path(std::string(incoming_name) + "/rebuild.db");
    remove_fingerprint();
    items.clear_incoming();
    {
        store::Archive fresh = store::Archive::create(fresh_path, services.files);
        fresh.replay(*store, head_of(tree), subtrees);
        store->replace_by(fresh);
    }
    items.clear_incoming();
}

void Archive::rebuild()
{
    m_impl->remake_tables();
}

bool Archive::close()
{
    Impl& self = *m_impl;
    if (!self.lock || !self.changed) {
        return true;
    }
    if (self.broken || self.grouped || !self.store->checkpoint()) {
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

void Archive::set_reason(const std::string& reason)
{
    m_impl->reason = utf8::repaired(reason);
}

const std::string& Archive::id() const
{
    return m_impl->manifest.id;
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
