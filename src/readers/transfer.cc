// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/transfer.h"

#include "base/utf8.h"
#include "model/source_map.h"

#include <algorithm>

namespace khronika::readers {

namespace {

int base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 32);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

class Out {
public:
    Out(Untransferred& to, bool with_sources) : m_to(to), m_with_sources(with_sources) {}
    void add(unsigned byte, Span source)
    {
        m_to.bytes.push_back(static_cast<char>(byte));
        if (m_with_sources) {
            m_to.sources.push_back(source);
        }
    }

private:
    Untransferred& m_to;
    bool m_with_sources;
};

void undo_base64(std::string_view encoded, Out out)
{
    unsigned held = 0;
    unsigned bits = 0;
    std::size_t begin = 0; // of the digit that holds the first of the held bits
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '=') {
            bits = 0;
            continue;
        }
        const int digit = base64_digit(encoded[i]);
        if (digit < 0) {
            continue;
        }
        begin = bits == 0 ? i : begin;
        held = ((held << 6U) | static_cast<unsigned>(digit)) & 0xFFFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.add((held >> bits) & 0xFFU, {begin, i + 1});
            begin = i;
        }
    }
}

void undo_quoted_printable(std::string_view encoded, Out out)
{
    for (std::size_t i = 0; i < encoded.size();) {
        const std::string_view rest = encoded.substr(i);
        if (rest[0] == '=' && rest.size() >= 3 && hex_digit(rest[1]) >= 0 && hex_digit(rest[2]) >= 0) {
            out.add(static_cast<unsigned>(hex_digit(rest[1]) * 16 + hex_digit(rest[2])), {i, i + 3});
            i += 3;
        } else if (const std::size_t end = rest.find_first_not_of(" \t", 1);
                   rest[0] == '=' && (end == std::string_view::npos || rest[end] == '\n' || rest.substr(end, 2) == "\r\n")) {
            i += end == std::string_view::npos ? rest.size() : end + (rest[end] == '\n' ? 1 : 2);
        } else {
            out.add(static_cast<unsigned char>(rest[0]), {i, i + 1});
            ++i;
        }
    }
}

/// Joins characters to runs: neighbours that stand byte for byte, or that are all of one size in the text and one in the source.
class CharacterRuns {
public:
    void add(Span text, Span source)
    {
        const bool plain = text.size() == source.size();
        if (!m_map.empty()) {
            SourceMap& last = m_map.back();
            const bool touch = last.text.end == text.begin && last.source.end == source.begin;
            const bool alike = plain == m_plain && (plain || (text.size() == m_text_size && source.size() == m_source_size));
            if (touch && alike) {
                last.text.end = text.end;
                last.source.end = source.end;
                return;
            }
        }
        m_map.push_back({text, source});
        m_plain = plain;
        m_text_size = text.size();
        m_source_size = source.size();
    }
    [[nodiscard]] std::vector<SourceMap> result() && { return std::move(m_map); }

private:
    std::vector<SourceMap> m_map;
    bool m_plain = false;
    std::size_t m_text_size = 0;
    std::size_t m_source_size = 0;
};

/// The decoded bytes of the characters of one run, in order.
template <typename Take>
void each_character(std::string_view content, const SourceMap& run, Take take)
{
    const bool plain = run.text.size() == run.source.size();
    const std::size_t count = plain ? 0 : utf8::length(at(content, run.text));
    std::size_t number = 0;
    for (std::size_t begin = run.text.begin; begin < run.text.end; ++number) {
        const std::size_t end = std::min(run.text.end, begin + utf8::decode(content, begin).length);
        const auto part = [&](std::size_t index) { return run.source.begin + index * run.source.size() / count; };
        take(Span{begin, end}, plain ? Span{run.source.begin + begin - run.text.begin, run.source.begin + end - run.text.begin}
                                     : Span{part(number), part(number + 1)});
        begin = end;
    }
}

} // namespace

Untransferred undo_transfer(std::string_view encoded, Transfer transfer, bool with_sources)
{
    Untransferred out;
    if (transfer == Transfer::none) {
        out.bytes = encoded;
        return out;
    }
    out.bytes.reserve(encoded.size());
    if (transfer == Transfer::base64) {
        undo_base64(encoded, Out(out, with_sources));
    } else {
        undo_quoted_printable(encoded, Out(out, with_sources));
    }
    return out;
}

std::vector<SourceMap> through_transfer(std::string_view content, const std::vector<SourceMap>& map, const Untransferred& decoded,
                                        std::size_t offset)
{
    std::vector<SourceMap> moved;
    CharacterRuns out;
    for (const SourceMap& run : map) {
        if (decoded.sources.empty()) {
            add_run(moved, {run.text, {run.source.begin + offset, run.source.end + offset}});
            continue;
        }
        each_character(content, run, [&](Span text, Span inner) {
            if (!inner.empty() && inner.end <= decoded.sources.size()) {
                out.add(text, {decoded.sources[inner.begin].begin + offset, decoded.sources[inner.end - 1].end + offset});
            }
        });
    }
    return decoded.sources.empty() ? std::move(moved) : std::move(out).result();
}

} // namespace khronika::readers
