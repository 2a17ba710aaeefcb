// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture_warc.h"

#include "archive/warc_writer.h"
#include "sys/clock.h"
#include "sys/randomness.h"

#include <algorithm>
#include <array>

namespace khronika::app {

using archive::WarcRecord;

CaptureWarc::CaptureWarc(const Services& services, Archive& archive) : m_services(services), m_writer(archive.begin_item()) {}

std::string CaptureWarc::id()
{
    std::array<std::uint8_t, 16> bytes{};
    m_services.random.fill(bytes);
    return archive::uuid_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string CaptureWarc::now()
{
    return sys::rfc3339(m_services.clock.now());
}

void CaptureWarc::info(const Fields& fields)
{
    const std::string block = archive::warc_fields(fields);
    WarcRecord record;
    record.type = "warcinfo";
    record.id = id();
    record.date = now();
    record.content_type = "application/warc-fields";
    record.block = block;
    m_writer->write(archive::warc_record(record));
}

void CaptureWarc::metadata(const std::string& url, const Fields& fields)
{
    const std::string block = archive::warc_fields(fields);
    WarcRecord record;
    record.type = "metadata";
    record.id = id();
    record.date = now();
    record.target = url;
    record.content_type = "application/warc-fields";
    record.block = block;
    m_writer->write(archive::warc_record(record));
}

void CaptureWarc::exchange(const std::string& url, const sys::FetchAnswer& answer)
{
    const std::string date = now();
    const std::string response_id = id();
    Fields ip;
    if (!answer.ip.empty()) {
        ip.emplace_back("WARC-IP-Address", answer.ip);
    }
    if (!answer.head.empty()) {
        const std::string block = answer.head + answer.body;
        WarcRecord response{"response", response_id, date, url, "application/http;msgtype=response", ip, block, answer.head.size()};
        if (answer.outcome == sys::FetchOutcome::partial) {
            const bool length = answer.reason.find("larger") != std::string::npos;
            const bool time = answer.reason.find("imeout") != std::string::npos;
            response.fields.emplace_back("WARC-Truncated", length ? "length" : time ? "time" : "disconnect");
        }
        m_writer->write(archive::warc_record(response));
    }
    if (!answer.request_head.empty()) {
        WarcRecord request{"request", id(), date, url, "application/http;msgtype=request", ip, answer.request_head, {}};
        request.payload = std::string_view::npos;
        if (!answer.head.empty()) {
            request.fields.emplace_back("WARC-Concurrent-To", "<urn:uuid:" + response_id + ">");
        }
        m_writer->write(archive::warc_record(request));
    }
    std::string chain;
    for (const std::string& certificate : answer.certificates) {
        const std::string digest = archive::warc_digest(certificate);
        if (std::find(m_certificates.begin(), m_certificates.end(), digest) == m_certificates.end()) {
            m_certificates.push_back(digest);
            chain += certificate;
        }
    }
    if (!chain.empty()) {
        WarcRecord record{"metadata", id(), date, url, "application/x-pem-file", {}, chain, {}};
        record.payload = std::string_view::npos;
        record.fields.emplace_back("WARC-Concurrent-To", "<urn:uuid:" + response_id + ">");
        m_writer->write(archive::warc_record(record));
    }
}

} // namespace khronika::app
