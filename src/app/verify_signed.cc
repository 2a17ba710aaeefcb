// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verify_signed.h"

#include "app/archive_check.h"
#include "app/checkpoints.h"
#include "app/keys.h"
#include "app/last_signed.h"
#include "app/timestamps.h"
#include "archive/timestamp.h"
#include "base/base64.h"
#include "base/error.h"
#include "sys/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

using archive::CheckpointText;

class SignedCheck {
public:
    SignedCheck(sys::Files& files, const std::string& folder, const store::Archive& store, const VerifyOptions& options,
                VerifyReport& report)
        : m_files(files), m_folder(folder), m_store(store), m_options(options), m_report(report), m_keys(journal_keys(store)),
          m_tree(tree_reader(store))
    {
    }

    void run(const std::string& archive_id)
    {
        guarded("keys", [&] { succession(archive_id); });
        guarded(vault::keyring_name, [&] { keyring(); });
        for (const store::SignedCheckpoint& one : m_store.signed_checkpoints()) {
            guarded(place(one.entry_index), [&] { checkpoint(one); });
        }
        guarded("timestamps", [&] { timestamps(); });
        guarded(checkpoints_name, [&] { checkpoint_copies(); });
        guarded(last_signed_name, [&] { last_signed(archive_id); });
    }

private:
    template <typename Look>
    void guarded(const std::string& where, Look look)
    {
        try {
            look();
        } catch (const Error& error) {
            damage(where, error.what());
        }
    }

    static std::string place(std::uint64_t entry) { return fmt::format("journal entry {}", entry); }

    void succession(const std::string& archive_id)
    {
        std::string before;
        for (const store::KeyRecord& record : m_store.keys()) {
            if (!vault::parse_verifier_key(record.key)) {
                damage(place(record.entry_index), "its key is malformed");
            } else if (before.empty() != record.succession.empty()) {
                damage(place(record.entry_index), "a key appears for which the key before does not vouch");
            } else if (!before.empty()) {
                const vault::Succession step = vault::check_succession(record.succession, place(record.entry_index));
                if (vault::to_string(step.former) != before || vault::to_string(step.key) != record.key || step.archive != archive_id) {
                    damage(place(record.entry_index), "the note by which the key before names this one is about others");
                }
            }
            before = record.key;
        }
        for (const std::string& key : m_options.trusted_keys) {
            const auto known = m_store.keys();
            if (std::none_of(known.begin(), known.end(), [&](const store::KeyRecord& record) { return record.key == key; })) {
                damage("keys", fmt::format("the journal does not name the key {}", key));
            }
        }
    }

    void keyring()
    {
        const auto found = vault::read_keyring(m_files, m_folder);
        if (!found) {
            if (!m_keys.empty()) {
                damage(vault::keyring_name, "the file is missing: nothing more can be signed until it is restored from a backup");
            }
            return;
        }
        const auto unrecorded = unrecorded_keys(m_store, *found);
        if (!unrecorded) {
            damage(vault::keyring_name, "its key is not the one that the journal names, and no key of the journal vouches for it");
        } else if (!unrecorded->empty()) {
            m_report.notes.push_back("the keyring's key is not in the journal yet: the next `khronika checkpoint sign` records it");
        }
    }

    /// The journal must hold what was signed.
    void expect_root(const std::string& where, const CheckpointText& checkpoint)
    {
        if (checkpoint.size > m_tree.size()) {
            damage(where,
                   fmt::format("a checkpoint of {} entries was signed, and the journal holds {}: it was put back to an earlier state",
                               checkpoint.size, m_tree.size()));
        } else if (m_tree.root(checkpoint.size) != checkpoint.root) {
            damage(where, fmt::format("the first {} entries are not those that were signed: the journal is a fork", checkpoint.size));
        }
    }

    void checkpoint(const store::SignedCheckpoint& one)
    {
        const CheckpointText text = checked_checkpoint(one.note, m_keys, place(one.entry_index));
        if (text.size != one.size || archive::hex(text.root) != one.root || text.size > one.entry_index) {
            damage(place(one.entry_index), "the signed note is of another size or root than the entry says");
        }
        expect_root(place(one.entry_index), text);
        ++m_report.checkpoints;
    }

    void timestamps()
    {
        std::map<std::uint64_t, std::string> notes;
        for (const store::SignedCheckpoint& one : m_store.signed_checkpoints()) {
            notes[one.size] = one.note;
        }
        std::uint64_t unled = 0;
        for (const store::Timestamp& one : m_store.timestamps()) {
            const auto reply = base64::decode(one.reply);
            const archive::TimestampCheck check =
                archive::check_timestamp(reply.value_or(""), notes[one.size], "", m_options.timestamp_authorities);
            if (!check.problem.empty()) {
                damage(place(one.entry_index), fmt::format("the timestamp by {}: {}", one.authority, check.problem));
            } else if (check.at != one.stamped_at) {
                damage(place(one.entry_index),
                       fmt::format("the timestamp by {} is of {}, and the entry says {}", one.authority, check.at, one.stamped_at));
            }
            unled += check.to_authority ? 0 : 1;
            ++m_report.timestamps;
        }
        if (unled > 0 && m_options.timestamp_authorities.empty()) {
            m_report.notes.push_back(fmt::format("timestamps: {}; their signatures were checked, but not whose they are: give the "
                                                 "authorities' certificates with --timestamp-ca",
                                                 unled));
        }
    }

    void checkpoint_copies()
    {
        const std::string folder = sys::join(m_folder, checkpoints_name);
        std::map<std::string, std::string> wanted;
        for (CheckpointFileBytes& file : checkpoint_files(m_store)) {
            wanted.emplace(std::move(file.name), std::move(file.bytes));
        }
        const auto present = m_files.status(folder) ? m_files.list(folder) : std::vector<sys::Listed>{};
        for (const sys::Listed& file : present) {
            const std::string where = sys::join(checkpoints_name, file.name);
            const auto want = wanted.extract(file.name);
            if (want.empty()) {
                damage(where, "the journal knows no such checkpoint or timestamp");
            } else if (file.kind != sys::Kind::file || sys::read_all(m_files, sys::join(folder, file.name)) != want.mapped()) {
                damage(where, "its bytes are not those that the journal holds");
            }
        }
        if (!wanted.empty()) {
            m_report.notes.push_back(fmt::format("copies of checkpoints and timestamps that are missing: {} ({}, ...); the next `khronika "
                                                 "checkpoint sign` writes them",
                                                 wanted.size(), wanted.begin()->first));
        }
    }

    void last_signed(const std::string& archive_id)
    {
        std::vector<std::string> origins;
        for (const vault::VerifierKey& key : m_keys) {
            if (std::find(origins.begin(), origins.end(), key.name) == origins.end()) {
                origins.push_back(key.name);
            }
        }
        // Only the present name's: under a former one a state may have been signed that was lost.
        if (origins.empty()) {
            return;
        }
        const LastSignedFiles files(m_files, m_folder, m_options.state, archive_id);
        for (const LastSigned& last : files.read(origins.back(), m_keys)) {
            expect_root(last.path, last.checkpoint);
        }
    }

    void damage(std::string where, std::string what) { m_report.damages.push_back({std::move(where), std::move(what)}); }

    sys::Files& m_files;
    const std::string& m_folder;
    const store::Archive& m_store;
    const VerifyOptions& m_options;
    VerifyReport& m_report;
    std::vector<vault::VerifierKey> m_keys;
    archive::TreeReader m_tree;
};

} // namespace

void verify_signed(sys::Files& files, const std::string& folder, const std::string& archive_id, const store::Archive& store,
                   const VerifyOptions& options, VerifyReport& report)
{
    try {
        SignedCheck(files, folder, store, options, report).run(archive_id);
    } catch (const Error& error) {
        report.damages.push_back({"keys and checkpoints", error.what()});
    }
}

} // namespace khronika::app
