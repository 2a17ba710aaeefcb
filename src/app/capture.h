// SPDX-License-Identifier: GPL-3.0-or-later
// An address that the user names, fetched with what its page shows, into one WARC file that becomes an item: docs/capture.md.
#pragma once

#include "app/collect.h"
#include "sys/fetch.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::app {

struct CaptureRequest {
    std::string url;
    Metadata stated;           ///< what the user says of the page
    std::string proxy;         ///< `socks5h://127.0.0.1:9050`; empty: none
    std::string ignore_robots; ///< why robots.txt is not heeded; empty: it is
    std::string ca_file;       ///< certificates to trust in place of the system's; empty: those
    bool private_addresses = false;
    std::chrono::milliseconds timeout = std::chrono::seconds(30); ///< for each request
    std::chrono::milliseconds delay = std::chrono::seconds(1);    ///< between requests to one host, at least
    std::uint64_t largest = 64U << 20U;                           ///< bytes of each answer
    std::size_t most_resources = 500;
};

/// The addresses in a page as lines of `KIND ADDRESS` (readers/links.h), or why there are none.
struct PageLinks {
    std::string lines;
    std::string reason;
};

/// What capture needs of the world beside the archive's services.
struct CaptureTools {
    sys::Fetcher& fetcher;
    std::function<PageLinks(std::string_view answer)> links; ///< of an HTTP answer with its head; in the sandbox
};

struct Captured {
    std::string item;    ///< the WARC file
    std::string outcome; ///< `complete`, `partial`, `failed`
    std::string reason;  ///< where it is not complete
    std::uint64_t resources = 0;
    std::uint64_t missing = 0;
};

/// By libcurl; for the edge of the program.
[[nodiscard]] std::unique_ptr<sys::Fetcher> real_fetcher();

/// Fetches, keeps and reads. Throws UsageError for what is no address of the web. A capture that fails is an item and an entry that say
/// so.
[[nodiscard]] Captured capture(const Services& services, Archive& archive, const CaptureRequest& request, const CaptureTools& tools,
                               const Pipeline& pipeline, const CollectWatch& watch, CollectReport& report);

} // namespace khronika::app
