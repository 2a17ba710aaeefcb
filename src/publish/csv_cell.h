// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace khronika::publish {

/// A field of CSV by RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] std::string csv_cell(std::string_view value);
/// One line with its LF.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& values);

} // namespace khronika::publish
