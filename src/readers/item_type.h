// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace khronika::readers {

/// The media type under which an item is kept, by its first bytes (4096 are enough) and never by its name, for a name can
/// lie: what media_type_of says (sniff.h), and WARC files, tar archives, mailboxes, e-mail and exports of Telegram told from
/// plain text. Of a ZIP file the beginning alone does not tell what it holds.
[[nodiscard]] std::string item_type(std::string_view beginning);

} // namespace khronika::readers
