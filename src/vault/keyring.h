// SPDX-License-Identifier: GPL-3.0-or-later
// The file `keyring` of an archive, beside the database and not in it, so that a copy of the database is no copy of the
// key. Lines of text, so that a person can see what it holds:
//
//     khronika-keyring 1
//     key NAME+HASH+BASE64
//     secret sealed argon2id13 PASSES MEMORY SALT COMMITMENT NONCE BOX      (or: secret open SEED)
//     former NOTE                                                          (none or more, oldest first)
//     sha256 HEX                                                           of all lines above
//
// SALT to BOX, SEED and NOTE are base64. The last line tells a damaged file from a wrong passphrase. NOTE is a signed note
// by which an earlier key names its successor.
//
// Rejected: JSON (nothing here nests), and the operating system's key store (a headless machine has none, and a backup
// would not hold it).
#pragma once

#include "vault/sealing.h"
#include "vault/signing.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace khronika::sys {
class Files;
class Random;
} // namespace khronika::sys

namespace khronika::vault {

inline constexpr const char* keyring_name = "keyring";

struct Keyring {
    VerifierKey key;
    std::variant<Sealed, Secret> secret{Sealed{}}; ///< Secret where it stands open, without a passphrase
    std::vector<std::string> successions;          ///< signed notes, oldest first

    [[nodiscard]] bool sealed() const { return std::holds_alternative<Sealed>(secret); }
};

/// A keyring of this key, sealed where there is a passphrase.
[[nodiscard]] Keyring make_keyring(const SigningKey& key, const Secret* passphrase, const Cost& cost, sys::Random& random);

/// Throws Error that names the passphrase where it is wrong, and the file where it is damaged. `passphrase` may be null
/// where the secret stands open.
[[nodiscard]] SigningKey open_keyring(const Keyring& keyring, const Secret* passphrase, std::string_view where);

/// The file's bytes, in protected memory, since an open secret may be among them.
[[nodiscard]] Secret to_bytes(const Keyring& keyring);
/// Throws Error that begins with `where` and names the line.
[[nodiscard]] Keyring parse_keyring(std::string_view bytes, std::string_view where);

/// Absent where `folder` holds no keyring; throws Error where it is damaged.
[[nodiscard]] std::optional<Keyring> read_keyring(sys::Files& files, const std::string& folder);
/// Replaces the file so that a crash leaves the old one or the new; readable for its owner alone (0600). Durable.
void write_keyring(sys::Files& files, const std::string& folder, const Keyring& keyring);

/// The text by which an earlier key names its successor; the earlier key signs it, and the later one too.
[[nodiscard]] std::string succession_text(const std::string& archive, const VerifierKey& former, const VerifierKey& key);

struct Succession {
    std::string archive; ///< its id
    VerifierKey former;
    VerifierKey key;
};

/// Throws Error that begins with `where` where the note is malformed or not signed by both keys.
[[nodiscard]] Succession check_succession(std::string_view note, std::string_view where);

} // namespace khronika::vault
