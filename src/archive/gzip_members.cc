// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/gzip_members.h"

#include "base/error.h"

#include <zlib.h>

#include <limits>
#include <utility>
#include <vector>

namespace khronika::archive {

struct GzipMembers::Impl {
    std::function<void(std::string_view)> write;
    std::uint64_t size = 0;
    Sha256 hash{};
    z_stream stream{};
    std::vector<char> out = std::vector<char>(1U << 16U);

    void deflate_all(int flush)
    {
        int status = Z_OK;
        do {
            stream.next_out = reinterpret_cast<Bytef*>(out.data());
            stream.avail_out = static_cast<uInt>(out.size());
            status = deflate(&stream, flush);
            if (status == Z_STREAM_ERROR) {
                fail("zlib could not compress");
            }
            const std::string_view made(out.data(), out.size() - stream.avail_out);
            hash.add(made);
            write(made);
            size += made.size();
        } while (stream.avail_out == 0 || (flush == Z_FINISH && status != Z_STREAM_END));
    }
};

GzipMembers::GzipMembers(std::function<void(std::string_view)> write) : m_impl(new Impl{std::move(write)})
{
    constexpr int gzip_form = 16 + MAX_WBITS;
    constexpr int memory_level = 8;
    if (deflateInit2(&m_impl->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_form, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        fail("zlib could not be started");
    }
}

GzipMembers::~GzipMembers()
{
    deflateEnd(&m_impl->stream);
}

void GzipMembers::begin()
{
    deflateReset(&m_impl->stream);
}

void GzipMembers::add(std::string_view bytes)
{
    constexpr std::size_t most = std::numeric_limits<uInt>::max();
    while (!bytes.empty()) {
        const std::string_view run = bytes.substr(0, most);
        m_impl->stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(run.data())); // zlib reads it only
        m_impl->stream.avail_in = static_cast<uInt>(run.size());
        m_impl->deflate_all(Z_NO_FLUSH);
        bytes.remove_prefix(run.size());
    }
}

void GzipMembers::end()
{
    m_impl->deflate_all(Z_FINISH);
}

std::uint64_t GzipMembers::size() const
{
    return m_impl->size;
}

Hash GzipMembers::finish()
{
    return m_impl->hash.finish();
}

} // namespace khronika::archive
