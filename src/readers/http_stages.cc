// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/http_stages.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>

namespace khronika::readers {

namespace {

constexpr std::size_t room = 1U << 16U;

/// RFC 9112, section 7.1. A body that does not begin with the size of a chunk has no chunks.
class Dechunker : public BodyDecoder::Stage {
public:
    bool add(std::string_view run, const BodyDecoder::Take& out) override
    {
        while (!run.empty()) {
            if (m_state == State::plain) {
                out(run);
                return true;
            }
            if (m_state == State::data) {
                const std::size_t part = std::min<std::size_t>(m_left, run.size());
                out(run.substr(0, part));
                run.remove_prefix(part);
                m_left -= part;
                m_state = m_left == 0 ? State::after : State::data;
            } else if (m_state == State::end) {
                return true; // trailing fields
            } else if (!take_line(run, out)) {
                return false;
            }
        }
        return true;
    }

    bool finish(const BodyDecoder::Take& out) override
    {
        if (m_state == State::size && m_first && !m_line.empty()) {
            out(m_line);
            m_state = State::plain;
        }
        if (m_state != State::end && m_state != State::plain && !(m_state == State::size && m_first)) {
            m_reason = "its body breaks off within a chunk";
            return false;
        }
        return true;
    }

    [[nodiscard]] bool plain() const override { return m_state == State::plain || m_first; }

private:
    enum class State { size, data, after, end, plain };
    static constexpr std::size_t longest_line = 1024;

    /// One byte at a time up to the end of a line.
    bool take_line(std::string_view& run, const BodyDecoder::Take& out)
    {
        const std::size_t end = run.find('\n');
        const std::size_t part = std::min(end == std::string_view::npos ? run.size() : end + 1, longest_line);
        m_line.append(run.substr(0, part));
        run.remove_prefix(part);
        if (m_line.back() != '\n' && m_line.size() < longest_line) {
            return true;
        }
        if (m_state == State::after) {
            m_state = State::size;
            const bool empty = m_line == "\r\n" || m_line == "\n";
            m_line.clear();
            m_reason = empty ? "" : "its chunks are damaged";
            return empty;
        }
        return take_size(out);
    }

    bool take_size(const BodyDecoder::Take& out)
    {
        std::size_t digits = 0;
        std::uint64_t size = 0;
        while (digits < m_line.size() && digits < 15 && std::isxdigit(static_cast<unsigned char>(m_line[digits])) != 0) {
            const char c = m_line[digits++];
            size = size * 16 + static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        }
        const char next = digits < m_line.size() ? m_line[digits] : '\0';
        const bool sound = digits > 0 && (next == '\r' || next == '\n' || next == ';' || next == ' ');
        if (!sound && m_first) {
            m_state = State::plain;
            out(m_line);
            m_line.clear();
            return true;
        }
        if (!sound) {
            m_reason = "its chunks are damaged";
            return false;
        }
        m_first = false;
        m_line.clear();
        m_left = size;
        m_state = size == 0 ? State::end : State::data;
        return true;
    }

    State m_state = State::size;
    bool m_first = true;
    std::uint64_t m_left = 0;
    std::string m_line;
};

class Inflater : public BodyDecoder::Stage {
public:
    explicit Inflater(bool gzip) : m_gzip(gzip) {}
    ~Inflater() override
    {
        if (m_started) {
            inflateEnd(&m_stream);
        }
    }

    bool add(std::string_view run, const BodyDecoder::Take& out) override
    {
        if (!m_started && !m_plain) {
            m_head.append(run);
            if (m_head.size() < 2) {
                return true;
            }
            start();
            const std::string head = std::move(m_head);
            return feed(head, out);
        }
        return feed(run, out);
    }

    bool finish(const BodyDecoder::Take& out) override
    {
        if (!m_started && !m_plain && !m_head.empty()) {
            out(m_head); // too short for any coding
            return true;
        }
        if (m_started && !m_done) {
            m_reason = "its packed body breaks off";
            return false;
        }
        return true;
    }

    [[nodiscard]] bool plain() const override { return !m_started; }

private:
    void start()
    {
        const auto first = static_cast<unsigned char>(m_head[0]);
        const auto second = static_cast<unsigned char>(m_head[1]);
        const bool magic = first == 0x1F && second == 0x8B;
        const bool zlib = (first & 0x0FU) == 8 && (first * 256U + second) % 31U == 0;
        m_plain = m_gzip && !magic;
        if (!m_plain) {
            m_started = inflateInit2(&m_stream, magic ? 15 + 16 : zlib ? 15 : -15) == Z_OK;
        }
    }

    bool feed(std::string_view run, const BodyDecoder::Take& out)
    {
        if (m_plain) {
            out(run);
            return true;
        }
        std::array<char, room> buffer{};
        // zlib does not write to its input, but its interface predates const.
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(run.data()));
        m_stream.avail_in = static_cast<uInt>(run.size());
        while (m_started && !m_done && m_stream.avail_in > 0) {
            m_stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
            m_stream.avail_out = room;
            const int status = inflate(&m_stream, Z_NO_FLUSH);
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
                m_reason = "its packed body is damaged";
                return false;
            }
            out({buffer.data(), room - m_stream.avail_out});
            m_done = status == Z_STREAM_END;
        }
        return drain(buffer, out);
    }

    /// What was taken in and did not fit into one buffer.
    bool drain(std::array<char, room>& buffer, const BodyDecoder::Take& out)
    {
        while (m_started && !m_done && m_stream.avail_out == 0) {
            m_stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
            m_stream.avail_out = room;
            const int status = inflate(&m_stream, Z_NO_FLUSH);
            out({buffer.data(), room - m_stream.avail_out});
            m_done = status == Z_STREAM_END;
            if (status != Z_OK) {
                break;
            }
        }
        return true;
    }

    bool m_gzip;
    bool m_started = false;
    bool m_plain = false;
    bool m_done = false;
    std::string m_head;
    z_stream m_stream{};
};

class Unbrotli : public BodyDecoder::Stage {
public:
    Unbrotli() : m_state(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance) {}

    bool add(std::string_view run, const BodyDecoder::Take& out) override
    {
        std::array<std::uint8_t, room> buffer{};
        const auto* next = reinterpret_cast<const std::uint8_t*>(run.data());
        std::size_t left = run.size();
        while (!m_done) {
            std::uint8_t* to = buffer.data();
            std::size_t space = room;
            const auto result = BrotliDecoderDecompressStream(m_state.get(), &left, &next, &space, &to, nullptr);
            if (result == BROTLI_DECODER_RESULT_ERROR) {
                m_reason = "its packed body is damaged";
                return false;
            }
            out({reinterpret_cast<const char*>(buffer.data()), room - space});
            m_done = result == BROTLI_DECODER_RESULT_SUCCESS;
            if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
                break;
            }
        }
        m_any = m_any || !run.empty();
        return true;
    }

    bool finish(const BodyDecoder::Take&) override
    {
        if (m_any && !m_done) {
            m_reason = "its packed body breaks off";
            return false;
        }
        return true;
    }

    [[nodiscard]] bool plain() const override { return !m_any; }

private:
    std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> m_state;
    bool m_done = false;
    bool m_any = false;
};

} // namespace

std::unique_ptr<BodyDecoder::Stage> make_dechunker()
{
    return std::make_unique<Dechunker>();
}

std::unique_ptr<BodyDecoder::Stage> make_content_decoder(std::string_view coding)
{
    if (coding == "gzip" || coding == "x-gzip") {
        return std::make_unique<Inflater>(true);
    }
    if (coding == "deflate") {
        return std::make_unique<Inflater>(false);
    }
    if (coding == "br") {
        return std::make_unique<Unbrotli>();
    }
    return nullptr;
}

} // namespace khronika::readers
