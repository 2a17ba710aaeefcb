// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace khronika::cli {

/// "khronika 0.1.0"
[[nodiscard]] inline std::string program_and_version()
{
    return "khronika " KHRONIKA_VERSION;
}

} // namespace khronika::cli
