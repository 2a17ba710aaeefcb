// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/join_claims.h"

#include <string>
#include <string_view>

namespace khronika::app {

/// Events and their figures as a command prints them: `json` one object with both, `jsonl` a figure a line, `csv` a figure
/// a row, anything else a listing to read.
[[nodiscard]] std::string show_events(const JoinedClaims& result, std::string_view format);

/// One event in full, to read: its claims with why each was joined, figures, cells with the chain of reasons, lineage.
[[nodiscard]] std::string show_event(const JoinedClaims& result, const Event& event);

/// The lineage graph of an event: `json` or `jsonl` a list of edges, anything else Graphviz.
[[nodiscard]] std::string show_lineage(const Event& event, std::string_view format);

} // namespace khronika::app
