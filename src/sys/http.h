// SPDX-License-Identifier: GPL-3.0-or-later
// One request at a time to an address that the user named; nothing else in the program opens a connection.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace khronika::sys {

/// An address as libcurl itself reads it, so that what is checked is what is connected to.
struct HttpAddress {
    std::string scheme; ///< http or https
    std::string host;   ///< lower case; an IPv6 address in its brackets
    std::string path;   ///< begins with a slash
    bool bare = true;   ///< no user, password, query or fragment
};

/// Absent for what is no http or https address.
[[nodiscard]] std::optional<HttpAddress> parse_address(const std::string& url);

struct HttpRequest {
    std::string url;
    std::string unix_socket; ///< connect there instead of to the URL's host; empty: to the host
    std::string body;
    std::chrono::milliseconds timeout{0};          ///< for all of it, the connection included; must be more than 0
    std::size_t largest = 0;                       ///< bytes of the answer, its headers included
    std::string content_type = "application/json"; ///< of the body
};

enum class HttpOutcome { answered, cannot_connect, timed_out, too_long, failed };

struct HttpAnswer {
    HttpOutcome outcome = HttpOutcome::failed;
    int status = 0;     ///< where it was answered
    std::string body;   ///< where it was answered
    std::string reason; ///< where it was not: libcurl's words
};

class Http {
public:
    virtual ~Http() = default;
    [[nodiscard]] virtual HttpAnswer post(const HttpRequest& request) = 0;
};

/// By libcurl: http and https alone, no proxy, whatever the environment says, no redirect followed, no cookie kept.
[[nodiscard]] std::unique_ptr<Http> real_http();

} // namespace khronika::sys
