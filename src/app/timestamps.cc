// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timestamps.h"

#include "app/checkpoints.h"
#include "archive/timestamp.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/utf8.h"
#include "sys/files.h"
#include "sys/http.h"
#include "sys/randomness.h"

#include <nlohmann/json.hpp>

#include <array>

namespace khronika::app {

namespace {

constexpr std::size_t longest_reply = 1U << 20U;
constexpr std::chrono::seconds patience{60};
constexpr int answered = 200;

StampedReport keep(const Services& services, Archive& archive, const store::SignedCheckpoint& checkpoint, const std::string& reply,
                   const std::string& source, const std::string& nonce, const StampRequest& request)
{
    const archive::TimestampCheck check = archive::check_timestamp(reply, checkpoint.note, nonce, request.authorities);
    if (!check.problem.empty()) {
        fail("{}: the timestamp was not taken: {}", source, check.problem);
    }
    archive.append({{"type", "checkpoint_timestamped"},
                    {"size", checkpoint.size},
                    {"authority", utf8::repaired(source)},
                    {"signer", utf8::repaired(check.authority)},
                    {"stamped_at", check.at},
                    {"reply", base64::encode(reply)}});
    write_checkpoint_files(services, archive);
    return {checkpoint.size, check.at, check.authority, check.to_authority};
}

} // namespace

std::string timestamp_query(const Archive& archive, std::uint64_t size)
{
    return archive::timestamp_request(find_checkpoint(archive.store(), size).note, "");
}

StampedReport ask_authority(const Services& services, Archive& archive, sys::Http& http, const std::string& url,
                            const StampRequest& request)
{
    if (!sys::parse_address(url)) {
        throw UsageError(fmt::format("'{}' is no http or https address of a timestamp authority", url));
    }
    const store::SignedCheckpoint checkpoint = find_checkpoint(archive.store(), request.size);
    std::array<std::uint8_t, 8> random{};
    services.random.fill(random);
    const std::string nonce(random.begin(), random.end());
    sys::HttpRequest question;
    question.url = url;
    question.body = archive::timestamp_request(checkpoint.note, nonce);
    question.content_type = "application/timestamp-query";
    question.timeout = patience;
    question.largest = longest_reply;
    const sys::HttpAnswer answer = http.post(question);
    if (answer.outcome != sys::HttpOutcome::answered) {
        fail("{}: no timestamp: {}; try again, or another authority", url, answer.reason);
    }
    if (answer.status != answered) {
        fail("{}: no timestamp: it answered with HTTP status {}; is it the address of an RFC 3161 authority?", url, answer.status);
    }
    return keep(services, archive, checkpoint, answer.body, url, nonce, request);
}

StampedReport take_reply(const Services& services, Archive& archive, const std::string& reply, const std::string& source,
                         const StampRequest& request)
{
    return keep(services, archive, find_checkpoint(archive.store(), request.size), reply, source, "", request);
}

std::string read_certificates(sys::Files& files, const std::vector<std::string>& paths)
{
    std::string out;
    for (const std::string& path : paths) {
        const std::string pem = sys::read_all(files, path, 1 << 24);
        archive::expect_certificates(pem, path);
        out += pem + "\n";
    }
    return out;
}

} // namespace khronika::app
