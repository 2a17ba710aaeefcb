// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/inflate.h"

#include "base/error.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace khronika::readers {

std::string inflate_gzip(std::string_view bytes, std::uint64_t limit)
{
    constexpr int gzip_only = 15 + 16;
    z_stream stream{};
    if (inflateInit2(&stream, gzip_only) != Z_OK) {
        fail("the gzip file could not be opened: out of memory");
    }
    const std::unique_ptr<z_stream, int (*)(z_streamp)> end(&stream, &inflateEnd);
    std::string out;
    std::array<char, 1U << 16U> buffer{};
    // zlib does not write to its input, but its interface predates const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    std::size_t left = bytes.size();
    bool complete = false;
    while (left > 0 || stream.avail_in > 0) {
        if (stream.avail_in == 0) {
            const std::size_t part = std::min<std::size_t>(left, 1U << 30U);
            stream.avail_in = static_cast<uInt>(part);
            left -= part;
        }
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END) {
            fail("the gzip file is damaged after {} bytes of content", out.size());
        }
        out.append(buffer.data(), buffer.size() - stream.avail_out);
        if (out.size() > limit) {
            fail("the gzip file holds more than the limit of {} bytes; split the file", limit);
        }
        complete = status == Z_STREAM_END;
        if (complete && stream.avail_in + left > 0 && inflateReset(&stream) != Z_OK) {
            fail("the gzip file is damaged after {} bytes of content", out.size());
        }
    }
    if (!complete) {
        fail("the gzip file breaks off after {} bytes of content", out.size());
    }
    return out;
}

} // namespace khronika::readers
