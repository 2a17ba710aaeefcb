// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace khronika::readers {

inline constexpr std::string_view csv_type = "text/csv";
inline constexpr std::string_view xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr std::string_view ods_type = "application/vnd.oasis.opendocument.spreadsheet";

/// What the bytes are, told from the bytes: `text/html`, `text/plain`, `application/pdf`, `application/zip`,
/// `image/jpeg` ..., `application/octet-stream` for other binary bytes, `application/x-empty` for none.
/// `name` helps only where text may be HTML or a table: by its ending .html, .htm or .xhtml, .csv, .tsv or .tab.
[[nodiscard]] std::string media_type_of(std::string_view bytes, std::string_view name = {});

} // namespace khronika::readers
