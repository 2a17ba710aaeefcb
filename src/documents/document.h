// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "documents/packs.h"
#include "model/text.h"
#include "readers/worker.h"

#include <string_view>

namespace khronika::documents {

/// Reads what is_document() names: PDF, pictures, XLSX and ODS. A pure function of its arguments, but for the time that OCR may
/// take. Throws Error, without the file's name, for what is damaged, locked or beyond the limits.
[[nodiscard]] Text read_document(std::string_view bytes, const readers::Request& request, const readers::Tables& tables, const Packs& packs,
                                 const readers::PageBegins& page_begins);

/// What the workers of khronika-reader do.
[[nodiscard]] readers::Work document_work();

} // namespace khronika::documents
