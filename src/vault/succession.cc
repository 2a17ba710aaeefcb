// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "vault/keyring.h"
#include "vault/keyring_lines.h"
#include "vault/note.h"

#include <array>

namespace khronika::vault {

namespace {

constexpr std::string_view first_line = "khronika key succession 1";

} // namespace

std::string succession_text(const std::string& archive, const VerifierKey& former, const VerifierKey& key)
{
    return fmt::format("{}\narchive {}\nformer {}\nkey {}\n", first_line, archive, to_string(former), to_string(key));
}

Succession check_succession(std::string_view note_bytes, std::string_view where)
{
    const Note note = parse_note(note_bytes, where);
    LineReader line(note.text, where);
    const auto value = [&](std::string_view word) {
        const auto words = line.next() ? line.words() : std::vector<std::string_view>{};
        if (words.size() != 2 || words[0] != word) {
            fail("{}: no succession of keys: `{} ...` was expected", where, word);
        }
        return words[1];
    };
    if (!line.next() || line.text() != first_line) {
        fail("{}: no succession of keys: `{}` was expected", where, first_line);
    }
    Succession out;
    out.archive = value("archive");
    const auto former = parse_verifier_key(value("former"));
    const auto key = parse_verifier_key(value("key"));
    if (!former || !key || line.next()) {
        fail("{}: no succession of keys: two keys of the form NAME+HASH+BASE64 were expected", where);
    }
    out.former = *former;
    out.key = *key;
    for (const VerifierKey& signer : {out.former, out.key}) {
        if (check_note(note, std::array{signer}) != Signed::yes) {
            fail("{}: the succession of keys is not signed by {}", where, to_string(signer));
        }
    }
    return out;
}

} // namespace khronika::vault
