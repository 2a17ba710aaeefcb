// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

/// Bytes as UTF-8, with the way back.
struct Decoded {
    std::string text;           ///< valid UTF-8, no byte order mark; what could not be decoded is U+FFFD
    std::vector<SourceMap> map; ///< from `text` to the bytes
    std::string encoding;       ///< the name that was given
    std::size_t replaced = 0;   ///< how many characters could not be decoded
};

/// Decodes `bytes` from `encoding`: a name that ICU knows (`UTF-8`, `windows-1251`, `KOI8-R`, `UTF-16LE` ...). A byte
/// order mark of that encoding at the start is left out. Throws Error where ICU has no such converter.
[[nodiscard]] Decoded decode(std::string_view bytes, const std::string& encoding);

/// True where every character of the encoding is one byte. Throws Error where ICU has no such converter.
[[nodiscard]] bool is_single_byte(const std::string& encoding);

/// The code points that the 256 bytes mean in a single-byte encoding; U+FFFD where a byte means nothing. Throws Error
/// where ICU has no such converter or it is not single-byte.
[[nodiscard]] std::vector<char32_t> single_byte_table(const std::string& encoding);

} // namespace khronika::readers
