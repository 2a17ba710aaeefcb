// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/warc_writer.h"

#include "archive/sha256.h"
#include "base/error.h"

#include <algorithm>

namespace khronika::archive {

namespace {

std::string on_one_line(std::string_view text)
{
    std::string out(text);
    std::replace_if(out.begin(), out.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return out;
}

} // namespace

std::string warc_digest(std::string_view bytes)
{
    return "sha256:" + hex(sha256(bytes));
}

std::string warc_fields(const std::vector<std::pair<std::string, std::string>>& fields)
{
    std::string out;
    for (const auto& [name, value] : fields) {
        out += fmt::format("{}: {}\r\n", name, on_one_line(value));
    }
    return out;
}

std::string warc_head(const WarcRecord& record, std::uint64_t size, std::string_view block_digest, std::string_view payload_digest)
{
    std::vector<std::pair<std::string, std::string>> fields{
        {"WARC-Type", record.type}, {"WARC-Record-ID", fmt::format("<urn:uuid:{}>", record.id)}, {"WARC-Date", record.date}};
    if (!record.target.empty()) {
        fields.emplace_back("WARC-Target-URI", record.target);
    }
    fields.insert(fields.end(), record.fields.begin(), record.fields.end());
    if (!record.content_type.empty()) {
        fields.emplace_back("Content-Type", record.content_type);
    }
    if (!payload_digest.empty()) {
        fields.emplace_back("WARC-Payload-Digest", payload_digest);
    }
    fields.emplace_back("WARC-Block-Digest", block_digest);
    fields.emplace_back("Content-Length", fmt::format("{}", size));
    return "WARC/1.1\r\n" + warc_fields(fields) + "\r\n";
}

std::string warc_record(const WarcRecord& record)
{
    const bool payload = record.payload != std::string_view::npos;
    std::string out = warc_head(record, record.block.size(), warc_digest(record.block),
                                payload ? warc_digest(record.block.substr(std::min(record.payload, record.block.size()))) : std::string());
    out += record.block;
    out += warc_end;
    return out;
}

std::string uuid_of(std::string_view random)
{
    std::string bytes(random.substr(0, 16));
    bytes.resize(16, '\0');
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", static_cast<unsigned char>(bytes[i]));
    }
    return out;
}

} // namespace khronika::archive
