// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/note.h"

#include "base/base64.h"
#include "base/error.h"
#include "base/utf8.h"

#include <algorithm>

namespace khronika::vault {

namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";
constexpr std::size_t most_signatures = 100; // as Go's sumdb/note

bool plain_lines(std::string_view text)
{
    return utf8::valid(text) &&
           std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n'; });
}

std::string signature_line(std::string_view text, const SigningKey& key)
{
    const VerifierKey& verifier = key.verifier();
    const std::uint32_t hash = verifier.hash();
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>((hash >> shift) & 0xFFU);
    }
    const Signature signature = key.sign(text);
    bytes.append(signature.begin(), signature.end());
    return fmt::format("{}{} {}\n", dash, verifier.name, base64::encode(bytes));
}

NoteSignature parse_signature(std::string_view line, std::string_view where)
{
    const std::size_t space = line.rfind(' ');
    if (!line.starts_with(dash) || space == std::string_view::npos || space < dash.size()) {
        fail("{}: a line after the last blank one is no signature (`— NAME BASE64`)", where);
    }
    const std::string_view name = line.substr(dash.size(), space - dash.size());
    const auto bytes = base64::decode(line.substr(space + 1));
    if (name.empty() || name.find_first_of(" +\n") != std::string_view::npos || !bytes || bytes->size() < 5) {
        fail("{}: a signature's name or base64 is malformed", where);
    }
    NoteSignature out{std::string(name), 0, bytes->substr(4)};
    for (std::size_t i = 0; i < 4; ++i) {
        out.hash = (out.hash << 8U) | static_cast<std::uint8_t>((*bytes)[i]);
    }
    return out;
}

} // namespace

std::string sign_note(std::string_view text, const SigningKey& key)
{
    if (text.empty() || text.back() != '\n' || !plain_lines(text)) {
        fail("only lines of text can be signed as a note: UTF-8 without control letters, the last line ended");
    }
    return fmt::format("{}\n{}", text, signature_line(text, key));
}

std::string cosign_note(std::string_view note, const SigningKey& key)
{
    return std::string(note) + signature_line(parse_note(note, "note").text, key);
}

Note parse_note(std::string_view bytes, std::string_view where)
{
    if (!plain_lines(bytes)) {
        fail("{}: not UTF-8, or a control letter in it", where);
    }
    const std::size_t blank = bytes.rfind("\n\n");
    if (blank == std::string_view::npos || blank + 2 >= bytes.size() || bytes.back() != '\n') {
        fail("{}: no signed note: a text, a blank line and a line for each signature", where);
    }
    Note out{std::string(bytes.substr(0, blank + 1)), {}};
    for (std::string_view rest = bytes.substr(blank + 2); !rest.empty();) {
        const std::size_t end = rest.find('\n');
        out.signatures.push_back(parse_signature(rest.substr(0, end), where));
        rest.remove_prefix(end + 1);
        if (out.signatures.size() > most_signatures) {
            fail("{}: more than {} signatures", where, most_signatures);
        }
    }
    return out;
}

Signed check_note(const Note& note, std::span<const VerifierKey> keys)
{
    Signed out = Signed::unknown;
    for (const NoteSignature& signature : note.signatures) {
        const auto key = std::find_if(keys.begin(), keys.end(),
                                      [&](const VerifierKey& one) { return one.name == signature.name && one.hash() == signature.hash; });
        if (key == keys.end()) {
            continue;
        }
        Signature bytes{};
        if (signature.bytes.size() != bytes.size()) {
            return Signed::no;
        }
        std::copy(signature.bytes.begin(), signature.bytes.end(), bytes.begin());
        if (!verify(*key, note.text, bytes)) {
            return Signed::no;
        }
        out = Signed::yes;
    }
    return out;
}

} // namespace khronika::vault
