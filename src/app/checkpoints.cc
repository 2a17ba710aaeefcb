// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkpoints.h"

#include "app/archive_check.h"
#include "app/keys.h"
#include "app/last_signed.h"
#include "archive/tlog.h"
#include "base/base64.h"
#include "base/error.h"
#include "sys/files.h"
#include "vault/note.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace khronika::app {

namespace {

using archive::CheckpointText;

/// Throws where the journal does not grow out of `before`.
void expect_growth(archive::TreeReader& tree, const archive::Hash& root, const LastSigned& before, const std::string& folder)
{
    const CheckpointText& old = before.checkpoint;
    if (old.size > tree.size()) {
        fail("{}: nothing was signed: a checkpoint of {} entries was signed before ({}), and the journal holds {}: this is an older state "
             "of the archive. Put the newer state back; where it is lost, `khronika key make --replace --name NAME` begins a log of "
             "another name",
             folder, old.size, before.path, tree.size());
    }
    const bool same_beginning = old.size == 0 || tree.root(old.size) == old.root;
    if (!same_beginning || (old.size > 0 && !archive::verify_consistency(old.size, tree.size(),
                                                                         tree.consistency_proof(old.size, tree.size()), old.root, root))) {
        fail("{}: nothing was signed: the first {} entries are not those of the checkpoint that was signed before ({}): the journal is a "
             "fork. Put the archive back to the state that was signed; where it is lost, `khronika key make --replace --name NAME` begins "
             "a log of another name",
             folder, old.size, before.path);
    }
}

bool of_checkpoints_alone(const store::Archive& store, std::uint64_t first)
{
    bool out = true;
    store.each_entry(first, [&](const store::Entry& entry) {
        const std::string type = nlohmann::json::parse(entry.bytes).value("type", "");
        out = type == "checkpoint_signed" || type == "checkpoint_timestamped";
        return out;
    });
    return out;
}

void record(Archive& archive, const std::string& note, const CheckpointText& checkpoint, const vault::VerifierKey& key)
{
    archive.append({{"type", "checkpoint_signed"},
                    {"size", checkpoint.size},
                    {"root", archive::hex(checkpoint.root)},
                    {"key", vault::to_string(key)},
                    {"note", note}});
}

bool recorded(const store::Archive& store, const std::string& note)
{
    const auto known = store.signed_checkpoints();
    return std::any_of(known.begin(), known.end(), [&](const store::SignedCheckpoint& one) { return one.note == note; });
}

/// A signature that was made and then cut off by a failure, before the journal was told.
void complete_interrupted(Archive& archive, const LastSigned& last, const std::vector<vault::VerifierKey>& keys, SignedReport& report)
{
    if (recorded(archive.store(), last.note)) {
        return;
    }
    const vault::Note note = vault::parse_note(last.note, last.path);
    const auto signer = std::find_if(keys.begin(), keys.end(), [&](const vault::VerifierKey& key) {
        return key.name == note.signatures.front().name && key.hash() == note.signatures.front().hash;
    });
    record(archive, last.note, last.checkpoint, signer == keys.end() ? keys.back() : *signer);
    report.notices.push_back(
        fmt::format("{}: the checkpoint of {} entries had been signed and not recorded: recorded now", last.path, last.checkpoint.size));
}

/// The last one, where it is by this key and nothing but checkpoints and timestamps was appended since.
const LastSigned* still_current(const Archive& archive, const std::vector<LastSigned>& before, const vault::VerifierKey& key)
{
    const auto last =
        std::max_element(before.begin(), before.end(), [](const auto& a, const auto& b) { return a.checkpoint.size < b.checkpoint.size; });
    if (last == before.end() || vault::check_note(vault::parse_note(last->note, last->path), std::array{key}) != vault::Signed::yes ||
        !of_checkpoints_alone(archive.store(), last->checkpoint.size)) {
        return nullptr;
    }
    return &*last;
}

} // namespace

SignedReport sign_checkpoint(const Services& services, Archive& archive, const vault::SigningKey& key, const std::string& state)
{
    SignedReport report;
    const vault::VerifierKey& public_key = key.verifier();
    if (const auto keyring = vault::read_keyring(services.files, archive.folder()); keyring && keyring->key == public_key) {
        record_keys(archive, *keyring);
    }
    const auto keys = journal_keys(archive.store());
    const LastSignedFiles files(services.files, archive.folder(), state, archive.id());
    if (!files.kept_apart()) {
        report.notices.push_back(
            "neither XDG_STATE_HOME nor HOME is set: the last signed checkpoint is kept in the archive's folder alone");
    }
    const auto before = files.read(public_key.name, keys);
    archive::TreeReader tree = tree_reader(archive.store());
    CheckpointText checkpoint{public_key.name, tree.size(), tree.root(tree.size())};
    for (const LastSigned& last : before) {
        expect_growth(tree, checkpoint.root, last, archive.folder());
    }
    for (const LastSigned& last : before) {
        complete_interrupted(archive, last, keys, report);
    }
    if (const LastSigned* last = still_current(archive, before, public_key)) {
        files.write(public_key.name, last->note);
        report.size = last->checkpoint.size;
        report.root = archive::hex(last->checkpoint.root);
        report.note = last->note;
    } else {
        archive::TreeReader grown = tree_reader(archive.store());
        checkpoint = {public_key.name, grown.size(), grown.root(grown.size())};
        if (archive::hex(checkpoint.root) != archive.store().tree().root) {
            fail("{}: nothing was signed: the tree's stored hashes give another root than the tree; run `khronika verify`",
                 archive.folder());
        }
        report.note = vault::sign_note(archive::to_text(checkpoint), key);
        (void)checked_checkpoint(report.note, {public_key}, "the new checkpoint");
        files.write(public_key.name, report.note);
        record(archive, report.note, checkpoint, public_key);
        report.size = checkpoint.size;
        report.root = archive::hex(checkpoint.root);
        report.fresh = true;
    }
    write_checkpoint_files(services, archive);
    return report;
}

std::vector<CheckpointFileBytes> checkpoint_files(const store::Archive& store)
{
    std::map<std::string, std::string> notes;
    for (const store::SignedCheckpoint& one : store.signed_checkpoints()) {
        notes[std::to_string(one.size)] = one.note;
    }
    std::vector<CheckpointFileBytes> out;
    for (const auto& [name, note] : notes) {
        out.push_back({name, note});
    }
    std::map<std::uint64_t, int> counts;
    for (const store::Timestamp& one : store.timestamps()) {
        const auto reply = base64::decode(one.reply);
        out.push_back({fmt::format("{}.{}.tsr", one.size, ++counts[one.size]), reply.value_or("")});
    }
    return out;
}

std::uint64_t write_checkpoint_files(const Services& services, const Archive& archive)
{
    const std::string folder = sys::join(archive.folder(), checkpoints_name);
    std::uint64_t written = 0;
    for (const CheckpointFileBytes& file : checkpoint_files(archive.store())) {
        const std::string path = sys::join(folder, file.name);
        if (services.files.status(path)) {
            continue;
        }
        if (!services.files.status(folder)) {
            services.files.make_folder(folder);
            services.files.sync_folder(archive.folder());
        }
        sys::replace(services.files, path, file.bytes);
        ++written;
    }
    return written;
}

store::SignedCheckpoint find_checkpoint(const store::Archive& store, std::uint64_t size)
{
    const auto known = store.signed_checkpoints();
    std::string sizes;
    for (auto it = known.rbegin(); it != known.rend(); ++it) {
        if (size == 0 || it->size == size) {
            return *it;
        }
        sizes = fmt::format("{}{}{}", it->size, sizes.empty() ? "" : ", ", sizes);
    }
    if (known.empty()) {
        throw UsageError("no checkpoint was signed yet: `khronika checkpoint sign` signs one");
    }
    throw UsageError(fmt::format("no checkpoint of {} entries was signed; there are those of {}", size, sizes));
}

} // namespace khronika::app
