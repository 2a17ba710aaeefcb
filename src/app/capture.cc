// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture.h"

#include "app/capture_warc.h"
#include "app/robots.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/json.h"
#include "readers/http_body.h"
#include "sys/clock.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace khronika::app {

namespace {

using nlohmann::ordered_json;
using sys::FetchAnswer;
using sys::FetchOutcome;

constexpr int most_redirects = 10;
constexpr const char* product = "khronika";
constexpr const char* user_agent = "khronika/" KHRONIKA_VERSION " (archiving on request of one user)";
constexpr double longest_delay = 60;

struct Missing {
    std::string url;
    std::string reason;
};

/// One address with the redirects that it led over.
struct Fetched {
    std::string url; ///< of the last answer
    FetchAnswer answer;
    std::string reason; ///< empty where a whole answer of 2xx came
};

class Capture {
public:
    Capture(const Services& services, Archive& archive, const CaptureRequest& request, const CaptureTools& tools, const CollectWatch& watch)
        : m_services(services), m_request(request), m_tools(tools), m_watch(watch), m_started(sys::rfc3339(services.clock.now())),
          m_warc(services, archive)
    {
        m_warc.info({{"software", user_agent},
                     {"format", "WARC File Format 1.1"},
                     {"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
                     {"robots", request.ignore_robots.empty() ? "obey" : "ignore: " + request.ignore_robots},
                     {"khronika-proxy", request.proxy.empty() ? "none" : request.proxy}});
    }

    void run()
    {
        Fetched page = fetch(m_request.url, "text/html,application/xhtml+xml,*/*;q=0.8", m_redirects);
        m_final = page.url;
        m_status = page.answer.status;
        if (page.reason.empty()) {
            resources(page);
        } else {
            const bool begun = page.answer.outcome == FetchOutcome::partial && page.answer.status >= 200 && page.answer.status < 300;
            m_outcome = begun ? "partial" : "failed";
            m_reason = page.reason;
        }
        CaptureWarc::Fields said{{"khronika-outcome", m_outcome}, {"khronika-reason", m_reason}};
        for (const Missing& missing : m_missing) {
            said.emplace_back("khronika-missing", missing.url + " " + missing.reason);
        }
        m_warc.metadata(m_request.url, said);
    }

    [[nodiscard]] archive::StoredItem finish() { return m_warc.finish(); }

    [[nodiscard]] ordered_json entry(const std::string& item) const
    {
        ordered_json missing = ordered_json::array();
        for (const Missing& entry : m_missing) {
            missing.push_back({{"url", utf8::repaired(entry.url)}, {"reason", utf8::repaired(entry.reason)}});
        }
        return {{"type", "captured"},
                {"url", m_request.url},
                {"item", item},
                {"outcome", m_outcome},
                {"reason", utf8::repaired(m_reason)},
                {"started", m_started},
                {"final_url", m_final},
                {"status", m_status},
                {"redirects", m_redirects},
                {"resources", m_resources},
                {"missing", std::move(missing)},
                {"robots", m_request.ignore_robots.empty() ? "heeded" : "not heeded: " + utf8::repaired(m_request.ignore_robots)},
                {"proxy", m_request.proxy},
                {"ca_file", utf8::repaired(m_request.ca_file)},
                {"certificates", m_warc.certificates()}};
    }

    [[nodiscard]] Captured result(const std::string& item) const { return {item, m_outcome, m_reason, m_resources, m_missing.size()}; }

private:
    void resources(const Fetched& page)
    {
        const PageLinks found = m_tools.links(page.answer.head + page.answer.body);
        if (!found.reason.empty()) {
            m_outcome = "partial";
            m_reason = fmt::format("the page came, and is not whole or not to be read: {}", found.reason);
            return;
        }
        const std::vector<std::string> wanted = addresses(page.url, found.lines);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (i >= m_request.most_resources) {
                m_missing.push_back({wanted[i], fmt::format("the page has more than {} resources", m_request.most_resources)});
                continue;
            }
            if (m_watch.at) {
                m_watch.at(i, wanted.size());
            }
            std::vector<std::string> redirects;
            const Fetched got = fetch(wanted[i], "*/*", redirects);
            if (got.reason.empty()) {
                ++m_resources;
            } else {
                m_missing.push_back({wanted[i], got.reason});
                m_watch.told(fmt::format("{}: missing: {}", wanted[i], got.reason));
            }
        }
        m_outcome = m_missing.empty() ? "complete" : "partial";
        m_reason = m_missing.empty() ? "" : fmt::format("{} of {} resources of the page are missing", m_missing.size(), wanted.size());
    }

    /// The resources' addresses in the page's order, each once.
    static std::vector<std::string> addresses(const std::string& page, const std::string& lines)
    {
        std::string base = page;
        std::vector<std::string> out;
        std::set<std::string> seen{page};
        std::size_t at = 0;
        bool based = false;
        while (at < lines.size()) {
            const std::size_t end = std::min(lines.find('\n', at), lines.size());
            const std::string line = lines.substr(at, end - at);
            at = end + 1;
            const std::size_t space = line.find(' ');
            const auto address = space == std::string::npos ? std::nullopt : sys::resolve_address(base, line.substr(space + 1));
            if (!address) {
                continue; // not of the web
            }
            if (line.starts_with("base ")) {
                base = based ? base : *address;
                based = true;
            } else if (seen.insert(*address).second) {
                out.push_back(*address);
            }
        }
        return out;
    }

    Fetched fetch(const std::string& url, const std::string& accept, std::vector<std::string>& redirects)
    {
        Fetched out;
        out.url = url;
        for (int hop = 0; hop <= most_redirects; ++hop) {
            if (!may_fetch(out.url)) {
                out.reason = "robots.txt of the site asks programs to leave it alone";
                return out;
            }
            out.answer = get(out.url, accept);
            if (out.answer.outcome != FetchOutcome::complete) {
                out.reason = out.answer.reason;
                return out;
            }
            const auto next = out.answer.redirect.empty() ? std::nullopt : sys::resolve_address(out.url, out.answer.redirect);
            if (!next) {
                const bool good = out.answer.status >= 200 && out.answer.status < 300;
                out.reason = good ? "" : fmt::format("the answer was {}", out.answer.status);
                return out;
            }
            redirects.push_back(*next);
            out.url = *next;
        }
        out.reason = fmt::format("it leads over more than {} redirects", most_redirects);
        return out;
    }

    bool may_fetch(const std::string& url)
    {
        const std::string origin = sys::origin_of(url).value_or("");
        auto known = m_robots.find(origin);
        if (known == m_robots.end()) {
            known = m_robots.emplace(origin, ask_robots(origin)).first;
        }
        return !m_request.ignore_robots.empty() || known->second.allows(sys::path_and_query(url));
    }

    /// RFC 9309, section 2.3.1: no such file allows all, a site that cannot answer forbids all.
    Robots ask_robots(const std::string& origin)
    {
        std::string url = origin + "/robots.txt";
        for (int hop = 0; hop <= 5; ++hop) {
            const FetchAnswer answer = get(url, "text/plain", "identity");
            if (answer.outcome != FetchOutcome::complete || answer.status >= 500) {
                m_watch.told(
                    fmt::format("{}: {}", url, answer.reason.empty() ? fmt::format("the answer was {}", answer.status) : answer.reason));
                return Robots::forbidding();
            }
            if (const auto next = answer.redirect.empty() ? std::nullopt : sys::resolve_address(url, answer.redirect)) {
                url = *next;
                continue;
            }
            return answer.status < 300 ? rules_of(answer) : Robots();
        }
        return Robots();
    }

    FetchAnswer get(const std::string& url, const std::string& accept, const std::string& encodings = "gzip, deflate, br")
    {
        wait_for(sys::origin_of(url).value_or(""));
        FetchAnswer answer = m_tools.fetcher.get({url, user_agent, accept, encodings, m_request.proxy, m_request.ca_file,
                                                  m_request.private_addresses, m_request.timeout, m_request.largest});
        m_warc.exchange(url, answer);
        return answer;
    }

    /// A file that comes packed although none was asked for is not unpacked outside the sandbox: it forbids all.
    static Robots rules_of(const FetchAnswer& answer)
    {
        const auto head = readers::parse_http_head(answer.head);
        if (!head || !head->field("content-encoding").empty()) {
            return Robots::forbidding();
        }
        std::string file;
        readers::BodyDecoder decoder(*head, {}, [&](std::string_view run) { file += run; });
        return decoder.add(answer.body) && decoder.finish() ? Robots::parse(file, product) : Robots::forbidding();
    }

    void wait_for(const std::string& origin)
    {
        auto delay = m_request.delay;
        if (const auto robots = m_robots.find(origin);
            robots != m_robots.end() && robots->second.delay() && m_request.ignore_robots.empty()) {
            const double seconds = std::min(*robots->second.delay(), longest_delay);
            delay = std::max(delay, std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
        }
        if (!m_asked.insert(origin).second && delay.count() > 0) {
            m_tools.fetcher.pause(delay);
        }
    }

    Services m_services;
    const CaptureRequest& m_request;
    const CaptureTools& m_tools;
    const CollectWatch& m_watch;
    std::string m_started;
    CaptureWarc m_warc;
    std::map<std::string, Robots> m_robots;
    std::set<std::string> m_asked;
    std::string m_final;
    int m_status = 0;
    std::vector<std::string> m_redirects;
    std::uint64_t m_resources = 0;
    std::vector<Missing> m_missing;
    std::string m_outcome = "failed";
    std::string m_reason;
};

} // namespace

std::unique_ptr<sys::Fetcher> real_fetcher()
{
    return sys::real_fetcher();
}

Captured capture(const Services& services, Archive& archive, const CaptureRequest& asked, const CaptureTools& tools,
                 const Pipeline& pipeline, const CollectWatch& watch, CollectReport& report)
{
    CaptureRequest request = asked;
    const auto url = sys::resolve_address(asked.url, "");
    if (!url) {
        throw UsageError(fmt::format("'{}' is no address of the web (http:// or https://, without user and password)", asked.url));
    }
    request.url = *url;
    request.stated.url = *url;
    Capture work(services, archive, request, tools, watch);
    work.run();
    const archive::StoredItem stored = work.finish();
    const ordered_json collected = {{"type", "item_collected"},         {"item", stored.sha256}, {"size", stored.size},
                                    {"media_type", "application/warc"}, {"from", request.url},   {"how", "capture"},
                                    {"stated", to_json(request.stated)}};
    const std::vector<std::string> ids = archive.append_all({collected, work.entry(stored.sha256)});
    ++report.collected;
    ++report.fresh;
    if (watch.acknowledged) {
        watch.acknowledged({stored.sha256, stored.size, "application/warc", request.url, ids.front(), true});
    }
    Item item{
        stored.sha256, stored.size, "application/warc", {{ids.front(), stored.sha256, {}, {}, request.url, "capture", request.stated, {}}}};
    read_item(services, archive, item, request.stated, pipeline, watch, report);
    return work.result(stored.sha256);
}

} // namespace khronika::app
