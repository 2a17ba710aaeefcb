// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace khronika::readers {

/// The canonical name of an encoding label as pages write it (`cp1251`, `utf8`, `latin1`), by the rules of HTML:
/// ISO-8859-1 and ASCII mean windows-1252. Absent where no converter is known.
[[nodiscard]] std::optional<std::string> canonical_encoding(std::string_view label);

/// The encoding that the bytes declare of themselves: a byte order mark, an XML declaration, or a <meta> in the first
/// 8,192 bytes.
[[nodiscard]] std::optional<std::string> declared_encoding(std::string_view bytes);

/// The encoding to decode by: what is declared unless the bytes contradict it; else UTF-8 where the bytes are UTF-8;
/// else the likeliest of the Cyrillic encodings and windows-1252. A declaration is contradicted by a UTF-8 that does not
/// decode, by a single-byte encoding over valid multi-byte UTF-8, and by one Cyrillic encoding over plain words in
/// another.
[[nodiscard]] std::string choose_encoding(std::string_view bytes);

} // namespace khronika::readers
