// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/span.h"

#include <cstdint>
#include <map>
#include <string_view>

namespace khronika::readers {

/// Where in a ZIP the bytes of its stored (not packed) files stand, by the number of the entry in the central directory, which libzip
/// does not tell. Empty for a ZIP64 and wherever the directory makes no sense.
[[nodiscard]] std::map<std::uint64_t, Span> stored_spans(std::string_view file);

} // namespace khronika::readers
