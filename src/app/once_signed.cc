// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/once_signed.h"

#include "base/base64.h"
#include "base/error.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace khronika::app {

namespace {

constexpr int number_size = 48;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free>;
using Numbers = std::unique_ptr<ECDSA_SIG, Free>;
using Bytes = std::vector<unsigned char>;

void check(bool done)
{
    if (!done) {
        fail("OpenSSL could not sign the package");
    }
}

const unsigned char* data(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const Bytes& bytes)
{
    return base64::encode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::optional<Bytes> bytes_of(std::string_view text)
{
    const auto bytes = base64::decode(text);
    return bytes ? std::optional<Bytes>(Bytes(bytes->begin(), bytes->end())) : std::nullopt;
}

Bytes raw_numbers(const Bytes& der)
{
    const unsigned char* at = der.data();
    const Numbers numbers(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    check(numbers != nullptr);
    Bytes out(2 * number_size);
    check(BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), out.data(), number_size) == number_size &&
          BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), out.data() + number_size, number_size) == number_size);
    return out;
}

std::optional<Bytes> der_numbers(const Bytes& raw)
{
    if (raw.size() != 2 * number_size) {
        return std::nullopt;
    }
    const Numbers numbers(ECDSA_SIG_new());
    BIGNUM* r = BN_bin2bn(raw.data(), number_size, nullptr);
    BIGNUM* s = BN_bin2bn(raw.data() + number_size, number_size, nullptr);
    check(numbers != nullptr && r != nullptr && s != nullptr && ECDSA_SIG_set0(numbers.get(), r, s) == 1);
    Bytes out(static_cast<std::size_t>(i2d_ECDSA_SIG(numbers.get(), nullptr)));
    unsigned char* at = out.data();
    i2d_ECDSA_SIG(numbers.get(), &at);
    return out;
}

} // namespace

OnceSigned sign_once(std::string_view message)
{
    const Key key(EVP_EC_gen("P-384"));
    const Digest digest(EVP_MD_CTX_new());
    check(key != nullptr && digest != nullptr);
    check(EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1);
    std::size_t size = 0;
    check(EVP_DigestSign(digest.get(), nullptr, &size, data(message), message.size()) == 1);
    Bytes der(size);
    check(EVP_DigestSign(digest.get(), der.data(), &size, data(message), message.size()) == 1);
    der.resize(size);
    Bytes public_key(static_cast<std::size_t>(i2d_PUBKEY(key.get(), nullptr)));
    unsigned char* at = public_key.data();
    check(i2d_PUBKEY(key.get(), &at) > 0);
    return {text_of(raw_numbers(der)), text_of(public_key)};
}

bool verify_once(const OnceSigned& made, std::string_view message)
{
    const auto key_bytes = bytes_of(made.public_key);
    const auto raw = bytes_of(made.signature);
    const auto der = raw ? der_numbers(*raw) : std::nullopt;
    if (!key_bytes || !der) {
        return false;
    }
    const unsigned char* at = key_bytes->data();
    const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(key_bytes->size())));
    const Digest digest(EVP_MD_CTX_new());
    return key != nullptr && digest != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC &&
           EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(digest.get(), der->data(), der->size(), data(message), message.size()) == 1;
}

} // namespace khronika::app
