// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/text.h"

#include <string_view>
#include <vector>

namespace khronika::documents {

/// What a picture's EXIF says: `taken` (RFC 3339, with a zone where the camera says one), `device`, `serial`, `owner`, `artist`,
/// `latitude` and `longitude` (degrees, WGS 84), all of them personal, and `software` and `orientation` (1 to 8). Empty where
/// there is none. Damaged EXIF is none.
[[nodiscard]] std::vector<Property> exif_of(std::string_view bytes);

/// 1 to 8; 1 where nothing is said.
[[nodiscard]] int orientation_of(const std::vector<Property>& properties);

} // namespace khronika::documents
