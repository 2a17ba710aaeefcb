// SPDX-License-Identifier: GPL-3.0-or-later
#include "sys/fetch.h"

#include "sys/curl.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace khronika::sys {

namespace {

class Url {
public:
    Url() : m_url(libcurl().url()) {}
    Url(const Url&) = delete;
    Url& operator=(const Url&) = delete;
    ~Url() { libcurl().url_cleanup(m_url); }

    /// Relative to what was set before.
    bool set(const std::string& text)
    {
        return m_url != nullptr && libcurl().url_set(m_url, CURLUPART_URL, text.c_str(), CURLU_URLENCODE) == CURLUE_OK;
    }
    void drop_fragment() { libcurl().url_set(m_url, CURLUPART_FRAGMENT, nullptr, 0); }
    [[nodiscard]] std::string part(CURLUPart which, unsigned flags = 0) const
    {
        char* text = nullptr;
        if (libcurl().url_get(m_url, which, &text, flags) != CURLUE_OK) {
            return {};
        }
        std::string out = text;
        libcurl().free(text);
        return out;
    }
    [[nodiscard]] bool web() const
    {
        const std::string scheme = part(CURLUPART_SCHEME);
        return (scheme == "http" || scheme == "https") && part(CURLUPART_USER).empty() && !part(CURLUPART_HOST).empty();
    }

private:
    CURLU* m_url;
};

bool within(std::uint32_t address, std::uint32_t network, unsigned bits)
{
    return bits == 0 || (address >> (32 - bits)) == (network >> (32 - bits));
}

/// The blocks of RFC 6890 that are not of the public internet.
bool is_private_v4(std::uint32_t address)
{
    struct Block {
        std::uint32_t network;
        unsigned bits;
    };
    constexpr std::array<Block, 14> blocks{{{0x00000000, 8},
                                            {0x0A000000, 8},
                                            {0x64400000, 10},
                                            {0x7F000000, 8},
                                            {0xA9FE0000, 16},
                                            {0xAC100000, 12},
                                            {0xC0000000, 24},
                                            {0xC0000200, 24},
                                            {0xC0A80000, 16},
                                            {0xC6120000, 15},
                                            {0xC6336400, 24},
                                            {0xCB007100, 24},
                                            {0xE0000000, 4},
                                            {0xF0000000, 4}}};
    for (const Block& block : blocks) {
        if (within(address, block.network, block.bits)) {
            return true;
        }
    }
    return false;
}

std::uint32_t word(const unsigned char* bytes)
{
    std::uint32_t out = 0;
    std::memcpy(&out, bytes, sizeof out);
    return ntohl(out);
}

} // namespace

std::optional<std::string> resolve_address(const std::string& base, const std::string& reference)
{
    Url url;
    if (!url.set(base) || (!reference.empty() && !url.set(reference)) || !url.web()) {
        return std::nullopt;
    }
    url.drop_fragment();
    std::string out = url.part(CURLUPART_URL);
    return out.empty() ? std::nullopt : std::optional(std::move(out));
}

std::optional<std::string> origin_of(const std::string& address)
{
    Url url;
    if (!url.set(address) || !url.web()) {
        return std::nullopt;
    }
    const std::string port = url.part(CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
    std::string host = url.part(CURLUPART_HOST);
    std::transform(host.begin(), host.end(), host.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return url.part(CURLUPART_SCHEME) + "://" + host + (port.empty() ? "" : ":" + port);
}

std::string path_and_query(const std::string& address)
{
    Url url;
    if (!url.set(address)) {
        return "/";
    }
    const std::string query = url.part(CURLUPART_QUERY);
    return url.part(CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
}

bool is_private_address(const std::string& ip)
{
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, ip.c_str(), bytes.data()) == 1) {
        return is_private_v4(word(bytes.data()));
    }
    if (inet_pton(AF_INET6, ip.c_str(), bytes.data()) != 1) {
        return true; // what is no address is none of the internet
    }
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    constexpr std::array<unsigned char, 12> translated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    if (std::memcmp(bytes.data(), mapped.data(), 12) == 0 || std::memcmp(bytes.data(), translated.data(), 12) == 0) {
        return is_private_v4(word(bytes.data() + 12));
    }
    return (bytes[0] & 0xE0U) != 0x20U || word(bytes.data()) == 0x20010DB8; // all but 2000::/3, and the block of examples
}

} // namespace khronika::sys
