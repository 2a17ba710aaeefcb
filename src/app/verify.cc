// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify.h"

#include "app/archive_impl.h"
#include "app/verify_signed.h"
#include "base/error.h"

#include <algorithm>
#include <map>

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

using Sizes = std::map<std::string, std::uint64_t>;

/// Every item that the tables name, with its size.
Sizes items_of(const store::Archive& store)
{
    Sizes out;
    for (const Item& item : store.items()) {
        out.emplace(item.sha256, item.size);
    }
    return out;
}

/// Absent where the database cannot be read.
std::optional<Sizes> check_database_file(const std::string& folder, sys::Files& files, const std::string& archive_id,
                                         const VerifyOptions& options, VerifyReport& report)
{
    try {
        const store::Archive store = store::Archive::open(sys::join(folder, database_name), store::Access::read, files);
        // Read ahead of the database, which is always at or past its last checkpoint.
        const archive::CheckpointFile checkpoints = read_checkpoints(files, folder);
        if (checkpoints.unfinished) {
            report.notes.push_back("the last line of the checkpoint file is unfinished: the last writer was interrupted");
        }
        std::optional<Sizes> items;
        store.hold_still([&] {
            const std::vector<Damage> damages = check_database(store, checkpoints);
            report.damages.insert(report.damages.end(), damages.begin(), damages.end());
            const store::TreeHead head = store.tree();
            report.entries = head.size;
            report.root = head.root;
            items = items_of(store);
            verify_signed(files, folder, archive_id, store, options, report);
        });
        return items;
    } catch (const Error& error) {
        report.damages.push_back({database_name, error.what()});
        return std::nullopt;
    }
}

class ItemCheck {
public:
    ItemCheck(sys::Files& files, std::string folder, VerifyReport& report) : m_files(files), m_folder(std::move(folder)), m_report(report)
    {
    }

    void run(std::optional<Sizes> expected, const std::function<void(std::uint64_t)>& progress)
    {
        const archive::ItemStore store(m_files, m_folder);
        const auto present = store.list([&](const std::string& path) { damage(path, "it has no place among the items"); });
        for (const archive::ItemFile& file : present) {
            const bool whole = hash(file);
            if (expected) {
                const auto entry = expected->extract(file.sha256);
                if (entry.empty() && whole) {
                    m_surplus.push_back(file.sha256);
                } else if (!entry.empty() && entry.mapped() != file.size) {
                    damage("item " + file.sha256, fmt::format("it is of {} bytes, and {} were collected", file.size, entry.mapped()));
                }
            }
            if (progress) {
                progress(m_report.items);
            }
        }
        if (expected) {
            for (const auto& [sha256, size] : *expected) {
                damage("item " + sha256, "its file is missing");
            }
        }
        tell_surplus();
    }

private:
    /// True where the bytes are those that the name tells.
    bool hash(const archive::ItemFile& file)
    {
        ++m_report.items;
        m_report.item_bytes += file.size;
        try {
            const std::string now = archive::hex(archive::sha256_of_file(m_files, sys::join(m_folder, file.path)));
            if (now == file.sha256) {
                return true;
            }
            damage("item " + file.sha256, fmt::format("its bytes were changed: their SHA-256 is {}", now));
        } catch (const Error& error) {
            damage("item " + file.sha256, error.what());
        }
        return false;
    }

    /// An item that no entry names is what a writer at work has just stored, or what an interrupted one left; in an archive
    /// that was closed cleanly it is damage.
    void tell_surplus()
    {
        if (m_surplus.empty()) {
            return;
        }
        const bool closed = m_files.status(sys::join(m_folder, archive::fingerprint_name)).has_value();
        const Sizes now = items_of(store::Archive::open(sys::join(m_folder, database_name), store::Access::read, m_files));
        std::uint64_t left = 0;
        for (const std::string& sha256 : m_surplus) {
            if (now.contains(sha256)) {
                continue;
            }
            if (closed) {
                damage("item " + sha256, "no journal entry names it");
            } else {
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
    std::vector<std::string> m_surplus;
};

} // namespace

VerifyReport verify(const Services& services, const std::string& folder, const std::function<void(std::uint64_t)>& progress,
                    const VerifyOptions& options)
{
    VerifyReport report;
    std::string id;
    check_own_files(services.files, folder, report);
    try {
        id = read_manifest(services.files, folder).id;
    } catch (const UsageError&) {
        throw;
    } catch (const Error& error) {
        // Where the fingerprint shows that the file was changed, it is damage; else it may be of a newer version.
        if (std::none_of(report.damages.begin(), report.damages.end(),
                         [](const Damage& damage) { return damage.where == manifest_name; })) {
            throw;
        }
        report.damages.push_back({manifest_name, error.what()});
    }
    auto expected = check_database_file(folder, services.files, id, options, report);
    try {
        ItemCheck(services.files, folder, report).run(std::move(expected), progress);
    } catch (const Error& error) {
        report.damages.push_back({items_name, error.what()});
    }
    return report;
}

} // namespace khronika::app
