// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup.h"

#include "app/archive_impl.h"
#include "app/restore_files.h"
#include "app/verify.h"
#include "base/error.h"
#include "vault/keyring.h"
#include "vault/note.h"

namespace khronika::app {

namespace {

/// What is known of the archive that a backup is to replace.
struct Standing {
    std::string id;
    std::optional<vault::VerifierKey> key;
    std::optional<KnownState> state; ///< absent where its checkpoint cannot be read
};

std::optional<Standing> standing_at(sys::Files& files, const RestoreRequest& request)
{
    const auto status = files.status(request.folder);
    if (!status || (status->kind == sys::Kind::folder && files.list(request.folder).empty())) {
        return std::nullopt;
    }
    if (!request.replace) {
        throw UsageError(
            fmt::format("{} holds something already: name a new folder, or give --replace to put the backup in the place of the "
                        "archive that stands there",
                        request.folder));
    }
    Standing out{read_manifest(files, request.folder).id, {}, {}};
    if (const auto keyring = vault::read_keyring(files, request.folder)) {
        out.key = keyring->key;
    }
    const archive::CheckpointFile file = read_checkpoints(files, request.folder);
    if (file.damaged_lines.empty() && !file.checkpoints.empty()) {
        out.state = KnownState{file.checkpoints.back().size, archive::hex(file.checkpoints.back().root)};
    }
    return out;
}

class Restore {
public:
    Restore(const Services& services, const RestoreRequest& request, std::string by)
        : m_services(services), m_request(request), m_by(std::move(by)), m_folder(request.folder + ".restoring")
    {
    }

    BackupReport run(const vault::AgeKey& key, const BackupProgress& progress)
    {
        sys::Files& files = m_services.files;
        m_standing = standing_at(files, m_request);
        if (m_standing && !m_standing->state && !m_request.at_least) {
            fail("{}: its checkpoint cannot be read, so that it cannot be told whether the backup is older: say with --at-least how many "
                 "journal entries it must hold (0 takes any)",
                 m_request.folder);
        }
        if (files.status(m_folder)) {
            sys::remove_tree(files, m_folder);
            m_report.notices.push_back(fmt::format("{}: removed what an interrupted restore had left", m_folder));
        }
        try {
            unpack_and_check(key, progress);
        } catch (...) {
            if (files.status(m_folder)) {
                sys::remove_tree(files, m_folder);
            }
            throw;
        }
        put_in_place();
        return m_report;
    }

private:
    void unpack_and_check(const vault::AgeKey& key, const BackupProgress& progress)
    {
        sys::Files& files = m_services.files;
        Archive archive = Archive::create_copy(m_services, m_folder, m_by);
        RestoredFiles restored(files, m_request.from, m_folder, archive);
        {
            const auto source = files.open(m_request.from);
            vault::AgeReader plain(*source, key, m_request.from);
            restored.unpack(plain, progress);
        }
        const BackupManifest manifest = checked_manifest(restored);
        check_state(archive.store(), manifest);
        files.sync_all(m_folder);
        archive.finish_copy(restored.archive_toml());
        const VerifyReport verified = verify(m_services, m_folder);
        if (!verified.sound()) {
            refuse(fmt::format("what it holds is no sound archive: {}: {}", verified.damages.front().where, verified.damages.front().what));
        }
        m_report.archive = manifest.archive;
        m_report.time = manifest.time;
        m_report.entries = manifest.entries;
        m_report.root = manifest.root;
        m_report.items = verified.items;
        m_report.bytes = restored.bytes();
    }

    BackupManifest checked_manifest(const RestoredFiles& restored)
    {
        const std::string where = m_request.from + ", its manifest";
        const vault::Note note = vault::parse_note(restored.manifest(), where);
        // Form first: a newer form is to be named, not called a bad signature.
        BackupManifest manifest = parse_backup_manifest(note.text, m_request.from);
        const vault::VerifierKey key = expected_key();
        switch (vault::check_note(note, std::vector<vault::VerifierKey>{key})) {
        case vault::Signed::yes:
            break;
        case vault::Signed::unknown:
            refuse(fmt::format("it is not signed by {}: it is another archive's, or made by somebody else", vault::to_string(key)));
        case vault::Signed::no:
            refuse(fmt::format("its signature by {} does not hold: it was altered", vault::to_string(key)));
        }
        m_report.key = vault::to_string(key);
        if (manifest.lines != restored.lines() || manifest.files != restored.count()) {
            refuse("its files are not those of its signed manifest: it was altered");
        }
        const archive::Manifest toml = archive::manifest_from_toml(restored.archive_toml(), m_request.from + ", archive.toml");
        if (toml.id != manifest.archive) {
            refuse(fmt::format("it is of the archive {}, and its archive.toml names {}", manifest.archive, toml.id));
        }
        if (m_standing && m_standing->id != manifest.archive) {
            refuse(fmt::format("it is of the archive {}, and {} holds the archive {}", manifest.archive, m_request.folder, m_standing->id));
        }
        return manifest;
    }

    vault::VerifierKey expected_key()
    {
        if (m_request.key) {
            return *m_request.key;
        }
        if (m_standing && m_standing->key) {
            return *m_standing->key;
        }
        const auto keyring = vault::read_keyring(m_services.files, m_folder);
        if (!keyring) {
            refuse("it holds no keyring, and none was named: say with --key whose signature it must bear");
        }
        m_report.notices.push_back(
            fmt::format("signed by the key that the backup itself names: {}; compare it with the one that you know, or "
                        "give it with --key",
                        vault::to_string(keyring->key)));
        return keyring->key;
    }

    void check_state(const store::Archive& store, const BackupManifest& manifest)
    {
        const store::TreeHead head = store.tree();
        if (head.size != manifest.entries || head.root != manifest.root) {
            refuse(fmt::format("its journal gives {} entries and the root {}, and its manifest tells {} and {}", head.size, head.root,
                               manifest.entries, manifest.root));
        }
        if (m_standing && m_standing->state) {
            expect_state(store, *m_standing->state, "the archive in " + m_request.folder);
        }
        if (m_request.at_least) {
            expect_state(store, *m_request.at_least, "what was named with --at-least");
        }
    }

    void expect_state(const store::Archive& store, const KnownState& known, const std::string& what)
    {
        const std::uint64_t size = store.tree().size;
        if (size < known.entries) {
            refuse(fmt::format("it is older than {}: it holds {} journal entries, and that holds {}", what, size, known.entries));
        }
        if (known.root.empty() || known.entries == 0) {
            return;
        }
        archive::Tree tree;
        store.each_entry(0, [&](const store::Entry& entry) {
            tree.append(archive::leaf_hash(entry.bytes));
            return tree.size() < known.entries;
        });
        if (archive::hex(tree.root()) != known.root) {
            refuse(fmt::format("its journal does not go on from {}: of the first {} entries the root is {}, and {} was known", what,
                               known.entries, archive::hex(tree.root()), known.root));
        }
    }

    void put_in_place()
    {
        sys::Files& files = m_services.files;
        if (m_standing) {
            std::string stamp = sys::rfc3339(m_services.clock.now());
            std::erase_if(stamp, [](char c) { return c == ':' || c == '-' || c == '.'; });
            const std::string aside = fmt::format("{}.replaced-{}", m_request.folder, stamp);
            files.rename(m_request.folder, aside);
            m_report.notices.push_back(fmt::format("the archive that stood in {} is now {}", m_request.folder, aside));
        }
        files.rename(m_folder, m_request.folder);
        files.sync_folder(sys::folder_of(m_request.folder));
    }

    [[noreturn]] void refuse(const std::string& why) const { fail("{}: was not restored: {}", m_request.from, why); }

    Services m_services;
    const RestoreRequest& m_request;
    std::string m_by;
    std::string m_folder;
    std::optional<Standing> m_standing;
    BackupReport m_report;
};

} // namespace

BackupReport restore(const Services& services, const RestoreRequest& request, const vault::AgeKey& key, const std::string& by,
                     const BackupProgress& progress)
{
    RestoreRequest without_slash = request;
    while (without_slash.folder.size() > 1 && without_slash.folder.ends_with('/')) {
        without_slash.folder.pop_back();
    }
    return Restore(services, without_slash, by).run(key, progress);
}

} // namespace khronika::app
