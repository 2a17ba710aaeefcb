// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/age_keys.h"

#include "base/error.h"
#include "sys/randomness.h"
#include "vault/bech32.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include <charconv>

namespace khronika::vault {

namespace {

constexpr std::string_view recipient_prefix = "age";
constexpr std::string_view identity_prefix = "age-secret-key-";
constexpr std::string_view x25519_info = "age-encryption.org/v1/X25519";
constexpr std::string_view scrypt_label = "age-encryption.org/v1/scrypt";
constexpr std::size_t wrapped_size = age_file_key_size + crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> zero_nonce{};

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view view_of(const std::array<std::uint8_t, 32>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string sealed_key(const Secret& file_key, const Secret& with)
{
    std::string out(wrapped_size, '\0');
    crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr, file_key.bytes().data(),
                                              file_key.size(), nullptr, 0, nullptr, zero_nonce.data(), with.bytes().data());
    return out;
}

std::optional<Secret> opened_key(std::string_view sealed, const Secret& with)
{
    Secret out(age_file_key_size);
    if (crypto_aead_chacha20poly1305_ietf_decrypt(out.bytes().data(), nullptr, nullptr, bytes_of(sealed), sealed.size(), nullptr, 0,
                                                  zero_nonce.data(), with.bytes().data()) != 0) {
        return std::nullopt;
    }
    return out;
}

/// Absent where `point` is of low order, so that the shared secret would be known to all.
std::optional<Secret> x25519_key(const Secret& scalar, std::string_view point, std::string_view share, std::string_view recipient)
{
    Secret shared(32);
    if (crypto_scalarmult(shared.bytes().data(), scalar.bytes().data(), bytes_of(point)) != 0) {
        return std::nullopt;
    }
    return hkdf(shared, std::string(share) + std::string(recipient), x25519_info);
}

AgeStanza for_recipient(const Secret& file_key, const AgeRecipient& recipient, sys::Random& random)
{
    const AgeIdentity ephemeral = AgeIdentity::make(random);
    const std::array<std::uint8_t, 32> share = ephemeral.recipient().point;
    const auto key = x25519_key(ephemeral.scalar(), view_of(recipient.point), view_of(share), view_of(recipient.point));
    if (!key) {
        fail("{} is no usable recipient: ask for another", to_string(recipient));
    }
    return {{"X25519", unpadded(view_of(share))}, sealed_key(file_key, *key)};
}

Secret scrypt_key(const Secret& passphrase, std::string_view salt, int cost)
{
    Secret out(32);
    const std::string labelled = std::string(scrypt_label) + std::string(salt);
    if (crypto_pwhash_scryptsalsa208sha256_ll(passphrase.bytes().data(), passphrase.size(), bytes_of(labelled), labelled.size(),
                                              std::uint64_t{1} << cost, 8, 1, out.bytes().data(), out.size()) != 0) {
        fail("no memory for the passphrase's key: it needs {} MiB free", (std::uint64_t{1} << cost) >> 10U);
    }
    return out;
}

AgeStanza for_passphrase(const Secret& file_key, const Secret& passphrase, sys::Random& random, int cost)
{
    std::array<std::uint8_t, 16> salt{};
    random.fill(salt);
    const std::string_view salt_view(reinterpret_cast<const char*>(salt.data()), salt.size());
    return {{"scrypt", unpadded(salt_view), fmt::format("{}", cost)}, sealed_key(file_key, scrypt_key(passphrase, salt_view, cost))};
}

std::optional<Secret> open_with_identity(const AgeStanza& stanza, const AgeIdentity& identity)
{
    if (stanza.words.size() != 2 || stanza.body.size() != wrapped_size) {
        return std::nullopt;
    }
    const auto share = from_unpadded(stanza.words[1]);
    if (!share || share->size() != 32) {
        return std::nullopt;
    }
    const auto key = x25519_key(identity.scalar(), *share, *share, view_of(identity.recipient().point));
    return key ? opened_key(stanza.body, *key) : std::nullopt;
}

Secret open_with_passphrase(const AgeHeader& header, const Secret& passphrase, std::string_view where)
{
    const AgeStanza& stanza = header.stanzas.front();
    const auto salt = stanza.words.size() == 3 ? from_unpadded(stanza.words[1]) : std::nullopt;
    int cost = 0;
    if (header.stanzas.size() != 1 || !salt || salt->size() != 16 || stanza.body.size() != wrapped_size || stanza.words[2].front() == '0' ||
        std::from_chars(stanza.words[2].data(), stanza.words[2].data() + stanza.words[2].size(), cost).ptr !=
            stanza.words[2].data() + stanza.words[2].size() ||
        cost < 1) {
        fail("{}: its header is not of age's form: the file was altered", where);
    }
    if (cost > age_greatest_cost) {
        fail("{}: asks for scrypt at a cost of 2^{}; at most 2^{} is taken: the file was altered, or made to exhaust memory", where, cost,
             age_greatest_cost);
    }
    auto key = opened_key(stanza.body, scrypt_key(passphrase, *salt, cost));
    if (!key) {
        fail("{}: the passphrase is wrong, or the file's header was altered", where);
    }
    return std::move(*key);
}

} // namespace

std::optional<AgeRecipient> parse_age_recipient(std::string_view text)
{
    const auto bytes = bech32_decode(recipient_prefix, text);
    if (!bytes || bytes->size() != 32 || !text.starts_with("age1")) {
        return std::nullopt;
    }
    AgeRecipient out;
    std::copy(bytes->begin(), bytes->end(), out.point.begin());
    return out;
}

std::string to_string(const AgeRecipient& recipient)
{
    return bech32_encode(recipient_prefix, recipient.point);
}

AgeIdentity AgeIdentity::make(sys::Random& random)
{
    start();
    Secret scalar(32);
    random.fill(scalar.bytes());
    return AgeIdentity(std::move(scalar));
}

std::optional<AgeIdentity> AgeIdentity::parse(std::string_view text)
{
    start();
    auto bytes = bech32_decode(identity_prefix, text);
    if (!bytes || bytes->size() != 32 || !text.starts_with("AGE-SECRET-KEY-1")) {
        return std::nullopt;
    }
    Secret scalar(32);
    std::copy(bytes->begin(), bytes->end(), scalar.bytes().begin());
    sodium_memzero(bytes->data(), bytes->size());
    return AgeIdentity(std::move(scalar));
}

AgeRecipient AgeIdentity::recipient() const
{
    AgeRecipient out;
    crypto_scalarmult_base(out.point.data(), m_scalar.bytes().data());
    return out;
}

Secret AgeIdentity::to_text() const
{
    std::string text = bech32_encode(identity_prefix, m_scalar.bytes());
    Secret out(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        out.bytes()[i] = static_cast<std::uint8_t>(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 32 : text[i]);
    }
    sodium_memzero(text.data(), text.size());
    return out;
}

Secret hkdf(const Secret& key, std::string_view salt, std::string_view info)
{
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> method(EVP_KDF_fetch(nullptr, "HKDF", nullptr), &EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(method.get()), &EVP_KDF_CTX_free);
    const auto octets = [](const char* name, const void* data, std::size_t size) {
        return OSSL_PARAM_construct_octet_string(name, const_cast<void*>(data), size);
    };
    char digest[] = "SHA256";
    const std::array<OSSL_PARAM, 5> parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                                               octets(OSSL_KDF_PARAM_KEY, key.bytes().data(), key.size()),
                                               octets(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
                                               octets(OSSL_KDF_PARAM_INFO, info.data(), info.size()), OSSL_PARAM_construct_end()};
    Secret out(32);
    if (!context || EVP_KDF_derive(context.get(), out.bytes().data(), out.size(), parameters.data()) != 1) {
        fail("OpenSSL has no HKDF here; install Debian's libssl3");
    }
    return out;
}

std::vector<AgeStanza> wrap_file_key(const Secret& file_key, const AgeLock& lock, sys::Random& random, int cost)
{
    std::vector<AgeStanza> out;
    if (const auto* passphrase = std::get_if<Secret>(&lock)) {
        out.push_back(for_passphrase(file_key, *passphrase, random, cost));
        return out;
    }
    for (const AgeRecipient& recipient : std::get<std::vector<AgeRecipient>>(lock)) {
        out.push_back(for_recipient(file_key, recipient, random));
    }
    return out;
}

Secret unwrap_file_key(const AgeHeader& header, const AgeKey& key, std::string_view where)
{
    const bool by_passphrase = header.stanzas.front().words.front() == "scrypt";
    if (const auto* passphrase = std::get_if<Secret>(&key)) {
        if (!by_passphrase) {
            fail("{}: is sealed for keys, not by a passphrase: give the identity's file", where);
        }
        return open_with_passphrase(header, *passphrase, where);
    }
    if (by_passphrase) {
        fail("{}: is sealed by a passphrase, not for a key: give the passphrase", where);
    }
    for (const AgeStanza& stanza : header.stanzas) {
        for (const AgeIdentity& identity : std::get<std::vector<AgeIdentity>>(key)) {
            if (stanza.words.front() == "X25519") {
                if (auto file_key = open_with_identity(stanza, identity)) {
                    return std::move(*file_key);
                }
            }
        }
    }
    fail("{}: is not sealed for this key: give the identity of one of its recipients", where);
}

std::string age_mac(const Secret& file_key, std::string_view signed_part)
{
    const Secret key = hkdf(file_key, "", "header");
    std::string out(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256(reinterpret_cast<unsigned char*>(out.data()), bytes_of(signed_part), signed_part.size(), key.bytes().data());
    return out;
}

} // namespace khronika::vault
