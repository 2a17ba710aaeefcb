// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/part.h"

#include <string_view>

namespace khronika::readers {

/// Hands out the files of a ZIP. Those that are encrypted, damaged, or packed beyond all measure are left out by name. Where it is a
/// WACZ, its files are held against the digests of its datapackage.json. Throws Error where it is no readable ZIP at all.
void unpack_zip(std::string_view file, Parts& parts);

/// A ZIP that is an office document (DOCX, XLSX, ODT, EPUB ...), told by its first entry.
[[nodiscard]] bool is_office_zip(std::string_view file);

} // namespace khronika::readers
