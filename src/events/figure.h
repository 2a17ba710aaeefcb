// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/draft.h"
#include "events/origins.h"
#include "model/event.h"

#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace khronika::events {

/// The figure of one quantity: its rivals by origin, bounds, conflicts and notes. Without id and event. `origins` are those
/// of origins_of().
[[nodiscard]] Figure figure_of(std::span<const Statement> statements, const Quantity& quantity, const std::vector<Origin>& origins);

/// Says in the notes of a figure where its one number is the sum of two or three others of `figures` (those of its event)
/// that some one item states beside it, and gives these sums; `item_of` gives each claim's item. Nothing is added where
/// no item does so.
[[nodiscard]] std::vector<Sum> note_sums(std::span<Figure> figures, const std::map<std::string_view, std::string_view>& item_of);

/// The place that most statements name, the first of them where several are named as often: key and label, empty where
/// none names one.
[[nodiscard]] CanonicalPlace common_place(std::span<const Statement> statements, const std::vector<std::size_t>& members);

} // namespace khronika::events
