// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace khronika::readers {

/// Whether a file of a ZIP or tar is read as a text or container of its own. Code, style sheets, indices and JSON that is no export are
/// kept and not read: a number in a script is no claim.
[[nodiscard]] bool worth_reading(std::string_view name, std::string_view beginning);

} // namespace khronika::readers
