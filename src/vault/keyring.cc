// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/keyring.h"

#include "base/base64.h"
#include "base/error.h"
#include "vault/keyring_lines.h"
#include "vault/note.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace khronika::vault {

namespace {

constexpr std::string_view first_line = "khronika-keyring 1";
constexpr std::string_view kdf_name = "argon2id13";

std::string sealed_line(const Sealed& sealed)
{
    const auto form = [](const auto& bytes) { return base64::encode({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); };
    return fmt::format("secret sealed {} {} {} {} {} {} {}\n", kdf_name, sealed.cost.passes, sealed.cost.memory, form(sealed.salt),
                       form(sealed.commitment), form(sealed.nonce), base64::encode(sealed.box));
}

/// base64 without a copy of the secret outside protected memory.
void add_open_line(const Secret& seed, SecretText& out)
{
    out.add("secret open ");
    std::array<char, sodium_base64_ENCODED_LEN(SigningKey::seed_size, sodium_base64_VARIANT_ORIGINAL)> form{};
    sodium_bin2base64(form.data(), form.size(), seed.bytes().data(), seed.size(), sodium_base64_VARIANT_ORIGINAL);
    out.add({form.data(), form.size() - 1});
    sodium_memzero(form.data(), form.size());
    out.add("\n");
}

template <std::size_t size>
void read_bytes(std::string_view word, std::array<std::uint8_t, size>& into, const LineReader& line)
{
    const auto bytes = base64::decode(word);
    if (!bytes || bytes->size() != size) {
        line.fail_here(fmt::format("not the base64 of {} bytes", size));
    }
    std::copy(bytes->begin(), bytes->end(), into.begin());
}

std::uint64_t read_number(std::string_view word, const LineReader& line)
{
    std::uint64_t out = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), out);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size() || word != std::to_string(out)) {
        line.fail_here("not a whole number");
    }
    return out;
}

Secret read_seed(std::string_view word, const LineReader& line)
{
    Secret seed(SigningKey::seed_size);
    std::size_t length = 0;
    if (sodium_base642bin(seed.bytes().data(), seed.size(), word.data(), word.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length != seed.size()) {
        line.fail_here("not the base64 of a key's seed");
    }
    return seed;
}

std::variant<Sealed, Secret> read_secret(const std::vector<std::string_view>& words, const LineReader& line)
{
    if (words.size() == 3 && words[1] == "open") {
        return read_seed(words[2], line);
    }
    if (words.size() != 9 || words[1] != "sealed" || words[2] != kdf_name) {
        line.fail_here("neither `secret open SEED` nor `secret sealed argon2id13 ...`");
    }
    Sealed out;
    out.cost = {read_number(words[3], line), read_number(words[4], line)};
    read_bytes(words[5], out.salt, line);
    read_bytes(words[6], out.commitment, line);
    read_bytes(words[7], out.nonce, line);
    const auto box = base64::decode(words[8]);
    if (!box) {
        line.fail_here("the box is not base64");
    }
    out.box = *box;
    return out;
}

} // namespace

Keyring make_keyring(const SigningKey& key, const Secret* passphrase, const Cost& cost, sys::Random& random)
{
    Keyring out;
    out.key = key.verifier();
    if (passphrase != nullptr) {
        out.secret = seal(key.seed(), *passphrase, to_string(out.key), cost, random);
        return out;
    }
    Secret seed(SigningKey::seed_size);
    std::copy(key.seed().bytes().begin(), key.seed().bytes().end(), seed.bytes().begin());
    out.secret = std::move(seed);
    return out;
}

SigningKey open_keyring(const Keyring& keyring, const Secret* passphrase, std::string_view where)
{
    Secret seed(SigningKey::seed_size);
    if (const auto* open_seed = std::get_if<Secret>(&keyring.secret)) {
        std::copy(open_seed->bytes().begin(), open_seed->bytes().end(), seed.bytes().begin());
    } else {
        if (passphrase == nullptr) {
            fail("{}: the key is sealed by a passphrase, and none was given: use --passphrase-file", where);
        }
        Opened opened = open(std::get<Sealed>(keyring.secret), *passphrase, to_string(keyring.key));
        if (opened.how == Opening::wrong_passphrase) {
            fail("{}: the passphrase is wrong", where);
        }
        if (opened.how == Opening::damaged || opened.secret->size() != SigningKey::seed_size) {
            fail("{}: the sealed key is damaged or belongs to another public key; restore the file from a backup", where);
        }
        seed = std::move(*opened.secret);
    }
    SigningKey key(keyring.key.name, std::move(seed));
    if (key.verifier() != keyring.key) {
        fail("{}: the secret key does not fit the public key; restore the file from a backup", where);
    }
    return key;
}

Secret to_bytes(const Keyring& keyring)
{
    SecretText out;
    out.add(fmt::format("{}\nkey {}\n", first_line, to_string(keyring.key)));
    if (const auto* sealed = std::get_if<Sealed>(&keyring.secret)) {
        out.add(sealed_line(*sealed));
    } else {
        add_open_line(std::get<Secret>(keyring.secret), out);
    }
    for (const std::string& note : keyring.successions) {
        out.add(fmt::format("former {}\n", base64::encode(note)));
    }
    out.add(fmt::format("sha256 {}\n", hex_sha256(out.view())));
    return std::move(out).take();
}

Keyring parse_keyring(std::string_view bytes, std::string_view where)
{
    start();
    const std::size_t last = bytes.size() < 2 ? std::string_view::npos : bytes.rfind('\n', bytes.size() - 2);
    if (last == std::string_view::npos || bytes.substr(last + 1) != fmt::format("sha256 {}\n", hex_sha256(bytes.substr(0, last + 1)))) {
        fail("{}: damaged: its last line is not the SHA-256 of those above; restore it from a backup", where);
    }
    LineReader line(bytes.substr(0, last + 1), where);
    Keyring out;
    if (!line.next() || line.text() != first_line) {
        line.fail_here(fmt::format("not `{}`: a newer version wrote it, or it is no keyring", first_line));
    }
    const auto expect = [&](std::string_view word) {
        if (!line.next() || line.words().front() != word) {
            line.fail_here(fmt::format("`{}` was expected", word));
        }
        return line.words();
    };
    const auto key_words = expect("key");
    const auto key = key_words.size() == 2 ? parse_verifier_key(key_words[1]) : std::nullopt;
    if (!key) {
        line.fail_here("no public key of the form NAME+HASH+BASE64");
    }
    out.key = *key;
    const auto secret_words = expect("secret");
    out.secret = read_secret(secret_words, line);
    while (line.next()) {
        const auto words = line.words();
        const auto note = words.size() == 2 && words[0] == "former" ? base64::decode(words[1]) : std::nullopt;
        if (!note) {
            line.fail_here("not of the form `former NOTE`");
        }
        (void)check_succession(*note, fmt::format("{}: line {}", where, line.number()));
        out.successions.push_back(*note);
    }
    return out;
}

} // namespace khronika::vault
