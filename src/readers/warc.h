// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/part.h"

#include <string_view>

namespace khronika::readers {

/// Hands out what a WARC file (ISO 28500, 1.0 and 1.1; plain or gzip, a member a record) holds: of each response and resource the
/// payload, without chunks and content codings, with its address and date. Digests that do not match, revisits, other records,
/// empty and damaged ones are noted; a damaged record costs itself alone, and its offset is named.
void unpack_warc(std::string_view file, Parts& parts);

} // namespace khronika::readers
