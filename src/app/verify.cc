// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify.h"

#include "app/archive_impl.h"
#include "app/verify_signed.h"
#include "base/error.h"

#include <algorithm>
#include <future>
#include <map>
#include <optional>

namespace khronika::app {

namespace {

using store::Damage;

void check_own_files(sys::Files& files, const std::string& folder, VerifyReport& report)
{
    const archive::FingerprintReport fingerprint = archive::check_fingerprint(files, folder, fingerprinted_names());
    for (const std::string& problem : fingerprint.problems) {
        const std::size_t colon = problem.find(": ");
        report.damages.push_back({problem.substr(0, colon), problem.substr(colon + 2)});
    }
    if (fingerprint.state == archive::FingerprintState::absent) {
        report.notes.push_back("the database has no fingerprint, because a writer is at work or was interrupted: every entry and row is "
                               "checked, but not the unused bytes of its file; the next writing command renews it");
    }
}

/// Through a connection of its own, so that it may be asked beside the journal.
void check_integrity(const std::string& folder, sys::Files& files, VerifyReport& report)
{
    try {
        const store::Archive store = store::Archive::open(sys::join(folder, database_name), store::Access::read, files);
        const std::vector<Damage> damages = store.integrity();
        report.damages.insert(report.damages.end(), damages.begin(), damages.end());
    } catch (const Error&) { // told by check_database_file, which opens it too
    }
}

using Sizes = std::map<std::string, std::uint64_t>;

void check_database_file(const std::string& folder, sys::Files& files, const std::string& archive_id, const VerifyOptions& options,
                         VerifyReport& report)
{
    try {
        const store::Archive store = store::Archive::open(sys::join(folder, database_name), store::Access::read, files);
        // Read ahead of the database, which is always at or past its last checkpoint.
        const archive::CheckpointFile checkpoints = read_checkpoints(files, folder);
        if (checkpoints.unfinished) {
            report.notes.push_back("the last line of the checkpoint file is unfinished: the last writer was interrupted");
        }
        store.hold_still([&] {
            const std::vector<Damage> damages = check_content(store, checkpoints);
            report.damages.insert(report.damages.end(), damages.begin(), damages.end());
            const store::TreeHead head = store.tree();
            report.entries = head.size;
            report.root = head.root;
            verify_signed(files, folder, archive_id, store, options, report);
        });
    } catch (const Error& error) {
        report.damages.push_back({database_name, error.what()});
    }
}

/// Shelf by shelf, so that what is in memory does not grow with the archive.
class ItemCheck {
public:
    ItemCheck(sys::Files& files, std::string folder, VerifyReport& report) : m_files(files), m_folder(std::move(folder)), m_report(report)
    {
    }

    /// Holds the items against the tables too where the database can be read; where it cannot, that is told elsewhere.
    void run(const std::function<void(std::uint64_t)>& progress)
    {
        const archive::ItemStore items(m_files, m_folder);
        std::optional<store::Archive> store;
        try {
            store = store::Archive::open(sys::join(m_folder, database_name), store::Access::read, m_files);
            (void)store->sizes_of_items("00");
        } catch (const Error&) {
            store.reset();
        }
        const auto take_other = [&](const std::string& path) { damage(path, "it has no place among the items"); };
        for (const std::string& name : items.shelves(take_other)) {
            if (!archive::hash_from_hex(name + std::string(62, '0'))) {
                take_other("items/" + name);
            }
        }
        for (int number = 0; number < 256; ++number) {
            const std::string shelf = fmt::format("{:02x}", number);
            std::vector<archive::ItemFile> present;
            if (m_files.status(sys::join(sys::join(m_folder, items_name), shelf))) {
                present = items.list_shelf(shelf, take_other);
            }
            // After the files, which are always there before their entries.
            check_shelf(items, present, store ? std::optional(store->sizes_of_items(shelf)) : std::nullopt, progress);
        }
        tell_surplus(store);
    }

private:
    void check_shelf(const archive::ItemStore& items, const std::vector<archive::ItemFile>& present, std::optional<Sizes> expected,
                     const std::function<void(std::uint64_t)>& progress)
    {
        for (const archive::ItemFile& file : present) {
            const auto entry = expected ? expected->extract(file.sha256) : Sizes::node_type();
            if (expected && entry.empty()) {
                m_surplus.push_back(file);
                continue;
            }
            hash(file);
            if (expected && entry.mapped() != file.size) {
                damage("item " + file.sha256, fmt::format("it is of {} bytes, and {} were collected", file.size, entry.mapped()));
            }
            if (progress) {
                progress(m_report.items);
            }
        }
        for (const auto& [sha256, size] : expected.value_or(Sizes())) {
            if (m_files.status(items.path(sha256))) {
                const std::string path = fmt::format("{}/{}/{}", items_name, sha256.substr(0, 2), sha256);
                hash({path, sha256, size}); // collected since the files were listed
            } else {
                damage("item " + sha256, "its file is missing");
            }
        }
    }

    /// `unfinished`: it may be torn, and is nobody's yet.
    void hash(const archive::ItemFile& file, bool unfinished = false)
    {
        ++m_report.items;
        m_report.item_bytes += file.size;
        try {
            const std::string now = archive::hex(archive::sha256_of_file(m_files, sys::join(m_folder, file.path)));
            if (now != file.sha256 && !unfinished) {
                damage("item " + file.sha256, fmt::format("its bytes were changed: their SHA-256 is {}", now));
            }
        } catch (const Error& error) {
            damage("item " + file.sha256, error.what());
        }
    }

    /// An item that no entry names is what a writer at work has just stored, or what an interrupted one left, whole or not;
    /// in an archive that was closed cleanly it is damage.
    void tell_surplus(const std::optional<store::Archive>& store)
    {
        const bool closed = m_files.status(sys::join(m_folder, archive::fingerprint_name)).has_value();
        std::uint64_t left = 0;
        for (const archive::ItemFile& file : m_surplus) {
            if (store->item(file.sha256)) {
                hash(file); // its entry has come since
            } else if (closed) {
                hash(file);
                damage("item " + file.sha256, "no journal entry names it");
            } else {
                hash(file, true);
                ++left;
            }
        }
        if (left > 0) {
            m_report.notes.push_back(
                fmt::format("items without a journal entry: {}; a writer at work or an interrupted one stored them, and "
                            "the next writing command removes what is left",
                            left));
        }
    }

    void damage(std::string where, std::string what) { m_report.damages.push_back({std::move(where), std::move(what)}); }

    sys::Files& m_files;
    std::string m_folder;
    VerifyReport& m_report;
    std::vector<archive::ItemFile> m_surplus;
};

VerifyReport joined(const VerifyReport& own, const VerifyReport& integrity, VerifyReport database, const VerifyReport& items)
{
    database.items = items.items;
    database.item_bytes = items.item_bytes;
    database.damages.insert(database.damages.begin(), integrity.damages.begin(), integrity.damages.end());
    database.damages.insert(database.damages.begin(), own.damages.begin(), own.damages.end());
    database.damages.insert(database.damages.end(), items.damages.begin(), items.damages.end());
    database.notes.insert(database.notes.begin(), own.notes.begin(), own.notes.end());
    database.notes.insert(database.notes.end(), items.notes.begin(), items.notes.end());
    return database;
}

} // namespace

VerifyReport verify(const Services& services, const std::string& folder, const std::function<void(std::uint64_t)>& progress,
                    const VerifyOptions& options)
{
    if (!services.files.status(sys::join(folder, manifest_name))) {
        (void)read_manifest(services.files, folder); // says what is to be done
    }
    VerifyReport own;
    VerifyReport integrity;
    VerifyReport items;
    const auto check_items = [&] {
        check_own_files(services.files, folder, own);
        check_integrity(folder, services.files, integrity);
        try {
            ItemCheck(services.files, folder, items).run(progress);
        } catch (const Error& error) {
            items.damages.push_back({items_name, error.what()});
        }
    };
    // What is only hashed, and the database's own check, beside the journal and the tables: the two take about the same time.
    std::future<void> beside;
    if (services.files.many_threads()) {
        beside = std::async(std::launch::async, check_items);
    }
    const auto end_of_items = [&] { beside.valid() ? beside.get() : check_items(); };
    std::string id;
    VerifyReport database;
    try {
        id = read_manifest(services.files, folder).id;
    } catch (const UsageError&) {
        throw;
    } catch (const Error& error) {
        end_of_items();
        // Where the fingerprint shows that the file was changed, it is damage; else it may be of a newer version.
        if (std::none_of(own.damages.begin(), own.damages.end(), [](const Damage& damage) { return damage.where == manifest_name; })) {
            throw;
        }
        database.damages.push_back({manifest_name, error.what()});
        check_database_file(folder, services.files, id, options, database);
        return joined(own, integrity, database, items);
    }
    check_database_file(folder, services.files, id, options, database);
    end_of_items();
    return joined(own, integrity, database, items);
}

} // namespace khronika::app
