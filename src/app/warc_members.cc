// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/warc_members.h"

#include "archive/sha256.h"
#include "base/error.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace khronika::app {

namespace {

constexpr std::size_t longest_header = 1U << 16U;
constexpr std::string_view header_end = "\r\n\r\n";
constexpr std::string_view record_end = "\r\n\r\n";

/// One record as its bytes come.
class RecordReader {
public:
    void begin(std::uint64_t offset)
    {
        m_record = {};
        m_record.offset = offset;
        m_header.clear();
        m_tail.clear();
        m_left.reset();
    }

    void add(std::string_view bytes)
    {
        if (!m_left) {
            bytes = header(bytes);
        }
        if (!m_left) {
            return;
        }
        const std::string_view block = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(*m_left, bytes.size())));
        m_hash.add(block);
        m_record.block_size += block.size();
        *m_left -= block.size();
        m_tail += bytes.substr(block.size());
        if (m_tail.size() > record_end.size()) {
            wrong("it goes on behind its record");
        }
    }

    [[nodiscard]] MemberRecord finish(std::uint64_t length)
    {
        if (!m_left || *m_left != 0 || m_tail != record_end) {
            wrong("it ends within its record");
        }
        m_record.length = length;
        m_record.block_sha256 = archive::hex(m_hash.finish());
        return m_record;
    }

    [[noreturn]] void wrong(std::string_view reason) const { fail("the member at byte {}: {}", m_record.offset, reason); }

private:
    /// Takes the header's bytes; gives what stands behind them.
    std::string_view header(std::string_view bytes)
    {
        const std::size_t before = m_header.size();
        m_header += bytes.substr(0, longest_header + header_end.size());
        const std::size_t end = m_header.find(header_end);
        if (end == std::string::npos) {
            if (m_header.size() > longest_header) {
                wrong("its header does not end");
            }
            return {};
        }
        const std::size_t size = end + header_end.size();
        m_header.resize(size);
        parse();
        return bytes.substr(size - before);
    }

    void parse()
    {
        if (!m_header.starts_with("WARC/1.1\r\n")) {
            wrong("it is no record of WARC 1.1");
        }
        m_record.type = field("WARC-Type");
        m_record.uri = field("WARC-Target-URI");
        m_record.block_digest = field("WARC-Block-Digest");
        const std::string length = field("Content-Length");
        std::uint64_t size = 0;
        const auto read = std::from_chars(length.data(), length.data() + length.size(), size);
        if (length.empty() || read.ec != std::errc{} || read.ptr != length.data() + length.size()) {
            wrong("its Content-Length is no number");
        }
        m_left = size;
    }

    [[nodiscard]] std::string field(std::string_view name) const
    {
        const std::string start = "\r\n" + std::string(name) + ": ";
        const std::size_t at = m_header.find(start);
        if (at == std::string::npos) {
            return {};
        }
        const std::size_t from = at + start.size();
        return m_header.substr(from, m_header.find("\r\n", from) - from);
    }

    MemberRecord m_record;
    std::string m_header;
    std::string m_tail;
    std::optional<std::uint64_t> m_left; ///< of the block; absent within the header
    archive::Sha256 m_hash;
};

class Members {
public:
    Members()
    {
        constexpr int gzip_form = 16 + MAX_WBITS;
        if (inflateInit2(&m_stream, gzip_form) != Z_OK) {
            fail("zlib could not be started");
        }
    }
    ~Members() { inflateEnd(&m_stream); }
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;

    void add(std::string_view bytes)
    {
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib reads it only
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        while (m_stream.avail_in > 0) {
            step();
        }
    }

    std::vector<MemberRecord> finish()
    {
        if (m_open) {
            m_reader.wrong("the file ends within it");
        }
        return std::move(m_records);
    }

private:
    void step()
    {
        if (!m_open) {
            m_reader.begin(m_read);
            m_start = m_read;
            m_open = true;
        }
        m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data());
        m_stream.avail_out = static_cast<uInt>(m_out.size());
        const uInt before = m_stream.avail_in;
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        m_read += before - m_stream.avail_in;
        if (status != Z_OK && status != Z_STREAM_END) {
            m_reader.wrong("its compressed bytes are damaged");
        }
        m_reader.add({m_out.data(), m_out.size() - m_stream.avail_out});
        if (status == Z_STREAM_END) {
            m_records.push_back(m_reader.finish(m_read - m_start));
            inflateReset(&m_stream);
            m_open = false;
        }
    }

    z_stream m_stream{};
    RecordReader m_reader;
    bool m_open = false;
    std::uint64_t m_start = 0;
    std::uint64_t m_read = 0;
    std::vector<char> m_out = std::vector<char>(1U << 16U);
    std::vector<MemberRecord> m_records;
};

} // namespace

std::vector<MemberRecord> read_members(PackageSource& source, const std::string& name)
{
    Members members;
    source.each_chunk(name, [&](std::string_view run) { members.add(run); });
    return members.finish();
}

} // namespace khronika::app
