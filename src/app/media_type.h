// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace khronika::app {

/// The media type of a file by its first bytes, never by its name: a name can lie.
[[nodiscard]] std::string media_type_of(std::string_view beginning);

/// The same, and e-mail, mailboxes and tar archives are told from plain text.
[[nodiscard]] std::string item_type(std::string_view beginning);

} // namespace khronika::app
