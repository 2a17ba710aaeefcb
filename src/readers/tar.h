// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/part.h"

#include <string_view>

namespace khronika::readers {

/// Hands out the regular files of a tar archive, plain or packed by gzip. Links and devices are noted. Throws Error where it is no
/// readable archive at all.
void unpack_tar(std::string_view file, Parts& parts);

/// Told by the mark of POSIX and GNU tar; the bytes may be packed by gzip.
[[nodiscard]] bool is_tar(std::string_view file);

} // namespace khronika::readers
