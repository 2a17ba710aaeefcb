// SPDX-License-Identifier: GPL-3.0-or-later
// The signed note of C2SP (c2sp.org/signed-note): a text of lines, a blank line, and lines `— NAME BASE64`, whose base64
// holds the key's hash (4 bytes, big-endian) and the signature over the text.
#pragma once

#include "vault/signing.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::vault {

struct NoteSignature {
    std::string name;
    std::uint32_t hash = 0;
    std::string bytes; ///< 64 of them where the key is Ed25519
    bool operator==(const NoteSignature&) const = default;
};

struct Note {
    std::string text; ///< ends with a newline
    std::vector<NoteSignature> signatures;
    bool operator==(const Note&) const = default;
};

/// `text` must end with a newline and hold no control letters but that; throws Error where it does not.
[[nodiscard]] std::string sign_note(std::string_view text, const SigningKey& key);
/// Adds one more signature to a note of the same text; throws Error where `note` is none.
[[nodiscard]] std::string cosign_note(std::string_view note, const SigningKey& key);

/// Throws Error that begins with `where` and says what is wrong with its form; judges no signature.
[[nodiscard]] Note parse_note(std::string_view bytes, std::string_view where);

enum class Signed {
    yes,     ///< by one of the keys, and no signature that names one of them is false
    unknown, ///< no signature names one of the keys
    no,      ///< a signature that names one of them is false
};

[[nodiscard]] Signed check_note(const Note& note, std::span<const VerifierKey> keys);

} // namespace khronika::vault
