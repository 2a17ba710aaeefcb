// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/propose.h"

#include "app/proposal_answer.h"
#include "base/error.h"
#include "language/table.h"
#include "sys/files.h"
#include "sys/http.h"

#include <map>

namespace khronika::app {

namespace {

constexpr std::size_t largest_passage = 4000;
constexpr std::size_t largest_answer = 256UL << 10U;
constexpr std::size_t most_claims = 100;
constexpr int most_failures_in_a_row = 3;
constexpr int longest_timeout = 3600;
constexpr std::string_view endpoint_path = "/v1/chat/completions";
constexpr std::string_view socket_scheme = "unix:";
constexpr std::string_view acts_mark = "{acts}";

struct Endpoint {
    std::string url;
    std::string unix_socket;
};

bool loopback(const std::string& host)
{
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

/// `http://127.0.0.1:8080`, with or without `/` or `/v1` at its end.
std::string completions_at(std::string base)
{
    while (base.ends_with('/')) {
        base.pop_back();
    }
    if (base.ends_with("/v1")) {
        base.resize(base.size() - 3);
    }
    return base + std::string(endpoint_path);
}

Endpoint endpoint_of(const ProposerOptions& options)
{
    if (options.url.starts_with(socket_scheme)) {
        const std::string path = options.url.substr(socket_scheme.size());
        if (!path.starts_with('/')) {
            throw UsageError(fmt::format("--proposer {}: give the socket's whole path, as unix:/run/user/1000/llama.sock", options.url));
        }
        return {completions_at("http://localhost"), path};
    }
    const auto address = sys::parse_address(options.url);
    if (!address || !address->bare) {
        throw UsageError(fmt::format("--proposer {}: is no address as http://127.0.0.1:8080, or unix:/path/of/socket", options.url));
    }
    if (!loopback(address->host) && !options.remote) {
        throw UsageError(
            fmt::format("--proposer {}: would send the texts to another machine ({}), and they may endanger people; allowed are "
                        "127.0.0.1, localhost, [::1] and unix:/path. Where the texts may leave this machine, add "
                        "--proposer-remote",
                        options.url, address->host));
    }
    return {completions_at(options.url), {}};
}

/// The prompt with the table of acts, and the acts' codes.
std::string prompt_of(const std::string& folder, std::vector<std::string>& acts)
{
    const std::string path = sys::join(folder, "proposer/prompt.txt");
    std::string prompt = sys::read_all(sys::real_files(), path);
    const std::size_t mark = prompt.find(acts_mark);
    if (mark == std::string::npos) {
        fail("{}: holds no {}, where the codes of acts go; add it", path, acts_mark);
    }
    const language::Table table{"acts.tsv", sys::read_all(sys::real_files(), sys::join(folder, "acts.tsv"))};
    std::string listed;
    for (const language::Row& row : language::rows(table, 4)) {
        if (row.at(0) == "code") {
            continue;
        }
        acts.emplace_back(row.at(0));
        listed += fmt::format("{}{}: {}", listed.empty() ? "" : "\n", row.at(0), row.at(3));
    }
    return prompt.replace(mark, acts_mark.size(), listed);
}

} // namespace

/// Of one file: why passages failed and why proposals were refused, and how often each.
struct Proposer::Notes {
    std::map<std::string, std::size_t> failed;
    std::map<std::string, std::size_t> refused;
    std::size_t not_asked = 0;

    [[nodiscard]] static std::string listed(const std::map<std::string, std::size_t>& reasons)
    {
        std::string out;
        for (const auto& [reason, times] : reasons) {
            out += fmt::format("{}{} ({})", out.empty() ? "" : "; ", reason, times);
        }
        return out;
    }

    [[nodiscard]] std::vector<std::string> told(const std::string& path) const
    {
        std::vector<std::string> out;
        if (!failed.empty()) {
            out.push_back(fmt::format("{}: the proposer gave no answer for passages: {}", path, listed(failed)));
        }
        if (not_asked > 0) {
            out.push_back(fmt::format("{}: the proposer was not asked for {} passages, having failed before", path, not_asked));
        }
        if (!refused.empty()) {
            out.push_back(fmt::format("{}: proposals refused: {}", path, listed(refused)));
        }
        return out;
    }
};

Proposer::Proposer(const Data& data, const std::string& data_folder, const ProposerOptions& options, std::unique_ptr<sys::Http> http)
    : m_data(data), m_http(std::move(http)), m_model(options.model), m_timeout_seconds(options.timeout_seconds)
{
    Endpoint endpoint = endpoint_of(options);
    m_url = std::move(endpoint.url);
    m_unix_socket = std::move(endpoint.unix_socket);
    if (m_timeout_seconds < 1 || m_timeout_seconds > longest_timeout) {
        throw UsageError(fmt::format("--proposer-timeout {}: give 1 to {} seconds", m_timeout_seconds, longest_timeout));
    }
    m_prompt = prompt_of(data_folder, m_acts);
}

Proposer::Proposer(const Data& data, const std::string& data_folder, const ProposerOptions& options)
    : Proposer(data, data_folder, options, sys::real_http())
{
}

Proposer::~Proposer() = default;

Proposed Proposer::propose(const std::string& path, const Text& text, const std::vector<Claim>& known)
{
    Proposed out;
    Notes notes;
    const claims::ProposalCheck check(text, m_data.languages(), m_acts);
    for (const Span passage : check.passages(largest_passage)) {
        ++m_tally.passages;
        if (m_given_up) {
            ++notes.not_asked;
            ++m_tally.not_asked;
            continue;
        }
        ask(passage, text, check, known, out, notes);
    }
    out.notes = notes.told(path);
    return out;
}

void Proposer::ask(Span passage, const Text& text, const claims::ProposalCheck& check, const std::vector<Claim>& known, Proposed& out,
                   Notes& notes)
{
    const sys::HttpRequest request{m_url, m_unix_socket, question(m_model, m_prompt, at(text.content, passage)),
                                   std::chrono::seconds(m_timeout_seconds), largest_answer};
    const sys::HttpAnswer answer = m_http->post(request);
    switch (answer.outcome) {
    case sys::HttpOutcome::cannot_connect:
        return failed("it cannot be reached at " + m_url + (m_unix_socket.empty() ? "" : " by " + m_unix_socket), true, notes);
    case sys::HttpOutcome::timed_out:
        return failed(fmt::format("no answer within {} s (--proposer-timeout)", m_timeout_seconds), false, notes);
    case sys::HttpOutcome::too_long:
        return failed(fmt::format("an answer of more than {} bytes", largest_answer), false, notes);
    case sys::HttpOutcome::failed:
        return failed(answer.reason, false, notes);
    case sys::HttpOutcome::answered:
        break;
    }
    constexpr int http_ok = 200;
    if (answer.status != http_ok) {
        return failed(fmt::format("HTTP status {}", answer.status), false, notes);
    }
    ProposalAnswer read;
    try {
        read = read_answer(answer.body, most_claims);
    } catch (const Error& error) {
        return failed(error.what(), false, notes);
    }
    m_failures_in_a_row = 0;
    std::vector<Claim> before = known;
    before.insert(before.end(), out.claims.begin(), out.claims.end());
    claims::Checked checked = check.check(passage, read.proposals, before);
    for (const claims::Refusal refusal : checked.refused) {
        ++notes.refused[std::string(claims::what_is(refusal))];
    }
    if (read.malformed > 0) {
        notes.refused["a field is missing or of the wrong kind"] += read.malformed;
    }
    m_tally.refused += checked.refused.size() + read.malformed;
    m_tally.repeated += checked.repeated;
    m_tally.accepted += checked.claims.size();
    out.claims.insert(out.claims.end(), std::make_move_iterator(checked.claims.begin()), std::make_move_iterator(checked.claims.end()));
}

void Proposer::failed(const std::string& why, bool for_good, Notes& notes)
{
    ++notes.failed[why];
    ++m_tally.failed;
    ++m_failures_in_a_row;
    m_given_up = for_good || m_failures_in_a_row >= most_failures_in_a_row;
}

} // namespace khronika::app
