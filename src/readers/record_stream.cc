// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/record_stream.h"

#include "base/error.h"

#include <zlib.h>

#include <algorithm>

namespace khronika::readers {

namespace {

constexpr std::size_t run_size = 1U << 18U;
constexpr std::string_view gzip_mark = "\x1F\x8B\x08";

} // namespace

RecordStream::RecordStream(std::string_view file) : m_file(file), m_packed(file.starts_with("\x1F\x8B")) {}

RecordStream::~RecordStream()
{
    if (m_stream) {
        inflateEnd(m_stream.get());
    }
}

void RecordStream::begin_member()
{
    constexpr int gzip_only = 15 + 16;
    if (!m_stream) {
        m_stream = std::make_unique<z_stream>();
        if (inflateInit2(m_stream.get(), gzip_only) != Z_OK) {
            fail("out of memory");
        }
    } else {
        inflateReset(m_stream.get());
    }
    m_member = m_at;
    m_open = true;
}

/// The buffer is used up and the file is packed.
void RecordStream::refill()
{
    m_buffer.resize(run_size);
    m_used = 0;
    std::size_t got = 0;
    // A member that opens within a buffer would blur which member a byte belongs to: each buffer is of one member.
    while (got == 0 && !m_broken && (m_open || m_at < m_file.size())) {
        if (!m_open) {
            begin_member();
        }
        const std::size_t part = std::min<std::size_t>(m_file.size() - m_at, run_size);
        // zlib does not write to its input, but its interface predates const.
        m_stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(m_file.data() + m_at));
        m_stream->avail_in = static_cast<uInt>(part);
        m_stream->next_out = reinterpret_cast<Bytef*>(m_buffer.data());
        m_stream->avail_out = static_cast<uInt>(run_size);
        const int status = inflate(m_stream.get(), Z_NO_FLUSH);
        m_at += part - m_stream->avail_in;
        got = run_size - m_stream->avail_out;
        m_broken = (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) || (status != Z_STREAM_END && part == 0 && got == 0);
        m_open = status != Z_STREAM_END && !m_broken;
    }
    m_buffer.resize(got);
}

std::string_view RecordStream::peek()
{
    if (!m_packed) {
        return m_file.substr(m_at, run_size);
    }
    if (m_used == m_buffer.size()) {
        refill();
    }
    return std::string_view(m_buffer).substr(m_used);
}

void RecordStream::skip(std::size_t count)
{
    (m_packed ? m_used : m_at) += count;
}

std::optional<std::string> RecordStream::line(std::size_t longest)
{
    std::string out;
    while (out.size() < longest) {
        const std::string_view run = peek();
        if (run.empty()) {
            return std::nullopt;
        }
        const std::size_t end = run.find('\n');
        const std::size_t part = std::min(end == std::string_view::npos ? run.size() : end + 1, longest - out.size());
        out.append(run.substr(0, part));
        skip(part);
        if (out.back() == '\n') {
            return out;
        }
    }
    return std::nullopt;
}

std::size_t RecordStream::position() const
{
    return !m_packed ? m_at : m_used < m_buffer.size() || m_open || m_broken ? m_member : m_at;
}

bool RecordStream::find(std::string_view mark, std::size_t after)
{
    std::size_t at = after;
    while (at < m_file.size()) {
        at = m_file.find(m_packed ? gzip_mark : mark, at + 1);
        if (at == std::string_view::npos) {
            return false;
        }
        const bool found =
            m_packed ? inflated_head(m_file.substr(at), mark.size()) == mark : m_file[at - 1] == '\n' || m_file[at - 1] == '\0';
        if (found) {
            m_at = at;
            m_buffer.clear();
            m_used = 0;
            m_open = false;
            m_broken = false;
            return true;
        }
    }
    return false;
}

std::string inflated_head(std::string_view file, std::size_t size)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) {
        fail("out of memory");
    }
    std::string out(size, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(file.size(), run_size));
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(size);
    inflate(&stream, Z_NO_FLUSH);
    out.resize(size - stream.avail_out);
    inflateEnd(&stream);
    return out;
}

} // namespace khronika::readers
