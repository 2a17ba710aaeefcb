// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace khronika::readers {

/// What the bytes are, told from the bytes: `text/html`, `text/plain`, `application/pdf`, `application/zip`,
/// `image/jpeg` ..., `application/octet-stream` for other binary bytes, `application/x-empty` for none.
/// `name` helps only where text may be HTML: by its ending .html, .htm or .xhtml.
[[nodiscard]] std::string media_type_of(std::string_view bytes, std::string_view name = {});

} // namespace khronika::readers
