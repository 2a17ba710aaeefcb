// SPDX-License-Identifier: GPL-3.0-or-later
// What commands print of events, figures and lineage. A listing's lines may hold what the texts hold: whoever prints
// them to a terminal takes control characters out.
#pragma once

#include "app/join_claims.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace khronika::app {

/// Events and their figures: `json` one object with both, reviews and what was left out; `jsonl` a figure a line; `csv` a
/// figure a row; anything else a listing to read.
[[nodiscard]] std::string show_events(const JoinedClaims& result, std::string_view format);

/// One event in full, to read: timeline, origins, bounds with the chain of reasons, conflicts, lineage, decisions.
[[nodiscard]] std::string show_event(const JoinedClaims& result, const Event& event);
/// The same as one object: event, figures, timeline, origins, reviews.
[[nodiscard]] nlohmann::ordered_json event_json(const JoinedClaims& result, const Event& event);
/// The timeline alone, a report a row.
[[nodiscard]] std::string timeline_csv(const JoinedClaims& result, const Event& event);

/// The lineage graph of an event: `json` or `jsonl` a list of edges, `csv` an edge a row, `dot` Graphviz, anything else a
/// listing.
[[nodiscard]] std::string show_lineage(const Event& event, std::string_view format);

/// "accepted by anna on 2024-04-02: why; source: Likely reliable"
[[nodiscard]] std::string review_words(const Review& review);
/// "- 466 = 418 + 48, as one text states them [id, id]", a step a line after `indent`.
[[nodiscard]] std::string steps_lines(const std::vector<Step>& steps, std::string_view indent);
/// `text` with line ends as spaces.
[[nodiscard]] std::string flat(std::string_view text);

} // namespace khronika::app
