// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/warc_writer.h"

#include "archive/sha256.h"
#include "base/error.h"

#include <zlib.h>

#include <algorithm>

namespace khronika::archive {

namespace {

std::string on_one_line(std::string_view text)
{
    std::string out(text);
    std::replace_if(out.begin(), out.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
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

std::string warc_record(const WarcRecord& record)
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
    if (record.payload != std::string_view::npos) {
        fields.emplace_back("WARC-Payload-Digest", warc_digest(record.block.substr(std::min(record.payload, record.block.size()))));
    }
    fields.emplace_back("WARC-Block-Digest", warc_digest(record.block));
    fields.emplace_back("Content-Length", fmt::format("{}", record.block.size()));
    std::string out = "WARC/1.1\r\n" + warc_fields(fields) + "\r\n";
    out += record.block;
    out += "\r\n\r\n";
    return out;
}

std::string gzip_member(std::string_view bytes)
{
    z_stream stream{};
    constexpr int gzip_only = 15 + 16;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_only, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        fail("out of memory");
    }
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    // zlib does not write to its input, but its interface predates const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) {
        fail("a record of {} bytes is too long to be packed", bytes.size());
    }
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
