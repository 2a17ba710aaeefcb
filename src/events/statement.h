// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "events/join.h"
#include "events/periods.h"

#include <string>
#include <vector>

namespace khronika::events {

/// A claim made ready for joining: its words resolved to keys.
struct Statement {
    const Claim* claim = nullptr;
    const ItemInfo* item = nullptr; ///< never null
    Modality family = Modality::done;
    std::string place;       ///< key; empty where no place is named; several are joined with "+"
    std::string place_label; ///< "Moscow and Moscow region"
    Period period;
    Speaker speaker;        ///< the first link, or the outlet
    std::string outlet;     ///< key of the outlet that published it
    bool own_voice = false; ///< no one else is named
};

/// `done`, `ongoing` and `alleged` are one family, a thing that is said to have happened; an order, a plan and a denial
/// are families of their own. What an act's definition makes an order (`deportation_order`) is one also where it is
/// only alleged.
[[nodiscard]] Modality family_of(const Claim& claim);

/// In one order that depends on their content alone: publication, item, place in the text, id.
[[nodiscard]] std::vector<Statement> statements_of(std::span<const Claim> claims, std::span<const ItemInfo> items, const Context& context);

} // namespace khronika::events
