// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "sys/files.h"
#include "vault/keyring.h"
#include "vault/secret_file.h"

namespace khronika::vault {

namespace {

constexpr std::size_t largest_keyring = 1U << 20U;

} // namespace

std::optional<Keyring> read_keyring(sys::Files& files, const std::string& folder)
{
    const std::string path = sys::join(folder, keyring_name);
    if (!files.status(path)) {
        return std::nullopt;
    }
    const Secret bytes = read_secret_file(files, path, largest_keyring);
    return parse_keyring(bytes.view(), path);
}

void write_keyring(sys::Files& files, const std::string& folder, const Keyring& keyring)
{
    const Secret bytes = to_bytes(keyring);
    const std::string path = sys::join(folder, keyring_name);
    const std::string fresh = path + ".new";
    if (files.status(fresh)) {
        files.remove(fresh);
    }
    {
        const auto sink = files.create_private(fresh);
        sink->write(bytes.view());
        sink->sync();
    }
    files.rename(fresh, path);
    files.sync_folder(folder);
}

} // namespace khronika::vault
