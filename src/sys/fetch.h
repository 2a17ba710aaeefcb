// SPDX-License-Identifier: GPL-3.0-or-later
// One address fetched as evidence: the bytes of request and answer as they went over the wire, nothing decoded, no redirect followed.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace khronika::sys {

struct FetchRequest {
    std::string url;
    std::string user_agent;
    std::string accept = "*/*";
    std::string encodings = "gzip, deflate, br";
    std::string proxy;                    ///< `socks5h://127.0.0.1:9050`; empty: none, whatever the environment says
    std::string ca_file{};                ///< certificates to trust besides none other; empty: the system's
    bool private_addresses = false;       ///< whether loopback, private and link-local addresses may be connected to
    std::chrono::milliseconds timeout{0}; ///< for all of it; must be more than 0
    std::uint64_t largest = 0;            ///< bytes of the body
};

enum class FetchOutcome {
    complete, ///< the body came whole, as far as its length or the end of the connection tell
    partial,  ///< an answer began and broke off: timeout, cut connection, larger than allowed
    refused,  ///< the address is one that is not connected to
    failed,   ///< no answer
};

struct FetchAnswer {
    FetchOutcome outcome = FetchOutcome::failed;
    std::string reason; ///< where it is not complete
    int status = 0;
    std::string request_head;              ///< as sent
    std::string head;                      ///< as received, the empty line included; of the last answer where there were interim ones
    std::string body;                      ///< as received: chunks and content codings are in it
    std::string redirect;                  ///< the address that a redirect leads to; empty where it is none
    std::string ip;                        ///< that was connected to; empty through a proxy
    std::vector<std::string> certificates; ///< PEM, the server's own first; empty without TLS
};

class Fetcher {
public:
    virtual ~Fetcher() = default;
    [[nodiscard]] virtual FetchAnswer get(const FetchRequest& request) = 0;
    /// Waits, between two requests to one host.
    virtual void pause(std::chrono::milliseconds time) = 0;
};

/// By libcurl, HTTP/1.1, a connection a request.
[[nodiscard]] std::unique_ptr<Fetcher> real_fetcher();

/// `reference` as found on the page at `base`, without its fragment. Absent where that is no http or https address, or names a user.
[[nodiscard]] std::optional<std::string> resolve_address(const std::string& base, const std::string& reference);
/// `https://host:port`, the scheme's own port left out. Absent for what is no http or https address.
[[nodiscard]] std::optional<std::string> origin_of(const std::string& url);
/// The path and query of an address.
[[nodiscard]] std::string path_and_query(const std::string& url);

/// True for an IPv4 or IPv6 address that is not of the public internet: loopback, private, link-local, shared, multicast, reserved.
[[nodiscard]] bool is_private_address(const std::string& ip);

} // namespace khronika::sys
