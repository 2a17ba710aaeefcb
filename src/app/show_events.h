// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/join_claims.h"

#include <string>
#include <string_view>

namespace khronika::app {

/// Events and their figures as a command prints them: `json` one object with both, `jsonl` a figure a line, `csv` a figure
/// a row, anything else a listing to read.
[[nodiscard]] std::string show_events(const JoinedClaims& result, std::string_view format);

} // namespace khronika::app
