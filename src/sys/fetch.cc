// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/fetch.h"

#include "base/error.h"
#include "sys/curl.h"

#include <arpa/inet.h>

#include <unistd.h>

#include <array>
#include <string_view>
#include <thread>

namespace khronika::sys {

namespace {

struct Closer {
    void operator()(CURL* curl) const { libcurl().easy_cleanup(curl); }
    void operator()(curl_slist* list) const { libcurl().slist_free_all(list); }
};
template <typename T>
using Owned = std::unique_ptr<T, Closer>;

constexpr std::size_t longest_head = 1U << 18U;

/// What arrives, and what may not be connected to.
struct Arriving {
    FetchAnswer answer;
    std::uint64_t largest = 0;
    bool too_long = false;
    bool refused = false;
    bool private_addresses = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto& arriving = *static_cast<Arriving*>(into);
    const std::size_t length = size * count;
    if (arriving.answer.body.size() + length > arriving.largest) {
        arriving.too_long = true;
        return 0;
    }
    arriving.answer.body.append(bytes, length);
    return length;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto& arriving = *static_cast<Arriving*>(into);
    const std::size_t length = size * count;
    std::string& head = arriving.answer.head;
    if (head.size() + length > longest_head) {
        arriving.too_long = true;
        return 0;
    }
    if (std::string_view(bytes, length).starts_with("HTTP/")) {
        head.clear(); // an interim answer stood before it
    }
    if (!head.ends_with("\r\n\r\n")) { // what comes behind are trailing fields, which stand in the body too
        head.append(bytes, length);
    }
    return length;
}

int take_sent(CURL*, curl_infotype type, char* bytes, std::size_t size, void* into)
{
    if (type == CURLINFO_HEADER_OUT) {
        auto& head = static_cast<Arriving*>(into)->answer.request_head;
        // Through a proxy a CONNECT goes before the request.
        head = std::string_view(bytes, size).starts_with("CONNECT ") ? head : std::string(bytes, size);
    }
    return 0;
}

/// Called with the address that a name was resolved to, so that a name cannot lead where an address may not.
curl_socket_t open_socket(void* into, curlsocktype, curl_sockaddr* address)
{
    auto& arriving = *static_cast<Arriving*>(into);
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* raw = address->family == AF_INET6 ? static_cast<const void*>(&reinterpret_cast<sockaddr_in6*>(&address->addr)->sin6_addr)
                                                  : static_cast<const void*>(&reinterpret_cast<sockaddr_in*>(&address->addr)->sin_addr);
    inet_ntop(address->family, raw, text.data(), text.size());
    if (!arriving.private_addresses && is_private_address(text.data())) {
        arriving.refused = true;
        arriving.answer.ip = text.data();
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

template <typename T>
void set(CURL* curl, CURLoption option, T value)
{
    if (const CURLcode code = libcurl().easy_setopt(curl, option, value); code != CURLE_OK) {
        fail("libcurl refuses an option: {}", libcurl().easy_strerror(code));
    }
}

void set_request(CURL* curl, const FetchRequest& request, curl_slist* headers)
{
    set(curl, CURLOPT_URL, request.url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_PROXY, request.proxy.c_str()); // empty: none, whatever the environment says
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(curl, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    set(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    set(curl, CURLOPT_HTTPHEADER, headers);
    set(curl, CURLOPT_USERAGENT, request.user_agent.c_str());
    if (!request.ca_file.empty()) {
        set(curl, CURLOPT_CAINFO, request.ca_file.c_str());
    }
    set(curl, CURLOPT_CERTINFO, 1L);
    set(curl, CURLOPT_FRESH_CONNECT, 1L);
    set(curl, CURLOPT_FORBID_REUSE, 1L);
    set(curl, CURLOPT_VERBOSE, 1L); // for take_sent; nothing is printed
    set(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

void set_arrival(CURL* curl, Arriving& arriving, bool through_proxy)
{
    auto* into = static_cast<void*>(&arriving);
    set(curl, CURLOPT_WRITEFUNCTION, &take_body);
    set(curl, CURLOPT_WRITEDATA, into);
    set(curl, CURLOPT_HEADERFUNCTION, &take_header);
    set(curl, CURLOPT_HEADERDATA, into);
    set(curl, CURLOPT_DEBUGFUNCTION, &take_sent);
    set(curl, CURLOPT_DEBUGDATA, into);
    if (!through_proxy) { // the proxy itself may well be on this computer
        set(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
        set(curl, CURLOPT_OPENSOCKETDATA, into);
    }
}

std::vector<std::string> certificates_of(CURL* curl)
{
    std::vector<std::string> out;
    curl_certinfo* info = nullptr;
    if (libcurl().easy_getinfo(curl, CURLINFO_CERTINFO, &info) != CURLE_OK || info == nullptr) {
        return out;
    }
    for (int i = 0; i < info->num_of_certs; ++i) {
        for (const curl_slist* line = info->certinfo[i]; line != nullptr; line = line->next) {
            constexpr std::string_view name = "Cert:";
            if (const std::string_view text = line->data; text.starts_with(name)) {
                out.emplace_back(text.substr(name.size()));
            }
        }
    }
    return out;
}

class CurlFetcher : public Fetcher {
public:
    CurlFetcher()
    {
        static const CURLcode started = libcurl().global_init(CURL_GLOBAL_DEFAULT);
        m_curl.reset(started == CURLE_OK ? libcurl().easy_init() : nullptr);
        if (!m_curl) {
            fail("libcurl does not start");
        }
    }

    FetchAnswer get(const FetchRequest& request) override
    {
        CURL* curl = m_curl.get();
        libcurl().easy_reset(curl);
        Arriving arriving;
        arriving.largest = request.largest;
        arriving.private_addresses = request.private_addresses;
        const std::string accept = "Accept: " + request.accept;
        const std::string encodings = "Accept-Encoding: " + request.encodings;
        Owned<curl_slist> headers(libcurl().slist_append(nullptr, accept.c_str()));
        if (!headers || libcurl().slist_append(headers.get(), encodings.c_str()) == nullptr ||
            libcurl().slist_append(headers.get(), "Connection: close") == nullptr) {
            fail("out of memory");
        }
        set_request(curl, request, headers.get());
        set_arrival(curl, arriving, !request.proxy.empty());
        const CURLcode code = libcurl().easy_perform(curl);
        return answer(code, std::move(arriving), !request.proxy.empty());
    }

    void pause(std::chrono::milliseconds time) override { std::this_thread::sleep_for(time); }

private:
    FetchAnswer answer(CURLcode code, Arriving arriving, bool through_proxy)
    {
        FetchAnswer out = std::move(arriving.answer);
        long status = 0;
        libcurl().easy_getinfo(m_curl.get(), CURLINFO_RESPONSE_CODE, &status);
        out.status = static_cast<int>(status);
        out.certificates = certificates_of(m_curl.get());
        if (char* to = nullptr; libcurl().easy_getinfo(m_curl.get(), CURLINFO_REDIRECT_URL, &to) == CURLE_OK && to != nullptr) {
            out.redirect = to;
        }
        if (char* ip = nullptr; !through_proxy && !arriving.refused &&
                                libcurl().easy_getinfo(m_curl.get(), CURLINFO_PRIMARY_IP, &ip) == CURLE_OK && ip != nullptr) {
            out.ip = ip;
        }
        const bool begun = out.head.ends_with("\r\n\r\n") || out.head.ends_with("\n\n");
        if (code == CURLE_OK && begun) {
            out.outcome = FetchOutcome::complete;
            return out;
        }
        out.outcome = arriving.refused ? FetchOutcome::refused : begun ? FetchOutcome::partial : FetchOutcome::failed;
        out.reason = arriving.refused    ? fmt::format("{} is an address of this computer or of a private network", out.ip)
                     : arriving.too_long ? "the answer is larger than allowed"
                     : code == CURLE_OK  ? "the answer has no head of HTTP"
                                         : libcurl().easy_strerror(code);
        return out;
    }

    Owned<CURL> m_curl;
};

} // namespace

std::unique_ptr<Fetcher> real_fetcher()
{
    return std::make_unique<CurlFetcher>();
}

} // namespace khronika::sys
