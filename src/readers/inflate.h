// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace khronika::readers {

/// The content of a gzip file, of all its members. Throws Error where it is damaged, cut short, or larger than `limit` bytes.
[[nodiscard]] std::string inflate_gzip(std::string_view bytes, std::uint64_t limit);

} // namespace khronika::readers
