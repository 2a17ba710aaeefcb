// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/warc.h"

#include "archive/sha256.h"

#include <fmt/format.h>

#include <algorithm>

namespace khronika::publish {

namespace {

void add_field(std::string& out, std::string_view name, std::string value)
{
    if (value.empty()) {
        return;
    }
    std::replace_if(value.begin(), value.end(), [](unsigned char letter) { return letter < ' ' || letter == 0x7F; }, ' ');
    out += fmt::format("{}: {}\r\n", name, value);
}

} // namespace

std::string warc_record_id(const WarcRecord& record)
{
    std::string key;
    for (const std::string* part : {&record.type, &record.date, &record.uri, &record.block_digest}) {
        key += *part;
        key += '\n';
    }
    std::string digits = archive::hex(archive::sha256(key)).substr(0, 32);
    digits[12] = '8';
    constexpr std::string_view variants = "89ab";
    const auto variant = static_cast<unsigned char>(digits[16]);
    digits[16] = variants[variant % variants.size()];
    return fmt::format("urn:uuid:{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4), digits.substr(12, 4), digits.substr(16, 4),
                       digits.substr(20));
}

std::string warc_header(const WarcRecord& record, std::uint64_t size)
{
    std::string out = "WARC/1.1\r\n";
    add_field(out, "WARC-Type", record.type);
    add_field(out, "WARC-Record-ID", "<" + warc_record_id(record) + ">");
    add_field(out, "WARC-Date", record.date);
    add_field(out, "WARC-Target-URI", record.uri);
    for (const auto& [name, value] : record.fields) {
        add_field(out, name, value);
    }
    add_field(out, "WARC-Block-Digest", record.block_digest);
    add_field(out, "WARC-Payload-Digest", record.payload_digest);
    add_field(out, "Content-Type", record.content_type);
    add_field(out, "Content-Length", std::to_string(size));
    return out + "\r\n";
}

std::string warc_record(WarcRecord record, std::string_view block)
{
    if (record.block_digest.empty()) {
        record.block_digest = "sha256:" + archive::hex(archive::sha256(block));
    }
    std::string out = warc_header(record, block.size());
    out += block;
    out += warc_end;
    return out;
}

std::string warc_fields(const std::vector<std::pair<std::string, std::string>>& fields)
{
    std::string out;
    for (const auto& [name, value] : fields) {
        add_field(out, name, value);
    }
    return out;
}

} // namespace khronika::publish
