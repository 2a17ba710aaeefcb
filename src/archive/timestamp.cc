// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/timestamp.h"

#include "archive/sha256.h"
#include "base/error.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <algorithm>
#include <ctime>
#include <memory>

namespace khronika::archive {

namespace {

template <typename T, void (*release)(T*)>
struct Release {
    void operator()(T* object) const { release(object); }
};

void free_bio(BIO* bio)
{
    BIO_free(bio);
}

using Bio = std::unique_ptr<BIO, Release<BIO, &free_bio>>;
using Request = std::unique_ptr<TS_REQ, Release<TS_REQ, &TS_REQ_free>>;
using Response = std::unique_ptr<TS_RESP, Release<TS_RESP, &TS_RESP_free>>;
using Imprint = std::unique_ptr<TS_MSG_IMPRINT, Release<TS_MSG_IMPRINT, &TS_MSG_IMPRINT_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Release<X509_ALGOR, &X509_ALGOR_free>>;
using Number = std::unique_ptr<ASN1_INTEGER, Release<ASN1_INTEGER, &ASN1_INTEGER_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE, &X509_STORE_free>>;
using Certificate = std::unique_ptr<X509, Release<X509, &X509_free>>;
using Context = std::unique_ptr<TS_VERIFY_CTX, Release<TS_VERIFY_CTX, &TS_VERIFY_CTX_free>>;

void expect(bool done)
{
    if (!done) {
        fail("OpenSSL could not work on a timestamp");
    }
}

std::string openssl_reason()
{
    const unsigned long code = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(code);
    ERR_clear_error();
    return reason == nullptr ? "OpenSSL refuses it" : reason;
}

Bio bio_over(std::string_view bytes)
{
    Bio out(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    expect(out != nullptr);
    return out;
}

Number number_of(std::string_view bytes)
{
    BIGNUM* big = BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr);
    Number out(big == nullptr ? nullptr : BN_to_ASN1_INTEGER(big, nullptr));
    BN_free(big);
    expect(out != nullptr);
    return out;
}

std::string rfc3339_of(const ASN1_GENERALIZEDTIME* time)
{
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        return "";
    }
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                       parts.tm_min, parts.tm_sec);
}

std::string subject_of(PKCS7* token)
{
    STACK_OF(X509)* signers = PKCS7_get0_signers(token, nullptr, 0);
    if (signers == nullptr || sk_X509_num(signers) == 0) {
        sk_X509_free(signers);
        return "";
    }
    const Bio out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), X509_get_subject_name(sk_X509_value(signers, 0)), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    sk_X509_free(signers);
    char* begin = nullptr;
    const long size = BIO_get_mem_data(out.get(), &begin);
    return {begin, static_cast<std::size_t>(size)};
}

std::string status_problem(TS_RESP* response)
{
    const ASN1_INTEGER* status = TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response));
    const long code = ASN1_INTEGER_get(status);
    if (code == TS_STATUS_GRANTED || code == TS_STATUS_GRANTED_WITH_MODS) {
        return "";
    }
    return fmt::format("the authority did not grant it (status {})", code);
}

/// The imprint names SHA-256 and is that of `data`; the nonce is the one that was sent.
std::string imprint_problem(TS_TST_INFO* facts, std::string_view data, std::string_view nonce)
{
    TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(facts);
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    const ASN1_OCTET_STRING* bytes = TS_MSG_IMPRINT_get_msg(imprint);
    const Hash hash = sha256(data);
    const std::string_view stamped(reinterpret_cast<const char*>(ASN1_STRING_get0_data(bytes)),
                                   static_cast<std::size_t>(ASN1_STRING_length(bytes)));
    if (OBJ_obj2nid(algorithm) != NID_sha256 || stamped != std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size())) {
        return "it is a timestamp of something else";
    }
    if (!nonce.empty()) {
        const ASN1_INTEGER* given = TS_TST_INFO_get_nonce(facts);
        if (given == nullptr || ASN1_INTEGER_cmp(given, number_of(nonce).get()) != 0) {
            return "it answers another request (its nonce differs)";
        }
    }
    return "";
}

/// The signature alone: by the certificate that the token carries.
bool signed_by_its_own(PKCS7* token)
{
    const Bio content(BIO_new(BIO_s_mem()));
    return PKCS7_verify(token, nullptr, nullptr, nullptr, content.get(), PKCS7_NOVERIFY) == 1;
}

int add_certificates(std::string_view pem, X509_STORE* store)
{
    const Bio bio = bio_over(pem);
    int count = 0;
    while (const Certificate certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
        if (store != nullptr) {
            expect(X509_STORE_add_cert(store, certificate.get()) == 1);
        }
        ++count;
    }
    ERR_clear_error(); // the end of the file is told as an error
    return count;
}

/// Signature, signing certificate, chain and purpose, as they stood when the timestamp was made.
std::string chain_problem(TS_RESP* response, std::string_view authorities)
{
    Store store(X509_STORE_new());
    expect(store != nullptr);
    add_certificates(authorities, store.get());
    std::tm parts{};
    const ASN1_GENERALIZEDTIME* time = TS_TST_INFO_get_time(TS_RESP_get_tst_info(response));
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return "its time is malformed";
    }
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), ::timegm(&parts));
    const Context context(TS_VERIFY_CTX_new());
    expect(context != nullptr);
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNATURE);
    TS_VERIFY_CTX_set_store(context.get(), store.release());
    if (TS_RESP_verify_response(context.get(), response) != 1) {
        return fmt::format("it does not lead to the given authorities: {}", openssl_reason());
    }
    return "";
}

std::string encoded(TS_RESP* response)
{
    unsigned char* begin = nullptr;
    const int size = i2d_TS_RESP(response, &begin);
    std::string out(reinterpret_cast<const char*>(begin), size < 0 ? 0 : static_cast<std::size_t>(size));
    OPENSSL_free(begin);
    return out;
}

} // namespace

std::string timestamp_request(std::string_view data, std::string_view nonce)
{
    const Request request(TS_REQ_new());
    const Imprint imprint(TS_MSG_IMPRINT_new());
    const Algorithm algorithm(X509_ALGOR_new());
    expect(request && imprint && algorithm);
    X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
    Hash hash = sha256(data);
    expect(TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
           TS_MSG_IMPRINT_set_msg(imprint.get(), hash.data(), static_cast<int>(hash.size())) == 1 &&
           TS_REQ_set_version(request.get(), 1) == 1 && TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
           TS_REQ_set_cert_req(request.get(), 1) == 1);
    if (!nonce.empty()) {
        expect(TS_REQ_set_nonce(request.get(), number_of(nonce).get()) == 1);
    }
    unsigned char* begin = nullptr;
    const int size = i2d_TS_REQ(request.get(), &begin);
    expect(size > 0);
    std::string out(reinterpret_cast<const char*>(begin), static_cast<std::size_t>(size));
    OPENSSL_free(begin);
    return out;
}

TimestampCheck check_timestamp(std::string_view response, std::string_view data, std::string_view nonce, std::string_view authorities)
{
    ERR_clear_error();
    TimestampCheck out;
    const auto* place = reinterpret_cast<const unsigned char*>(response.data());
    const Response parsed(d2i_TS_RESP(nullptr, &place, static_cast<long>(response.size())));
    ERR_clear_error();
    if (!parsed || encoded(parsed.get()) != response) {
        out.problem = "it is no timestamp response in DER, or something follows it";
        return out;
    }
    out.problem = status_problem(parsed.get());
    TS_TST_INFO* facts = TS_RESP_get_tst_info(parsed.get());
    PKCS7* token = TS_RESP_get_token(parsed.get());
    if (out.problem.empty() && (facts == nullptr || token == nullptr || PKCS7_type_is_signed(token) == 0)) {
        out.problem = "it holds no signed token";
    }
    if (!out.problem.empty()) {
        return out;
    }
    out.at = rfc3339_of(TS_TST_INFO_get_time(facts));
    out.authority = subject_of(token);
    out.problem = imprint_problem(facts, data, nonce);
    if (out.problem.empty() && (out.at.empty() || !signed_by_its_own(token))) {
        out.problem = fmt::format("its signature is false: {}", openssl_reason());
    }
    if (out.problem.empty() && !authorities.empty()) {
        out.problem = chain_problem(parsed.get(), authorities);
        out.to_authority = out.problem.empty();
    }
    ERR_clear_error();
    return out;
}

void expect_certificates(std::string_view pem, const std::string& where)
{
    if (add_certificates(pem, nullptr) == 0) {
        fail("{}: no certificate in PEM form (`-----BEGIN CERTIFICATE-----`) in it", where);
    }
}

} // namespace khronika::archive
