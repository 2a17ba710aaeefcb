// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/last_signed.h"

#include "archive/sha256.h"
#include "base/error.h"
#include "sys/files.h"
#include "vault/note.h"

#include <cstdlib>

namespace khronika::app {

namespace {

constexpr std::uint64_t longest_note = 1U << 20U;

void make_durable_folders(sys::Files& files, const std::string& folder)
{
    if (files.status(folder)) {
        return;
    }
    const std::string above = sys::folder_of(folder);
    make_durable_folders(files, above);
    files.make_folder(folder);
    files.sync_folder(above);
}

} // namespace

std::string state_folder()
{
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && state[0] == '/') {
        return sys::join(state, "khronika");
    }
    const char* home = std::getenv("HOME");
    return home != nullptr && home[0] == '/' ? sys::join(home, ".local/state/khronika") : "";
}

archive::CheckpointText checked_checkpoint(const std::string& note, const std::vector<vault::VerifierKey>& keys, const std::string& where)
{
    const vault::Note parsed = vault::parse_note(note, where);
    archive::CheckpointText out = archive::parse_checkpoint_text(parsed.text, where);
    std::vector<vault::VerifierKey> named;
    for (const vault::VerifierKey& key : keys) {
        if (key.name == out.origin) {
            named.push_back(key);
        }
    }
    switch (vault::check_note(parsed, named)) {
    case vault::Signed::yes:
        return out;
    case vault::Signed::unknown:
        fail("{}: no key of this archive signed it", where);
    case vault::Signed::no:
        break;
    }
    fail("{}: its signature is false: the checkpoint was changed after it was signed", where);
}

LastSignedFiles::LastSignedFiles(sys::Files& files, std::string folder, const std::string& state, const std::string& archive_id)
    : m_files(files), m_folder(std::move(folder)), m_state(state.empty() ? "" : sys::join(state, archive_id))
{
}

std::string LastSignedFiles::state_path(const std::string& origin) const
{
    return sys::join(m_state, fmt::format("{}-{}", last_signed_name, archive::hex(archive::sha256(origin)).substr(0, 16)));
}

std::vector<LastSigned> LastSignedFiles::read(const std::string& origin, const std::vector<vault::VerifierKey>& keys) const
{
    std::vector<std::string> paths{sys::join(m_folder, last_signed_name)};
    if (kept_apart()) {
        paths.push_back(state_path(origin));
    }
    std::vector<LastSigned> out;
    for (const std::string& path : paths) {
        if (m_files.status(path)) {
            std::string note = sys::read_all(m_files, path, longest_note);
            archive::CheckpointText checkpoint = checked_checkpoint(note, keys, path);
            if (checkpoint.origin == origin) {
                out.push_back({path, std::move(note), std::move(checkpoint)});
            }
        }
    }
    return out;
}

void LastSignedFiles::write(const std::string& origin, const std::string& note) const
{
    if (kept_apart()) {
        make_durable_folders(m_files, m_state);
        sys::replace(m_files, state_path(origin), note);
    }
    sys::replace(m_files, sys::join(m_folder, last_signed_name), note);
}

} // namespace khronika::app
