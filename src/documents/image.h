// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "documents/packs.h"
#include "model/text.h"
#include "readers/read.h"

#include <string_view>

namespace khronika::documents {

/// The words in a picture, by OCR, with boxes in pixels of the picture as it is shown (turned by its EXIF orientation), and
/// what its EXIF says as properties, personal ones marked. A frame that fails is named in the notes. No words are an empty
/// text with a note. Nothing else is recognised in pictures, least of all faces. Throws Error where the picture is damaged, of a
/// form that is not read, or has more pixels or frames than the limits.
[[nodiscard]] Text read_image(std::string_view bytes, const readers::Request& request, const Packs& packs,
                              const readers::PageBegins& page_begins);

} // namespace khronika::documents
