// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "readers/tables.h"

#include <optional>
#include <string>
#include <string_view>

namespace khronika::readers {

/// A date as metadata or prose write it, as an RFC 3339 date or time: `2024-04-28T17:26:00+0300`, `28 апреля 2024, 17:26`,
/// `March 30, 2024`, `29.03.2024`, `20240328`. The first that `text` holds; a time of day only where it stands with its
/// offset from UTC. Absent where there is none or it is no day of the years 1990 to 2099. `3/4/2024` is not read: it is
/// the 4th of March or the 3rd of April.
[[nodiscard]] std::optional<std::string> find_date(std::string_view text, const Months& months);

/// The day in the path of an address (`/2024/03/31/`, `/2024-03-31-title`, `/20240331/`).
[[nodiscard]] std::optional<std::string> date_in_address(std::string_view url);

} // namespace khronika::readers
