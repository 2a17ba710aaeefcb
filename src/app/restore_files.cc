// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/restore_files.h"

#include "app/layout.h"
#include "app/tar_file.h"
#include "archive/sha256.h"
#include "base/error.h"

namespace khronika::app {

namespace {

constexpr std::uint64_t largest_own_file = std::uint64_t{64} << 20;
constexpr std::uint64_t largest_manifest = std::uint64_t{1} << 30;
constexpr std::size_t batch_entries = 500;
constexpr std::size_t batch_bytes = std::size_t{8} << 20;

/// A path of named folders and a name, that stays within.
bool stays_within(std::string_view path)
{
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == ".." || part.find('\0') != std::string_view::npos ||
            part.find('\n') != std::string_view::npos) {
            return false;
        }
        if (slash == std::string_view::npos) {
            return true;
        }
        path.remove_prefix(slash + 1);
    }
}

/// What restore itself makes.
bool made_here(std::string_view path)
{
    const std::string_view first = path.substr(0, path.find('/'));
    return first == items_name || first == incoming_name || first == lock_name || first == checkpoint_name || first == "SHA256SUMS" ||
           first.starts_with(database_name);
}

} // namespace

/// Cuts runs of bytes into lines and appends them in batches.
class RestoredFiles::Journal {
public:
    explicit Journal(Archive& archive) : m_archive(archive) {}

    void take(std::string_view run)
    {
        m_hash.add(run);
        while (!run.empty()) {
            const std::size_t end = run.find('\n');
            m_line += run.substr(0, end);
            if (end == std::string_view::npos) {
                return;
            }
            run.remove_prefix(end + 1);
            m_held += m_line.size();
            m_batch.push_back(std::exchange(m_line, {}));
            if (m_batch.size() >= batch_entries || m_held >= batch_bytes) {
                flush();
            }
        }
    }

    /// The hash of all; false in `whole` where the last line has no end.
    std::string finish(bool& whole)
    {
        flush();
        whole = m_line.empty();
        return archive::hex(m_hash.finish());
    }

private:
    void flush()
    {
        m_archive.append_copied(m_batch);
        m_batch.clear();
        m_held = 0;
    }

    Archive& m_archive;
    archive::Sha256 m_hash;
    std::string m_line;
    std::vector<std::string> m_batch;
    std::size_t m_held = 0;
};

void RestoredFiles::unpack(sys::Source& source, const BackupProgress& progress)
{
    TarReader tar(source, m_name);
    std::uint64_t items = 0;
    while (const auto entry = tar.next()) {
        if (!m_manifest.empty()) {
            fail("{}: a file follows its manifest: it was altered", m_name);
        }
        take(tar, *entry);
        if (progress) {
            progress(++items, 0);
        }
    }
    // Whether the file is whole is known at its very end.
    std::string rest(4096, '\0');
    while (source.read(rest) > 0) {
    }
    if (m_manifest.empty() || m_toml.empty()) {
        fail("{}: is no whole backup of Khronika's: it has no {}", m_name, m_manifest.empty() ? backup_manifest_name : manifest_name);
    }
}

void RestoredFiles::take(TarReader& tar, const TarEntry& entry)
{
    if (!stays_within(entry.path)) {
        fail("{}: holds a file whose path leads elsewhere: it is no backup of Khronika's", m_name);
    }
    if (entry.path == backup_manifest_name) {
        m_manifest = whole(tar, entry, largest_manifest);
    } else if (entry.path == backup_journal_name) {
        take_journal(tar, entry);
    } else if (entry.path.starts_with(std::string(items_name) + "/")) {
        take_item(tar, entry);
    } else if (made_here(entry.path)) {
        fail("{}: holds '{}', which no backup holds", m_name, entry.path);
    } else {
        take_own(tar, entry);
    }
}

std::string RestoredFiles::whole(TarReader& tar, const TarEntry& entry, std::uint64_t limit) const
{
    if (entry.size > limit) {
        fail("{}: '{}' is of {} bytes; at most {} are taken", m_name, entry.path, entry.size, limit);
    }
    std::string out;
    tar.read([&](std::string_view run) { out += run; });
    return out;
}

void RestoredFiles::take_own(TarReader& tar, const TarEntry& entry)
{
    std::string bytes = whole(tar, entry, largest_own_file);
    note(archive::hex(archive::sha256(bytes)), entry);
    if (entry.path == manifest_name) {
        m_toml = std::move(bytes); // written last: its presence makes the folder an archive
        return;
    }
    const std::string path = sys::join(m_folder, entry.path);
    sys::make_folders(m_files, sys::folder_of(path));
    const auto sink = m_files.create_private(path);
    sink->write(bytes);
}

void RestoredFiles::take_item(TarReader& tar, const TarEntry& entry)
{
    const std::string name = sys::name_of(entry.path);
    if (!archive::hash_from_hex(name) || entry.path != fmt::format("{}/{}/{}", items_name, name.substr(0, 2), name)) {
        fail("{}: holds '{}', which is no name of an item", m_name, entry.path);
    }
    const std::string path = sys::join(m_folder, entry.path);
    if (!m_files.status(sys::folder_of(path))) {
        m_files.make_folder(sys::folder_of(path));
    }
    archive::Sha256 hasher;
    {
        const auto sink = m_files.create(path);
        tar.read([&](std::string_view run) {
            hasher.add(run);
            sink->write(run);
        });
    }
    m_files.protect(path);
    if (archive::hex(hasher.finish()) != name) {
        fail("{}: item {} is not as its name says: it was altered", m_name, name);
    }
    note(name, entry);
}

void RestoredFiles::take_journal(TarReader& tar, const TarEntry& entry)
{
    Journal journal(m_archive);
    std::string hash;
    bool whole_lines = false;
    try {
        tar.read([&](std::string_view run) { journal.take(run); });
        hash = journal.finish(whole_lines);
    } catch (const sys::IoError&) {
        throw;
    } catch (const Error& error) {
        const std::string what = error.what();
        fail("{}{}", what.starts_with(m_name) ? "" : m_name + ": ", what);
    }
    if (!whole_lines) {
        fail("{}: the last line of its journal has no end: it was altered", m_name);
    }
    note(hash, entry);
}

void RestoredFiles::note(const std::string& sha256, const TarEntry& entry)
{
    m_lines += backup_line(sha256, entry.size, entry.path);
    m_bytes += entry.size;
    ++m_count;
}

} // namespace khronika::app
