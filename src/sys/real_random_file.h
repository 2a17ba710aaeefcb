// SPDX-License-Identifier: GPL-3.0-or-later
// For the real files alone.
#pragma once

#include "sys/files.h"

namespace khronika::sys {

[[nodiscard]] std::unique_ptr<RandomFile> open_real_random(const std::string& path, Mode mode);
[[nodiscard]] std::unique_ptr<RandomFile> open_real_unnamed(const std::string& folder);

} // namespace khronika::sys
