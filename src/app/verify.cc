// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify.h"

#include "app/archive_impl.h"
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

/// Every item that the tables name, with its size; absent where the database cannot be read.
std::optional<std::map<std::string, std::uint64_t>> check_database_file(const std::string& folder, sys::Files& files, VerifyReport& report)
{
    try {
        const store::Archive store = store::Archive::open(sys::join(folder, database_name), store::Access::read);
        const archive::CheckpointFile checkpoints = read_checkpoints(files, folder);
        if (checkpoints.unfinished) {
            report.notes.push_back("the last line of the checkpoint file is unfinished: the last writer was interrupted");
        }
        const std::vector<Damage> damages = check_database(store, checkpoints);
        report.damages.insert(report.damages.end(), damages.begin(), damages.end());
        const store::TreeHead head = store.tree();
        report.entries = head.size;
        report.root = head.root;
        std::map<std::string, std::uint64_t> items;
        for (const Item& item : store.items()) {
            items.emplace(item.sha256, item.size);
        }
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

    void run(std::optional<std::map<std::string, std::uint64_t>> expected, const std::function<void(std::uint64_t)>& progress)
    {
        const archive::ItemStore store(m_files, m_folder);
        const auto present = store.list([&](const std::string& path) { damage(path, "it has no place among the items"); });
        for (const archive::ItemFile& file : present) {
            hash(file);
            if (expected) {
                const auto entry = expected->extract(file.sha256);
                if (entry.empty()) {
                    damage("item " + file.sha256, "no journal entry names it");
                } else if (entry.mapped() != file.size) {
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
    }

private:
    void hash(const archive::ItemFile& file)
    {
        try {
            const std::string now = archive::hex(archive::sha256_of_file(m_files, sys::join(m_folder, file.path)));
            if (now != file.sha256) {
                damage("item " + file.sha256, fmt::format("its bytes were changed: their SHA-256 is {}", now));
            }
        } catch (const Error& error) {
            damage("item " + file.sha256, error.what());
        }
        ++m_report.items;
        m_report.item_bytes += file.size;
    }

    void damage(std::string where, std::string what) { m_report.damages.push_back({std::move(where), std::move(what)}); }

    sys::Files& m_files;
    std::string m_folder;
    VerifyReport& m_report;
};

} // namespace

VerifyReport verify(const Services& services, const std::string& folder, const std::function<void(std::uint64_t)>& progress)
{
    VerifyReport report;
    check_own_files(services.files, folder, report);
    try {
        (void)read_manifest(services.files, folder);
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
    auto expected = check_database_file(folder, services.files, report);
    ItemCheck(services.files, folder, report).run(std::move(expected), progress);
    return report;
}

} // namespace khronika::app
