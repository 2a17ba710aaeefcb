// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/http_body.h"

#include "readers/http_stages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace khronika::readers {

namespace {

constexpr std::size_t longest_head = 1U << 18U;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// The codings that a field lists, the last applied first.
std::vector<std::string> codings(const std::string& list)
{
    std::vector<std::string> out;
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (const auto coding = trimmed(rest.substr(0, comma)); !coding.empty()) {
            out.push_back(lower(coding));
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    std::reverse(out.begin(), out.end());
    return out;
}

} // namespace

std::string HttpHead::field(std::string_view name) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& entry) { return entry.first == name; });
    return found == fields.end() ? std::string{} : found->second;
}

std::string HttpHead::media_type() const
{
    const std::string type = field("content-type");
    return lower(trimmed(std::string_view(type).substr(0, type.find(';'))));
}

std::optional<HttpHead> parse_http_head(std::string_view bytes)
{
    if (!bytes.starts_with("HTTP/") && !bytes.starts_with("ICY ")) {
        return std::nullopt;
    }
    HttpHead head;
    const std::string_view within = bytes.substr(0, longest_head);
    std::size_t at = 0;
    for (bool first = true;; first = false) {
        const std::size_t end = within.find('\n', at);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view line = within.substr(at, end - at);
        at = end + 1;
        const std::string_view words = trimmed(line);
        if (first) {
            const std::string_view code = trimmed(words.substr(std::min(words.find(' '), words.size())));
            std::from_chars(code.data(), code.data() + code.size(), head.status);
        } else if (words.empty()) {
            head.size = at;
            return head;
        } else if ((line.front() == ' ' || line.front() == '\t') && !head.fields.empty()) {
            head.fields.back().second += " " + std::string(words);
        } else if (const std::size_t colon = words.find(':'); colon != std::string_view::npos) {
            head.fields.emplace_back(lower(trimmed(words.substr(0, colon))), trimmed(words.substr(colon + 1)));
        }
    }
}

BodyDecoder::BodyDecoder(const HttpHead& head, Take dechunked, Take decoded)
    : m_dechunked(std::move(dechunked)), m_decoded(std::move(decoded))
{
    const std::vector<std::string> transfer = codings(head.field("transfer-encoding"));
    if (std::find(transfer.begin(), transfer.end(), "chunked") != transfer.end()) {
        m_stages.push_back(make_dechunker());
        m_chunked = true;
    }
    for (const std::string& coding : codings(head.field("content-encoding"))) {
        if (auto stage = make_content_decoder(coding)) {
            m_stages.push_back(std::move(stage));
        } else if (coding != "identity") {
            m_reason = fmt::format("its content coding '{}' is not known", coding);
        }
    }
}

BodyDecoder::~BodyDecoder() = default;

bool BodyDecoder::pass(std::size_t stage, std::string_view run)
{
    if (stage == (m_chunked ? 1U : 0U) && m_dechunked) {
        m_dechunked(run);
    }
    if (stage == m_stages.size()) {
        if (m_decoded) {
            m_decoded(run);
        }
        return true;
    }
    bool passed = true;
    if (!m_stages[stage]->add(run, [&](std::string_view out) { passed = passed && pass(stage + 1, out); })) {
        m_reason = m_reason.empty() ? m_stages[stage]->reason() : m_reason;
        return false;
    }
    return passed;
}

bool BodyDecoder::add(std::string_view run)
{
    return m_reason.empty() && pass(0, run);
}

bool BodyDecoder::finish()
{
    for (std::size_t i = 0; i < m_stages.size() && m_reason.empty(); ++i) {
        if (!m_stages[i]->finish([&](std::string_view out) { (void)pass(i + 1, out); })) {
            m_reason = m_reason.empty() ? m_stages[i]->reason() : m_reason;
        }
    }
    return m_reason.empty();
}

bool BodyDecoder::plain() const
{
    return std::all_of(m_stages.begin(), m_stages.end(), [](const auto& stage) { return stage->plain(); });
}

} // namespace khronika::readers
