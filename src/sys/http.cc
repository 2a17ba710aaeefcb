// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/http.h"

#include "base/error.h"
#include "sys/curl.h"

#include <algorithm>

namespace khronika::sys {

namespace {

struct Closer {
    void operator()(CURL* curl) const { libcurl().easy_cleanup(curl); }
    void operator()(CURLU* url) const { libcurl().url_cleanup(url); }
    void operator()(curl_slist* list) const { libcurl().slist_free_all(list); }
    void operator()(char* text) const { libcurl().free(text); }
};
template <typename T>
using Owned = std::unique_ptr<T, Closer>;

/// Absent where the address has no such part.
std::optional<std::string> part(CURLU* url, CURLUPart which)
{
    char* text = nullptr;
    if (libcurl().url_get(url, which, &text, 0) != CURLUE_OK) {
        return std::nullopt;
    }
    const Owned<char> owned(text);
    return std::string(text);
}

/// What arrives, up to a limit.
struct Arriving {
    std::string body;
    std::size_t left = 0;
    bool too_long = false;

    bool take(std::size_t size)
    {
        too_long = size > left;
        left -= too_long ? 0 : size;
        return !too_long;
    }
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* into)
{
    auto* arriving = static_cast<Arriving*>(into);
    if (!arriving->take(size * count)) {
        return 0;
    }
    arriving->body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char*, std::size_t size, std::size_t count, void* into)
{
    return static_cast<Arriving*>(into)->take(size * count) ? size * count : 0;
}

/// Sets one option; a libcurl that does not know it would not keep what is promised of it.
template <typename T>
void set(CURL* curl, CURLoption option, T value)
{
    if (const CURLcode code = libcurl().easy_setopt(curl, option, value); code != CURLE_OK) {
        fail("libcurl refuses an option: {}", libcurl().easy_strerror(code));
    }
}

HttpOutcome outcome_of(CURLcode code, bool too_long)
{
    switch (code) {
    case CURLE_OK:
        return HttpOutcome::answered;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
        return HttpOutcome::cannot_connect;
    case CURLE_OPERATION_TIMEDOUT:
        return HttpOutcome::timed_out;
    default:
        return too_long ? HttpOutcome::too_long : HttpOutcome::failed;
    }
}

class CurlHttp : public Http {
public:
    CurlHttp()
    {
        static const CURLcode started = libcurl().global_init(CURL_GLOBAL_DEFAULT);
        m_curl.reset(started == CURLE_OK ? libcurl().easy_init() : nullptr);
        if (!m_curl) {
            fail("libcurl does not start");
        }
    }

    HttpAnswer post(const HttpRequest& request) override
    {
        CURL* curl = m_curl.get();
        libcurl().easy_reset(curl);
        Arriving arriving;
        arriving.left = request.largest;
        const Owned<curl_slist> headers = set_request(request);
        set(curl, CURLOPT_WRITEFUNCTION, &take_body);
        set(curl, CURLOPT_WRITEDATA, static_cast<void*>(&arriving));
        set(curl, CURLOPT_HEADERFUNCTION, &take_header);
        set(curl, CURLOPT_HEADERDATA, static_cast<void*>(&arriving));
        const CURLcode code = libcurl().easy_perform(curl);
        HttpAnswer answer;
        answer.outcome = outcome_of(code, arriving.too_long);
        if (code != CURLE_OK) {
            answer.reason = libcurl().easy_strerror(code);
            return answer;
        }
        long status = 0;
        libcurl().easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        answer.status = static_cast<int>(status);
        answer.body = std::move(arriving.body);
        return answer;
    }

private:
    /// The headers must outlive the transfer.
    [[nodiscard]] Owned<curl_slist> set_request(const HttpRequest& request)
    {
        CURL* curl = m_curl.get();
        // An empty `Expect` lets a long body go at once.
        Owned<curl_slist> headers(libcurl().slist_append(nullptr, ("Content-Type: " + request.content_type).c_str()));
        if (!headers || libcurl().slist_append(headers.get(), "Expect:") == nullptr) {
            fail("out of memory");
        }
        set(curl, CURLOPT_URL, request.url.c_str());
        if (!request.unix_socket.empty()) {
            set(curl, CURLOPT_UNIX_SOCKET_PATH, request.unix_socket.c_str());
        }
        set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        set(curl, CURLOPT_PROXY, "");
        set(curl, CURLOPT_FOLLOWLOCATION, 0L);
        set(curl, CURLOPT_NOSIGNAL, 1L);
        set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
        set(curl, CURLOPT_HTTPHEADER, headers.get());
        set(curl, CURLOPT_POST, 1L);
        set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(curl, CURLOPT_POSTFIELDS, request.body.data());
        return headers;
    }

    Owned<CURL> m_curl;
};

} // namespace

std::optional<HttpAddress> parse_address(const std::string& url)
{
    const Owned<CURLU> parsed(libcurl().url());
    if (!parsed || libcurl().url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        return std::nullopt;
    }
    HttpAddress out;
    out.scheme = part(parsed.get(), CURLUPART_SCHEME).value_or("");
    out.host = part(parsed.get(), CURLUPART_HOST).value_or("");
    out.path = part(parsed.get(), CURLUPART_PATH).value_or("/");
    std::transform(out.host.begin(), out.host.end(), out.host.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    for (const CURLUPart other : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT}) {
        out.bare = out.bare && !part(parsed.get(), other);
    }
    if ((out.scheme != "http" && out.scheme != "https") || out.host.empty()) {
        return std::nullopt;
    }
    return out;
}

std::unique_ptr<Http> real_http()
{
    return std::make_unique<CurlHttp>();
}

} // namespace khronika::sys
