// SPDX-License-Identifier: GPL-3.0-or-later
// The transfer encodings of mail (RFC 2045), undone with the way back from each byte.
#pragma once

#include "model/text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace khronika::readers {

enum class Transfer { none, base64, quoted_printable };

/// Bytes and, for each of them, where in the encoded bytes it stands.
struct Untransferred {
    std::string bytes;
    std::vector<Span> sources; ///< empty where nothing was asked for or nothing was encoded
};

/// What is not of the encoding is passed over in base64 and kept as it stands in quoted-printable.
[[nodiscard]] Untransferred undo_transfer(std::string_view encoded, Transfer transfer, bool with_sources);

/// The map from a text to the encoded bytes, `offset` added, out of the map from the text to what was decoded.
[[nodiscard]] std::vector<SourceMap> through_transfer(std::string_view content, const std::vector<SourceMap>& map,
                                                      const Untransferred& decoded, std::size_t offset);

} // namespace khronika::readers
