// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup.h"

#include "app/archive_impl.h"
#include "app/backup_manifest.h"
#include "app/tar_file.h"
#include "base/error.h"
#include "vault/keyring.h"
#include "vault/note.h"

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

/// Files of a backup are few and small but for items and journal.
constexpr std::uint64_t largest_own_file = std::uint64_t{64} << 20;

/// What the journal and the items give anew, or what belongs to a process.
bool left_out(const std::string& name)
{
    return name == database_name || name == std::string(database_name) + "-wal" || name == std::string(database_name) + "-shm" ||
           name == checkpoint_name || name == lock_name || name == archive::fingerprint_name || name == items_name ||
           name == incoming_name || name.ends_with(".new");
}

class Backup {
public:
    Backup(const Services& services, std::string folder, sys::Sink& out, std::int64_t time)
        : m_services(services), m_folder(std::move(folder)), m_tar(out), m_time(time)
    {
    }

    BackupReport run(const vault::SigningKey& key, const BackupProgress& progress)
    {
        const archive::Manifest manifest = read_manifest(m_services.files, m_folder);
        // Ahead of the database, which is then at or past what these files say of it.
        std::map<std::string, std::string> own;
        read_own(m_folder, "", own);
        const Archive archive = Archive::open_to_read(m_services, m_folder);
        m_report.archive = manifest.id;
        m_report.time = sys::rfc3339(m_services.clock.now());
        m_report.key = vault::to_string(key.verifier());
        archive.store().hold_still([&] {
            for (const auto& [path, bytes] : own) {
                put(path, bytes);
            }
            put_journal(archive.store());
            put_items(archive.store(), progress);
        });
        const std::string note =
            vault::sign_note(to_text({m_report.archive, m_report.time, m_report.entries, m_report.root, m_files, m_lines}), key);
        m_tar.begin(backup_manifest_name, note.size(), m_time);
        m_tar.write(note);
        m_tar.finish();
        return m_report;
    }

private:
    void read_own(const std::string& folder, const std::string& within, std::map<std::string, std::string>& out)
    {
        for (const sys::Listed& entry : m_services.files.list(folder)) {
            const std::string path = sys::join(folder, entry.name);
            const std::string name = sys::join(within, entry.name);
            if (within.empty() && left_out(entry.name)) {
                continue;
            }
            if (entry.kind == sys::Kind::folder) {
                read_own(path, name, out);
            } else if (entry.kind == sys::Kind::file && name.find('\n') == std::string::npos && name != backup_manifest_name) {
                out[name] = sys::read_all(m_services.files, path, largest_own_file);
            } else {
                m_report.notices.push_back(fmt::format("{}: was left out of the backup: it is no file of the archive's", path));
            }
        }
    }

    void put(const std::string& path, const std::string& bytes)
    {
        m_tar.begin(path, bytes.size(), m_time);
        m_tar.write(bytes);
        note(archive::hex(archive::sha256(bytes)), bytes.size(), path);
    }

    void put_journal(const store::Archive& store)
    {
        const store::TreeHead head = store.tree();
        m_report.entries = head.size;
        m_report.root = head.root;
        std::uint64_t size = 0;
        archive::Tree tree;
        store.each_entry(0, [&](const store::Entry& entry) {
            size += entry.bytes.size() + 1;
            tree.append(archive::leaf_hash(entry.bytes));
            return true;
        });
        if (tree.size() != head.size || archive::hex(tree.root()) != head.root) {
            fail("{} is damaged, and was not backed up: its journal does not give its tree; `khronika verify` names every damage",
                 m_folder);
        }
        m_tar.begin(backup_journal_name, size, m_time);
        archive::Sha256 hasher;
        store.each_entry(0, [&](const store::Entry& entry) {
            const std::string line = entry.bytes + "\n";
            hasher.add(line);
            m_tar.write(line);
            return true;
        });
        note(archive::hex(hasher.finish()), size, backup_journal_name);
    }

    void put_items(const store::Archive& store, const BackupProgress& progress)
    {
        const archive::ItemStore items(m_services.files, m_folder);
        store.each_item([&](const std::string& sha256, std::uint64_t size) {
            const std::string path = items.path(sha256);
            const auto status = m_services.files.status(path);
            if (!status || status->size != size) {
                fail("item {} is {}, and the archive was not backed up: `khronika verify` names every damage", sha256,
                     status ? "of another size than was collected" : "missing");
            }
            const std::string name = fmt::format("{}/{}/{}", items_name, sha256.substr(0, 2), sha256);
            m_tar.begin(name, size, m_time);
            archive::Sha256 hasher;
            sys::each_chunk(m_services.files, path, [&](std::string_view run) {
                hasher.add(run);
                m_tar.write(run);
            });
            if (archive::hex(hasher.finish()) != sha256) {
                fail("item {} is damaged, and the archive was not backed up: `khronika verify` names every damage", sha256);
            }
            note(sha256, size, name);
            ++m_report.items;
            if (progress) {
                progress(m_report.items, 0);
            }
        });
    }

    void note(std::string_view sha256, std::uint64_t size, std::string_view path)
    {
        m_lines += backup_line(sha256, size, path);
        m_report.bytes += size;
        ++m_files;
    }

    Services m_services;
    std::string m_folder;
    TarWriter m_tar;
    std::int64_t m_time;
    std::uint64_t m_files = 0;
    std::string m_lines;
    BackupReport m_report;
};

} // namespace

BackupReport backup(const Services& services, const std::string& folder, const std::string& out, const vault::AgeLock& lock,
                    const vault::SigningKey& key, const BackupProgress& progress)
{
    sys::Files& files = services.files;
    if (files.status(out)) {
        throw UsageError(fmt::format("{} exists already; name a new file for the backup", out));
    }
    (void)read_manifest(files, folder);
    const std::string unfinished = out + ".unfinished";
    if (files.status(unfinished)) {
        files.remove(unfinished);
    }
    try {
        BackupReport report;
        {
            const auto sink = files.create_private(unfinished);
            vault::AgeWriter sealed(*sink, lock, services.random);
            const auto seconds = std::chrono::floor<std::chrono::seconds>(services.clock.now()).time_since_epoch().count();
            report = Backup(services, folder, sealed, seconds).run(key, progress);
            sealed.finish();
            sink->sync();
        }
        files.rename(unfinished, out);
        files.sync_folder(sys::folder_of(out));
        return report;
    } catch (...) {
        if (files.status(unfinished)) {
            files.remove(unfinished);
        }
        throw;
    }
}

} // namespace khronika::app
