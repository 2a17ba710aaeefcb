// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace khronika::language {

/// One data table as it was read: engines take contents, never files. `path` is relative to data/ and is what
/// messages and reasons name.
struct Table {
    std::string path;
    std::string content;
};

} // namespace khronika::language
