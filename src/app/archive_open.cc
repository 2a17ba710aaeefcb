// SPDX-License-Identifier: GPL-3.0-or-later
// Making and opening an archive's folder.
#include "app/archive_impl.h"
#include "base/error.h"

#include <nlohmann/json.hpp>

#include <set>

namespace khronika::app {

namespace {

using archive::FingerprintState;

std::string without_end_slash(std::string folder)
{
    while (folder.size() > 1 && folder.back() == '/') {
        folder.pop_back();
    }
    return folder.empty() ? "." : folder;
}

void make_empty_folder(sys::Files& files, const std::string& folder)
{
    const auto status = files.status(folder);
    if (!status) {
        files.make_folder(folder);
        files.sync_folder(sys::folder_of(folder));
        return;
    }
    if (status->kind != sys::Kind::folder) {
        throw UsageError(fmt::format("{} is no folder; choose another name for the archive", folder));
    }
    if (files.status(sys::join(folder, manifest_name))) {
        throw UsageError(fmt::format("{} is an archive already", folder));
    }
    if (!files.list(folder).empty()) {
        throw UsageError(fmt::format("{} is not empty and no archive; choose a new or an empty folder", folder));
    }
}

std::unique_ptr<sys::Lock> take_lock(sys::Files& files, const std::string& folder)
{
    auto lock = files.try_lock(sys::join(folder, lock_name));
    if (!lock) {
        fail("{}: another khronika is writing to this archive: wait for it to end and run the command again", folder);
    }
    return lock;
}

[[noreturn]] void fail_damaged(const std::string& folder, const std::string& first, std::size_t count)
{
    fail("{} is damaged, and nothing was written to it: {}{}; `khronika verify` names every damage, `khronika rebuild` makes the tables "
         "anew "
         "from a sound journal",
         folder, first, count > 1 ? fmt::format(" (and {} more)", count - 1) : "");
}

void remove_orphans(sys::Files& files, const std::string& folder, archive::ItemStore& items, const store::Archive& store,
                    std::vector<std::string>& notices)
{
    const std::uint64_t unfinished = items.clear_incoming();
    std::uint64_t orphans = 0;
    std::set<std::string> shelves;
    for (const archive::ItemFile& file : items.list([](const std::string&) {})) {
        if (!store.item(file.sha256)) {
            files.remove(sys::join(folder, file.path));
            shelves.insert(sys::folder_of(sys::join(folder, file.path)));
            ++orphans;
        }
    }
    // Ahead of the fingerprint: beside one, an item without an entry is damage.
    for (const std::string& shelf : shelves) {
        files.sync_folder(shelf);
    }
    if (unfinished + orphans > 0) {
        notices.push_back(fmt::format("{}: removed what an interrupted run had left without a journal entry (items: {}, unfinished files: "
                                      "{})",
                                      folder, orphans, unfinished));
    }
}

/// Tables of an older version, made anew once the journal was found sound.
template <typename Impl>
void remake_outdated(Impl& impl, const archive::CheckpointFile& checkpoints)
{
    const JournalCheck check = check_journal(*impl.store, checkpoints);
    const auto& damages = check.journal.empty() ? check.tree : check.journal;
    if (!damages.empty()) {
        fail_damaged(impl.folder, fmt::format("{}: {}", damages.front().where, damages.front().what), damages.size());
    }
    impl.tree = check.computed;
    impl.subtrees = check.subtrees;
    impl.remake_tables();
    impl.notices.push_back(fmt::format("{}: its tables were of an older version: made anew from the journal", impl.folder));
}

} // namespace

archive::Manifest read_manifest(sys::Files& files, const std::string& folder)
{
    const std::string path = sys::join(folder, manifest_name);
    if (!files.status(path)) {
        throw UsageError(
            fmt::format("there is no archive in {}: make one with `khronika init {}`, or name another with --archive", folder, folder));
    }
    return archive::manifest_from_toml(sys::read_all(files, path, 1 << 16), path);
}

archive::CheckpointFile read_checkpoints(sys::Files& files, const std::string& folder)
{
    const std::string path = sys::join(folder, checkpoint_name);
    return files.status(path) ? archive::parse_checkpoints(sys::read_all(files, path)) : archive::CheckpointFile{};
}

void Archive::create(const Services& services, const std::string& given_folder, const std::string& name, const std::string& by)
{
    const std::string folder = without_end_slash(given_folder);
    sys::Files& files = services.files;
    make_empty_folder(files, folder);
    auto impl = std::make_unique<Impl>(services, folder, by);
    impl->lock = take_lock(files, folder);
    files.make_folder(impl->path(items_name));
    files.make_folder(impl->path(incoming_name));
    impl->store = store::Archive::create(impl->path(database_name), files);
    impl->manifest = {archive::archive_format, impl->ids.next(), name, sys::rfc3339(services.clock.now())};
    Archive made(std::move(impl));
    Impl& self = *made.m_impl;
    made.append({{"type", "archive_created"}, {"archive", self.manifest.id}, {"name", name}, {"format", self.manifest.format}});
    // Last, because its presence makes the folder an archive.
    sys::replace(files, self.path(manifest_name), archive::to_toml(self.manifest));
    made.close();
}

Archive Archive::open_to_read(const Services& services, const std::string& given_folder)
{
    auto impl = std::make_unique<Impl>(services, without_end_slash(given_folder), "");
    impl->manifest = read_manifest(services.files, impl->folder);
    impl->store = store::Archive::open(impl->path(database_name), store::Access::read, services.files);
    return Archive(std::move(impl));
}

Archive Archive::open_to_write(const Services& services, const std::string& given_folder, const std::string& by)
{
    auto impl = std::make_unique<Impl>(services, without_end_slash(given_folder), by);
    sys::Files& files = services.files;
    impl->manifest = read_manifest(files, impl->folder);
    impl->lock = take_lock(files, impl->folder);
    const archive::FingerprintReport fingerprint = archive::check_fingerprint(files, impl->folder, fingerprinted_names());
    if (fingerprint.state == FingerprintState::broken) {
        fail_damaged(impl->folder, fingerprint.problems.front(), fingerprint.problems.size());
    }
    impl->fingerprint_stands = fingerprint.state == FingerprintState::holds;
    impl->store = store::Archive::open(impl->path(database_name), store::Access::write, files);
    const archive::CheckpointFile checkpoints = read_checkpoints(files, impl->folder);
    if (impl->store->outdated()) {
        remake_outdated(*impl, checkpoints);
    }
    if (!impl->fingerprint_stands) {
        // The last writer was interrupted. Only what has been checked may be given a new fingerprint.
        const auto damages = check_database(*impl->store, checkpoints);
        if (!damages.empty()) {
            fail_damaged(impl->folder, fmt::format("{}: {}", damages.front().where, damages.front().what), damages.size());
        }
        remove_orphans(files, impl->folder, impl->items, *impl->store, impl->notices);
        impl->changed = true;
    }
    const store::TreeHead head = impl->store->tree();
    std::vector<archive::Hash> frontier;
    for (const std::string& root : head.frontier) {
        frontier.push_back(archive::hash_from_hex(root).value_or(archive::Hash{}));
    }
    impl->tree = archive::Tree(head.size, std::move(frontier));
    if (checkpoints.unfinished) {
        sys::replace(files, impl->path(checkpoint_name), archive::checkpoint_line({impl->tree.size(), impl->tree.root()}));
    }
    return Archive(std::move(impl));
}

Archive Archive::open_to_rebuild(const Services& services, const std::string& given_folder, const std::string& by)
{
    auto impl = std::make_unique<Impl>(services, without_end_slash(given_folder), by);
    sys::Files& files = services.files;
    impl->manifest = read_manifest(files, impl->folder);
    impl->lock = take_lock(files, impl->folder);
    impl->fingerprint_stands = files.status(impl->path(archive::fingerprint_name)).has_value();
    impl->store = store::Archive::open(impl->path(database_name), store::Access::write, files);
    const JournalCheck check = check_journal(*impl->store, read_checkpoints(files, impl->folder));
    if (!check.journal.empty()) {
        fail("{}: the journal itself is damaged, and the tables cannot be made from it: {}: {}{}; restore the archive from a backup",
             impl->folder, check.journal.front().where, check.journal.front().what,
             check.journal.size() > 1 ? fmt::format(" (and {} more)", check.journal.size() - 1) : "");
    }
    impl->tree = check.computed;
    impl->subtrees = check.subtrees;
    return Archive(std::move(impl));
}

} // namespace khronika::app
