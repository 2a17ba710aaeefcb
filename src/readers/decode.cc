// SPDX-License-Identifier: GPL-3.0-or-later
#include "readers/decode.h"

#include "base/error.h"
#include "base/utf8.h"
#include "model/source_map.h"

#include <unicode/ucnv.h>

#include <array>
#include <cstdint>
#include <memory>

namespace khronika::readers {

namespace {

constexpr char32_t replacement = 0xFFFD;
/// Runs are cut at this length, so that a place within one is found by counting few characters.
constexpr std::size_t longest_run = 4096;

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(encoding.c_str(), &status));
    if (U_FAILURE(status)) {
        fail("the encoding '{}' is not known; save the file as UTF-8", encoding);
    }
    return converter;
}

Decoded decode_utf8(std::string_view bytes)
{
    Decoded out;
    std::size_t begin = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
    std::size_t i = begin;
    const auto take = [&] {
        if (i > begin) {
            add_run(out.map, {{out.text.size(), out.text.size() + (i - begin)}, {begin, i}});
            out.text.append(bytes.substr(begin, i - begin));
        }
    };
    while (i < bytes.size()) {
        if (static_cast<std::uint8_t>(bytes[i]) < 0x80) {
            ++i;
            continue;
        }
        const utf8::Decoded next = utf8::decode(bytes, i);
        if (next.code_point == replacement && next.length == 1) {
            take();
            const std::size_t at = out.text.size();
            utf8::append(out.text, replacement);
            out.map.push_back({{at, out.text.size()}, {i, i + 1}});
            ++out.replaced;
            begin = i + 1;
        }
        i += next.length;
    }
    take();
    return out;
}

Decoded decode_single_byte(std::string_view bytes, const std::vector<char32_t>& table)
{
    Decoded out;
    out.text.reserve(bytes.size() * 2);
    std::size_t begin = 0;
    std::size_t text_begin = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char32_t c = table[static_cast<std::uint8_t>(bytes[i])];
        out.replaced += c == replacement ? 1 : 0;
        utf8::append(out.text, c);
        if (out.text.size() - text_begin >= longest_run || i + 1 == bytes.size()) {
            add_run(out.map, {{text_begin, out.text.size()}, {begin, i + 1}});
            begin = i + 1;
            text_begin = out.text.size();
        }
    }
    return out;
}

/// Collects characters into runs in which each takes the same number of bytes on either side.
class UniformRuns {
public:
    explicit UniformRuns(Decoded& out) : m_out(out) {}

    void put(char32_t c, Span source)
    {
        const std::size_t at = m_out.text.size();
        utf8::append(m_out.text, c);
        const SourceMap next{{at, m_out.text.size()}, source};
        const bool joins = m_width.text.size() == next.text.size() && m_width.source.size() == next.source.size() &&
                           m_run.source.end == source.begin && m_run.text.size() < longest_run;
        if (joins) {
            m_run.text.end = next.text.end;
            m_run.source.end = next.source.end;
            return;
        }
        flush();
        m_run = m_width = next;
    }

    void flush()
    {
        if (!m_run.text.empty()) {
            m_out.map.push_back(m_run);
        }
        m_run = m_width = {};
    }

private:
    Decoded& m_out;
    SourceMap m_run;
    SourceMap m_width; ///< one character of the run
};

Decoded decode_by_icu(std::string_view bytes, const std::string& encoding)
{
    const Converter converter = open_converter(encoding);
    Decoded out;
    UniformRuns runs(out);
    const char* const start = bytes.data();
    const char* from = start;
    const char* const limit = start + bytes.size();
    while (from < limit) {
        const char* const before = from;
        UErrorCode status = U_ZERO_ERROR;
        auto c = static_cast<char32_t>(ucnv_getNextUChar(converter.get(), &from, limit, &status));
        if (status == U_INDEX_OUTOFBOUNDS_ERROR) {
            break;
        }
        if (U_FAILURE(status) || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
            c = replacement;
            ucnv_resetToUnicode(converter.get());
            from = from > before ? from : before + 1;
        }
        out.replaced += c == replacement ? 1 : 0;
        const Span source{static_cast<std::size_t>(before - start), static_cast<std::size_t>(from - start)};
        if (c == 0xFEFF && source.begin == 0) {
            continue;
        }
        runs.put(c, source);
    }
    runs.flush();
    return out;
}

bool single_byte(const Converter& converter)
{
    return ucnv_getMaxCharSize(converter.get()) == 1 && ucnv_getMinCharSize(converter.get()) == 1;
}

} // namespace

bool is_single_byte(const std::string& encoding)
{
    return single_byte(open_converter(encoding));
}

std::vector<char32_t> single_byte_table(const std::string& encoding)
{
    const Converter converter = open_converter(encoding);
    if (!single_byte(converter)) {
        fail("the encoding '{}' is not single-byte", encoding);
    }
    std::vector<char32_t> table(256, replacement);
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        const char source = static_cast<char>(byte);
        std::array<UChar, 4> target{};
        UErrorCode status = U_ZERO_ERROR;
        const int length = ucnv_toUChars(converter.get(), target.data(), static_cast<int>(target.size()), &source, 1, &status);
        if (U_SUCCESS(status) && length == 1) {
            table[byte] = target[0];
        }
    }
    return table;
}

Decoded decode(std::string_view bytes, const std::string& encoding)
{
    Decoded out;
    if (encoding == "UTF-8") {
        out = decode_utf8(bytes);
    } else {
        out = is_single_byte(encoding) ? decode_single_byte(bytes, single_byte_table(encoding)) : decode_by_icu(bytes, encoding);
    }
    out.encoding = encoding;
    return out;
}

} // namespace khronika::readers
