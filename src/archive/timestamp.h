// SPDX-License-Identifier: GPL-3.0-or-later
// Timestamps of RFC 3161: an authority's signed word that it saw a hash at a time. OpenSSL's TS API makes and checks them;
// `openssl ts -reply` and `openssl ts -verify` do the same by hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace khronika::archive {

/// A request (DER) for the SHA-256 of `data` that asks for the authority's certificate. `nonce` is 8 bytes or empty.
[[nodiscard]] std::string timestamp_request(std::string_view data, std::string_view nonce);

struct TimestampCheck {
    std::string problem;       ///< empty where the reply holds
    std::string at;            ///< the authority's time, UTC, RFC 3339
    std::string authority;     ///< the subject of the certificate that signed
    bool to_authority = false; ///< its certificate leads to one of the given ones
};

/// Checks a response (DER, and nothing after it): granted, over the SHA-256 of `data`, with this nonce where one is given,
/// signed by the certificate that it carries; and, where `authorities` (PEM certificates) is not empty, that this
/// certificate leads to one of them, at the time of the timestamp.
[[nodiscard]] TimestampCheck check_timestamp(std::string_view response, std::string_view data, std::string_view nonce,
                                             std::string_view authorities);

/// Throws Error that begins with `where` where there is no certificate in `pem`.
void expect_certificates(std::string_view pem, const std::string& where);

} // namespace khronika::archive
