// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/part.h"

#include <cstddef>
#include <string_view>

namespace khronika::readers {

/// Of an HTTP answer with its head that holds an HTML page: the addresses of style sheets, icons, images, scripts and media as they stand
/// in it, with the base that it states, as one part of lines `KIND ADDRESS`, KIND being `base`, `style`, `icon`, `image`, `script`,
/// `media`. No lines for an answer that is no HTML. Throws Error where it is no answer of HTTP, or its body is damaged or breaks off.
void unpack_links(std::string_view answer, std::size_t deepest, Parts& parts);

} // namespace khronika::readers
