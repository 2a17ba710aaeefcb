// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as a signed note, a key, a succession and a keyring, are read or refused; what is read gives the same bytes
// again.
#include "base/error.h"
#include "vault/keyring.h"
#include "vault/keyring_lines.h"
#include "vault/note.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace khronika;

void try_note(std::string_view bytes)
{
    try {
        const vault::Note note = vault::parse_note(bytes, "note");
        if (!bytes.starts_with(note.text) || note.signatures.empty()) {
            std::abort();
        }
        (void)vault::check_succession(bytes, "note");
    } catch (const Error&) {
    }
}

void try_keyring(std::string_view bytes)
{
    vault::start();
    // With the last line made right, so that the lines above are met.
    const std::string summed = std::string(bytes) + "\nsha256 " + vault::hex_sha256(std::string(bytes) + "\n") + "\n";
    for (const std::string_view form : {bytes, std::string_view(summed)}) {
        try {
            const vault::Keyring keyring = vault::parse_keyring(form, "keyring");
            if (vault::to_bytes(keyring).view() != form) {
                std::abort();
            }
        } catch (const Error&) {
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try_note(bytes);
    try_keyring(bytes);
    if (const auto key = vault::parse_verifier_key(bytes); key && vault::to_string(*key) != bytes) {
        std::abort();
    }
    return 0;
}
