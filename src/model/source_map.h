// SPDX-License-Identifier: GPL-3.0-or-later
// How a Text's map is read. In a run whose two spans are of one size, text and source are equal byte for byte, or every
// character takes the same number of bytes in both. In any other run every character of the text takes the same number
// of source bytes: one in a single-byte encoding, or the whole source span where the run is one character that stands
// for a character reference or for white space that was folded. What lies between runs (a mark-up, a dropped block) has
// no place in the text. Rejected: one run a character, which makes the map ten times as large as the text.
#pragma once

#include "base/span.h"
#include "model/text.h"

#include <optional>
#include <string_view>
#include <vector>

namespace khronika {

/// The bytes of the item that the words at `span` of `text.content` came from: the smallest span that covers them all.
/// Absent where none of them has a source. Costs the logarithm of the map's length and the length of the span.
[[nodiscard]] std::optional<Span> source_of(const Text& text, Span span);

/// The same for a content and its map.
[[nodiscard]] std::optional<Span> source_of(std::string_view content, const std::vector<SourceMap>& map, Span span);

/// Adds a run at the end, joined to the last one where both are byte for byte and touch on both sides.
void add_run(std::vector<SourceMap>& map, SourceMap run);

/// The map from a text to a source by way of a middle text: `inner` leads to `middle`, `outer` from there to the source.
/// `outer` must be ordered by its text spans.
[[nodiscard]] std::vector<SourceMap> compose(const std::vector<SourceMap>& inner, const std::vector<SourceMap>& outer,
                                             std::string_view middle);

/// True where runs are ordered, do not overlap in the text, and lie within `content_size` and `source_size`.
[[nodiscard]] bool well_formed(const std::vector<SourceMap>& map, std::size_t content_size, std::size_t source_size);

} // namespace khronika
